#include <lockstep/build/work_folder.hpp>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::build {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "lockstep-work-";

// Between the creation of a folder and its lock another grader must not take it for a leftover.
constexpr std::chrono::seconds kYoung{60};

fs::path temporary_folder() {
  const char* value = std::getenv("TMPDIR");
  return value != nullptr && *value != '\0' ? value : "/tmp";
}

[[noreturn]] void cannot_write(const fs::path& path, int error) {
  const std::string folder = verdict::printable(temporary_folder().string());
  const bool full = error == ENOSPC || error == EDQUOT;
  throw GraderFault(fmt::format(
      "cannot write {}: {}\n{}", verdict::printable(path.string()), std::strerror(error),
      full ? fmt::format("make room in {}, or name another folder: TMPDIR=/var/tmp grade …", folder)
           : fmt::format("name a folder that you may write to: TMPDIR=$HOME grade … (now it is {})",
                         folder)));
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = ::write(fd, bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

bool is_young(const struct stat& status) {
  const auto changed = std::chrono::system_clock::from_time_t(status.st_mtime);
  return std::chrono::system_clock::now() - changed < kYoung;
}

void remove_leftover(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return;
  struct stat status {};
  if (::fstat(fd, &status) == 0 && status.st_uid == ::geteuid() && !is_young(status) &&
      ::flock(fd, LOCK_EX | LOCK_NB) == 0) {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  ::close(fd);
}

}  // namespace

WorkFolder::WorkFolder() {
  std::string name = (temporary_folder() / (std::string(kPrefix) + "XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr) cannot_write(name, errno);
  // Absolute: the sandbox's helper has its own idea of where it is.
  std::error_code error;
  path_ = fs::absolute(name, error);
  lock_ = ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (lock_ < 0) cannot_write(name, errno);
  ::flock(lock_, LOCK_EX | LOCK_NB);
}

WorkFolder::~WorkFolder() {
  remove();
  if (lock_ >= 0) ::close(lock_);
}

fs::path WorkFolder::write(const std::string& name, std::string_view bytes, bool program) {
  const std::lock_guard guard(mutex_);
  const fs::path path = path_ / name;
  if (removed_) throw GraderFault("grading was interrupted");
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) cannot_write(path.parent_path(), error.value());
  const int fd = ::open(path.c_str(), O_CREAT | O_WRONLY | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) cannot_write(path, errno);
  // Others cannot enter the folder; the sandbox, where it runs as another user, reads the file.
  const bool written = write_all(fd, bytes) && ::fchmod(fd, program ? 0755 : 0644) == 0;
  const int cause = errno;
  const bool closed = ::close(fd) == 0;
  if (!written) cannot_write(path, cause);
  if (!closed) cannot_write(path, errno);
  return path;
}

void WorkFolder::make_folder(const std::string& name) {
  const std::lock_guard guard(mutex_);
  const fs::path path = path_ / name;
  if (removed_) throw GraderFault("grading was interrupted");
  // Others cannot enter the folder above it.
  if (::mkdir(path.c_str(), 0755) != 0) cannot_write(path, errno);
}

void WorkFolder::remove() noexcept {
  const std::lock_guard guard(mutex_);
  if (removed_) return;
  removed_ = true;
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void WorkFolder::remove_leftovers() noexcept {
  std::error_code error;
  for (fs::directory_iterator at(temporary_folder(), error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().filename().string().starts_with(kPrefix)) remove_leftover(at->path());
  }
}

}  // namespace lockstep::build
