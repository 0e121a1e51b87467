#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/store/ledger.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::store {
namespace {

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::string content(int fd) {
  std::array<char, 512> block{};
  const ssize_t size = ::pread(fd, block.data(), block.size(), 0);
  return verdict::printable({block.data(), size > 0 ? static_cast<std::size_t>(size) : 0});
}

}  // namespace

std::optional<Lock> Lock::take(const std::filesystem::path& folder, std::string& holder) {
  const std::filesystem::path file = folder / "batch.lock";
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (fd < 0) {
    throw StoreError(
        fmt::format("{}: {}\nyou need to write to this folder; or name another one with --out",
                    verdict::printable(file.string()), std::strerror(errno)));
  }
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    holder = content(fd);
    ::close(fd);
    return std::nullopt;
  }
  const std::string text = fmt::format("process {} on {}", ::getpid(), host_name());
  // Only for the message to others; that it is incomplete on a full disk does not matter.
  if (::ftruncate(fd, 0) == 0) static_cast<void>(!::pwrite(fd, text.data(), text.size(), 0));
  return Lock(fd);
}

Lock::Lock(Lock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Lock::~Lock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace lockstep::store
