#include <lockstep/build/submission.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::build {
namespace {

namespace fs = std::filesystem;

std::string shown(const fs::path& path) { return verdict::printable(path.string()); }

[[noreturn]] void cannot_read(const fs::path& path, int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      throw NoSubmission(fmt::format("there is no file '{}'", shown(path)));
    case EACCES:
      throw NoSubmission(
          fmt::format("'{0}' may not be read by you; try: chmod u+r '{0}'", shown(path)));
    default:
      throw NoSubmission(fmt::format("'{}' cannot be read: {}", shown(path), std::strerror(error)));
  }
}

class Descriptor {
 public:
  /// O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever.
  explicit Descriptor(const fs::path& path)
      : fd_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) {
    if (fd_ < 0) cannot_read(path, errno);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(fd_); }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

bool is_ordinary(std::string_view name) {
  const auto allowed = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  };
  constexpr std::size_t longest = 100;
  return name.size() <= longest && name.ends_with(".cpp") && name.front() != '-' &&
         name.front() != '.' && std::all_of(name.begin(), name.end(), allowed);
}

judge::Diagnostic remark(judge::Severity severity, const SourceFile& file, std::string message) {
  judge::Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.in_submission = true;
  diagnostic.file = file.name;
  diagnostic.message = std::move(message);
  return diagnostic;
}

bool is_utf16(std::string_view content) {
  return content.starts_with("\xff\xfe") || content.starts_with("\xfe\xff") ||
         content.find('\0') != std::string_view::npos;
}

/// Sources that lie in a folder without the one that was expected.
std::string other_sources(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.ends_with(".cpp")) names.push_back(verdict::printable(name));
  }
  if (names.empty()) return "";
  constexpr std::size_t most = 5;
  std::sort(names.begin(), names.end());
  if (names.size() > most) names.resize(most);
  return fmt::format("; it has {}: name the file itself, or rename it", fmt::join(names, ", "));
}

}  // namespace

std::string read_source(const fs::path& path) {
  const Descriptor file(path);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) cannot_read(path, errno);
  if (S_ISDIR(status.st_mode)) {
    throw NoSubmission(fmt::format("'{}' is a folder, not a file", shown(path)));
  }
  if (!S_ISREG(status.st_mode)) {
    throw NoSubmission(fmt::format("'{}' is no plain file (a pipe, a device?)", shown(path)));
  }
  std::string content;
  std::array<char, 64U << 10U> block{};
  while (content.size() <= kLargestSource.count) {
    const ssize_t size = ::read(file.get(), block.data(), block.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) cannot_read(path, errno);
    if (size == 0) break;
    content.append(block.data(), static_cast<std::size_t>(size));
  }
  return content;
}

std::optional<judge::Diagnostic> remark_about(const SourceFile& file) {
  using judge::Severity;
  const std::string& content = file.content;
  if (content.size() > kLargestSource.count) {
    return remark(Severity::error, file,
                  fmt::format("the file is larger than {} MiB; no solution needs that much. Is it "
                              "really your source?",
                              kLargestSource.count >> 20U));
  }
  if (content.find_first_not_of(" \t\r\n") == std::string::npos) {
    return remark(Severity::error, file, "the file is empty. Has your editor saved it?");
  }
  if (is_utf16(content)) {
    return remark(Severity::error, file,
                  "the file is not UTF-8 text: it holds zero bytes, as UTF-16 text or a program "
                  "does. Save it as UTF-8.");
  }
  const std::size_t bad = verdict::find_invalid_utf8(content);
  if (bad == std::string::npos) return std::nullopt;
  auto found = remark(Severity::warning, file, "this line is not UTF-8. Save the file as UTF-8.");
  const std::string_view before = std::string_view(content).substr(0, bad);
  found.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
  return found;
}

bool Submission::refused() const {
  return std::any_of(remarks.begin(), remarks.end(), [](const judge::Diagnostic& remark) {
    return remark.severity == judge::Severity::error;
  });
}

std::string Submission::line(std::string_view file, int line) const {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const SourceFile& each) { return each.name == file; });
  if (found == files.end() || line < 1) return "";
  std::string_view rest = found->content;
  for (; line > 1; --line) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return "";
    rest.remove_prefix(end + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return std::string(rest);
}

std::uint64_t Submission::seed() const {
  std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a, 64 bits
  constexpr std::uint64_t prime = 1'099'511'628'211U;
  const std::string& content = files.front().content;
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] == '\r' && i + 1 < content.size() && content[i + 1] == '\n') continue;
    hash = (hash ^ static_cast<unsigned char>(content[i])) * prime;
  }
  return hash;
}

Submission submission_of(std::vector<SourceFile> files) {
  Submission submission;
  submission.files = std::move(files);
  for (const SourceFile& file : submission.files) {
    if (auto remark = remark_about(file)) submission.remarks.push_back(std::move(*remark));
  }
  for (judge::Diagnostic& each : submission.remarks) {
    each.source = submission.line(each.file, each.line);
  }
  return submission;
}

Submission read_submission(const fs::path& path, const catalogue::Exercise& exercise) {
  std::error_code error;
  const bool folder = fs::is_directory(path, error);
  std::vector<SourceFile> files;
  for (const std::string& expected : exercise.files) {
    const bool main = files.empty();
    const fs::path file = folder ? path / expected : main ? path : path.parent_path() / expected;
    if (folder && !fs::exists(fs::symlink_status(file, error))) {
      throw NoSubmission(fmt::format("the folder '{}' has no file {}{}", shown(path), expected,
                                     other_sources(path)));
    }
    const std::string name = file.filename().string();
    files.push_back({is_ordinary(name) ? name : expected, read_source(file)});
  }
  return submission_of(std::move(files));
}

}  // namespace lockstep::build
