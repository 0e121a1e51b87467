#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include <sys/stat.h>

#include <fmt/format.h>
#include <lockstep/build/compiler_cache.hpp>
#include <lockstep/build/digest.hpp>

namespace lockstep::build {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 1000;
constexpr std::uintmax_t kLargestRead = 1U << 20U;
constexpr std::uintmax_t kMostRead = 16U << 20U;

std::string identity(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return "";
  return fmt::format("{} {} {}.{}", status.st_ino, status.st_size, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec);
}

/// Changes with every package that is installed, removed or renewed, as far as the system says.
void add_machine(Digest& digest, const std::string& compiler) {
  for (const char* path :
       {"/var/lib/dpkg/status", "/var/lib/rpm/rpmdb.sqlite", "/var/lib/pacman/local",
        "/usr/include", "/usr/local/include", "/usr/local/lib"}) {
    digest.add(identity(path));
  }
  digest.add(identity(compiler.find('/') == std::string::npos ? "/usr/bin/" + compiler : compiler));
}

/// What a compiler may read below the mounts, as far as there is not too much of it.
class Inputs {
 public:
  explicit Inputs(Digest& digest) : digest_(digest) {}

  [[nodiscard]] bool add(const sandbox::Mount& mount) {
    digest_.add(mount.inside);
    std::error_code error;
    if (!fs::is_directory(mount.host, error)) return add_file(mount.host, "");
    std::vector<fs::path> paths;
    for (fs::recursive_directory_iterator at(mount.host, error), end; !error && at != end;
         at.increment(error)) {
      if (paths.size() > kMostFiles) return false;
      paths.push_back(at->path());
    }
    if (error) return false;
    std::sort(paths.begin(), paths.end());
    return std::all_of(paths.begin(), paths.end(), [&](const fs::path& path) {
      return add_file(path, path.lexically_relative(mount.host).string());
    });
  }

 private:
  bool add_file(const fs::path& path, const std::string& name) {
    digest_.add(name);
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || ++files_ > kMostFiles) return false;
    if (S_ISDIR(status.st_mode)) {
      digest_.add("folder");
      return true;
    }
    if (!S_ISREG(status.st_mode)) return false;
    const auto size = static_cast<std::uintmax_t>(status.st_size);
    if (size > kLargestRead) {  // a precompiled header
      digest_.add("large file");
      digest_.add(identity(path));
      return true;
    }
    read_ += size;
    digest_.add("file");
    std::ifstream file(path, std::ios::binary);
    digest_.add(std::string(std::istreambuf_iterator<char>(file), {}));
    return file.good() && read_ <= kMostRead;
  }

  Digest& digest_;
  std::size_t files_ = 0;
  std::uintmax_t read_ = 0;
};

}  // namespace

std::string cache_key(const sandbox::Program& program) {
  Digest digest;
  digest.add("lockstep-compiled-2");
  for (const auto* list : {&program.argv, &program.environment, &program.collect}) {
    digest.add(fmt::format("{}", list->size()));
    for (const std::string& each : *list) digest.add(each);
  }
  add_machine(digest, program.argv.front());
  Inputs inputs(digest);
  for (const sandbox::Mount& mount : program.mounts) {
    if (!inputs.add(mount)) return "";
  }
  return digest.hex();
}

}  // namespace lockstep::build
