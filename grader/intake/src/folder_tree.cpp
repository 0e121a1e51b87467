#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

#include "tree.hpp"

namespace lockstep::intake {
namespace {

constexpr std::size_t kMostNames = 50'000;

/// Owns a descriptor of the folder that everything else is reached from.
struct Root {
  explicit Root(int opened) : fd(opened) {}
  Root(const Root&) = delete;
  Root& operator=(const Root&) = delete;
  ~Root() { ::close(fd); }
  int fd;
};

[[noreturn]] void unreadable(const std::string& name, int error) {
  const std::string shown = verdict::printable(name);
  if (error == ELOOP || error == ENOTDIR) {
    throw Unreadable(fmt::format("'{}' is a link; links are not followed", shown));
  }
  throw Unreadable(fmt::format("'{}' cannot be read: {}", shown, std::strerror(error)));
}

class OnDisk final : public Content {
 public:
  OnDisk(std::shared_ptr<const Root> root, std::vector<std::string> way)
      : root_(std::move(root)), way_(std::move(way)) {}

  [[nodiscard]] std::vector<Node> children() const override {
    const int fd = opened(O_RDONLY | O_DIRECTORY);
    DIR* folder = ::fdopendir(fd);
    if (folder == nullptr) {
      ::close(fd);
      unreadable(name(), errno);
    }
    std::vector<Node> found;
    while (const dirent* entry = ::readdir(folder)) {
      const std::string each = entry->d_name;
      if (each == "." || each == "..") continue;
      if (found.size() == kMostNames) break;
      found.push_back({each, kind_of(fd, *entry), child(each)});
    }
    ::closedir(folder);
    std::sort(found.begin(), found.end(),
              [](const Node& a, const Node& b) { return a.name < b.name; });
    return found;
  }

  [[nodiscard]] std::string bytes(std::size_t most) const override {
    const int fd = opened(O_RDONLY | O_NONBLOCK);
    std::string text;
    std::array<char, 64U << 10U> block{};
    ssize_t size = 0;
    while (text.size() < most) {
      size = ::read(fd, block.data(), std::min(block.size(), most - text.size()));
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0) break;
      text.append(block.data(), static_cast<std::size_t>(size));
    }
    const int error = errno;
    ::close(fd);
    if (size < 0) unreadable(name(), error);
    return text;
  }

 private:
  [[nodiscard]] std::string name() const { return way_.empty() ? "" : way_.back(); }

  [[nodiscard]] std::shared_ptr<const Content> child(const std::string& each) const {
    std::vector<std::string> way = way_;
    way.push_back(each);
    return std::make_shared<OnDisk>(root_, std::move(way));
  }

  static Kind kind_of(int folder, const dirent& entry) {
    switch (entry.d_type) {
      case DT_REG:
        return Kind::file;
      case DT_DIR:
        return Kind::folder;
      case DT_LNK:
        return Kind::link;
      case DT_UNKNOWN:
        break;
      default:
        return Kind::special;
    }
    struct stat status {};
    if (::fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return Kind::special;
    if (S_ISREG(status.st_mode)) return Kind::file;
    if (S_ISDIR(status.st_mode)) return Kind::folder;
    return S_ISLNK(status.st_mode) ? Kind::link : Kind::special;
  }

  /// Step by step from the root, none of them through a link, whoever exchanges what meanwhile.
  [[nodiscard]] int opened(int flags) const {
    constexpr int always = O_CLOEXEC | O_NOFOLLOW | O_NOCTTY;
    int at = ::openat(root_->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (std::size_t i = 0; at >= 0 && i < way_.size(); ++i) {
      const bool last = i + 1 == way_.size();
      const int next =
          ::openat(at, way_[i].c_str(), last ? flags | always : O_PATH | O_DIRECTORY | always);
      const int error = errno;
      ::close(at);
      at = next;
      errno = error;
    }
    if (at < 0) unreadable(name(), errno);
    return at;
  }

  std::shared_ptr<const Root> root_;
  std::vector<std::string> way_;
};

}  // namespace

std::vector<Node> Content::children() const { return {}; }
std::string Content::bytes(std::size_t /*most*/) const { return {}; }

Node folder_tree(const std::filesystem::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) unreadable(folder.string(), errno);
  auto root = std::make_shared<const Root>(fd);
  return {folder.filename().string(), Kind::folder,
          std::make_shared<OnDisk>(std::move(root), std::vector<std::string>{})};
}

}  // namespace lockstep::intake
