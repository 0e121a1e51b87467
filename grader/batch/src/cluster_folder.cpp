#include <lockstep/batch/cluster_folder.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/store/reader.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::batch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnd = ".json";

[[noreturn]] void fail(const fs::path& file, const std::string& why) {
  throw store::StoreError(fmt::format(
      "{}: {}\nmake room there, or name another --out on the file system that all nodes share",
      verdict::printable(file.string()), why));
}

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

void make(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail(folder, error.message());
}

}  // namespace

void ClusterFolder::write(const fs::path& name, const std::string& text) {
  const fs::path file = path_ / name;
  const fs::path young = fmt::format("{}.{}.new", file.string(), ::getpid());
  errno = 0;
  std::ofstream stream(young, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (!stream) fail(file, std::strerror(errno));
  std::error_code error;
  fs::rename(young, file, error);
  if (error) fail(file, error.message());
}

void ClusterFolder::prepare(const store::Versions& versions) {
  if (!(this->versions() == versions)) {
    std::error_code error;
    fs::remove_all(path_, error);
    if (error) fail(path_, error.message());
  }
  for (const char* folder : {"sources", "chunks", "results", "output"}) make(path_ / folder);
  write("versions", versions.grader + '\n' + versions.exercise + '\n' + versions.compiler + '\n');
}

store::Versions ClusterFolder::versions() const {
  std::vector<std::string> lines = lines_of(read(path_ / "versions"));
  lines.resize(3);
  return {lines[0], lines[1], lines[2]};
}

void ClusterFolder::put_sources(const std::string& content,
                                const std::vector<store::SourceText>& files) {
  make(path_ / "sources" / content);
  for (const store::SourceText& each : files) {
    write(fs::path("sources") / content / each.name, each.content);
  }
  std::string names;
  for (const store::SourceText& each : files) names += each.name + '\n';
  write(fs::path("sources") / content / "files", names);
}

std::vector<store::SourceText> ClusterFolder::sources(const std::string& content) const {
  const fs::path folder = path_ / "sources" / content;
  std::vector<store::SourceText> files;
  for (const std::string& name : lines_of(read(folder / "files"))) {
    files.push_back({name, read(folder / name)});
  }
  if (files.empty()) fail(folder, "the sources are not there");
  return files;
}

void ClusterFolder::put_chunks(const std::vector<std::vector<std::string>>& chunks) {
  for (std::size_t task = 0; task < chunks.size(); ++task) {
    std::string text;
    for (const std::string& content : chunks[task]) text += content + '\n';
    write(fs::path("chunks") / std::to_string(task), text);
  }
}

std::vector<std::string> ClusterFolder::read_chunk(const fs::path& file) {
  std::vector<std::string> contents = lines_of(read(file));
  if (contents.empty()) fail(file, "the chunk is not there");
  return contents;
}

void ClusterFolder::put_result(const std::string& content, const std::string& json) {
  write(fs::path("results") / (content + std::string(kEnd)), json);
}

bool ClusterFolder::has_result(const std::string& content) const {
  std::error_code error;
  return fs::exists(path_ / "results" / (content + std::string(kEnd)), error);
}

std::vector<std::string> ClusterFolder::results() const {
  std::vector<std::string> contents;
  std::error_code error;
  // A client of NFS remembers a folder's listing for up to a minute, unless it changes the folder
  // itself.
  const fs::path change = path_ / "results" / fmt::format("look.{}", ::getpid());
  std::ofstream(change).close();
  fs::remove(change, error);
  for (fs::directory_iterator at(path_ / "results", error), end; !error && at != end;
       at.increment(error)) {
    std::string name = at->path().filename().string();
    if (!name.ends_with(kEnd)) continue;
    name.resize(name.size() - kEnd.size());
    contents.push_back(std::move(name));
  }
  std::sort(contents.begin(), contents.end());
  return contents;
}

std::string ClusterFolder::result(const std::string& content) const {
  return read(path_ / "results" / (content + std::string(kEnd)));
}

void ClusterFolder::remove_result(const std::string& content) {
  std::error_code ignored;
  fs::remove(path_ / "results" / (content + std::string(kEnd)), ignored);
}

void ClusterFolder::put_array(const std::string& array) { write("array", array + '\n'); }

std::optional<std::string> ClusterFolder::array() const {
  const std::vector<std::string> lines = lines_of(read(path_ / "array"));
  if (lines.empty() || lines.front().empty()) return std::nullopt;
  return lines.front();
}

}  // namespace lockstep::batch
