#include <lockstep/build/compiler_cache.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include <lockstep/build/digest.hpp>
#include <lockstep/wire/codec.hpp>

namespace lockstep::build {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostBytes = 32U << 20U;  // of each of the 16 parts
constexpr std::size_t kLargestEntry = 8U << 20U;

struct Entry {
  std::string sum;  // of the rest and the key: a damaged file is no entry
  std::string errors;
  std::map<std::string, std::string> files;
};

std::string sum_of(const std::string& key, const Entry& entry) {
  Digest digest;
  digest.add(key);
  digest.add(entry.errors);
  for (const auto& [name, content] : entry.files) {
    digest.add(name);
    digest.add(content);
  }
  return digest.hex();
}

fs::path folder_of_this_user() {
  if (const char* own = std::getenv("LOCKSTEP_CACHE")) return own;
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache == '/') return fs::path(cache) / "lockstep";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? fs::path(home) / ".cache" / "lockstep" : fs::path();
}

bool nobody_else_writes_to(const fs::path& folder) {
  struct stat status {};
  return ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
         status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/// Only where each mount has its own path inside: else messages name folders of this very run.
bool may_be_kept(const sandbox::Sandbox& sandbox) {
  return sandbox.step() == sandbox::Step::namespaces_and_cgroup ||
         sandbox.step() == sandbox::Step::namespaces;
}

/// Removes what was not used for the longest time until the rest is small enough.
void tidy(const fs::path& part) {
  struct File {
    fs::file_time_type used;
    std::uintmax_t size;
    fs::path path;
  };
  std::vector<File> files;
  std::uintmax_t bytes = 0;
  std::error_code error;
  for (fs::directory_iterator at(part, error), end; !error && at != end; at.increment(error)) {
    std::error_code gone;
    File file{at->last_write_time(gone), 0, at->path()};
    if (!gone) file.size = at->file_size(gone);
    if (gone) continue;
    bytes += file.size;
    files.push_back(std::move(file));
  }
  if (bytes <= kMostBytes) return;
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.used < b.used; });
  for (const File& file : files) {
    if (bytes <= kMostBytes / 4 * 3) break;
    fs::remove(file.path, error);
    bytes -= file.size;
  }
}

}  // namespace

CompilerCache CompilerCache::of_this_user() {
  fs::path folder = folder_of_this_user();
  if (folder.empty()) return CompilerCache({});
  std::error_code error;
  fs::create_directories(folder.parent_path(), error);
  ::mkdir(folder.c_str(), 0700);
  return CompilerCache(nobody_else_writes_to(folder) ? std::move(folder) : fs::path());
}

sandbox::Facts CompilerCache::run(sandbox::Sandbox& sandbox, const sandbox::Program& program,
                                  const sandbox::Limits& limits) const {
  const bool used = !folder_.empty() && may_be_kept(sandbox);
  const std::string key = used ? cache_key(program) : "";
  if (key.empty()) return sandbox.run(program, limits);
  if (auto known = find(key)) return std::move(*known);
  sandbox::Facts facts = sandbox.run(program, limits);
  if (facts.ending.clean() && facts.files.size() == program.collect.size()) keep(key, facts);
  return facts;
}

std::optional<sandbox::Facts> CompilerCache::find(const std::string& key) const {
  const fs::path path = folder_ / key.substr(0, 1) / key;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  try {
    auto entry = wire::decode<Entry>(bytes);
    if (entry.sum != sum_of(key, entry)) return std::nullopt;
    std::error_code ignored;
    fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);
    sandbox::Facts facts;
    facts.errors = std::move(entry.errors);
    facts.files = std::move(entry.files);
    return facts;
  } catch (const wire::DecodeError&) {
    return std::nullopt;
  }
}

void CompilerCache::keep(const std::string& key, const sandbox::Facts& facts) const {
  Entry entry{"", facts.errors, facts.files};
  entry.sum = sum_of(key, entry);
  const std::string bytes = wire::encode(entry);
  if (bytes.size() > kLargestEntry) return;
  const fs::path part = folder_ / key.substr(0, 1);
  std::error_code error;
  fs::create_directory(part, error);
  // Under a name of its own until it is whole.
  std::string name = (part / "new-XXXXXX").string();
  const int fd = ::mkstemp(name.data());
  if (fd < 0) return;
  ::close(fd);
  std::ofstream file(name, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.close();
  if (file) {
    fs::rename(name, part / key, error);
  }
  if (!file || error) fs::remove(name, error);
  tidy(part);
}

}  // namespace lockstep::build
