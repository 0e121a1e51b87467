// Files and folders, wherever they lie: on disk, or in an archive in memory. Links are seen and
// never followed.
//
// THREADS  a tree is read by one thread at a time.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::intake {

/// One file or folder cannot be read. what() is a sentence that goes into the student's report.
class Unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Kind { file, folder, link, special };

struct Node;

class Content {
 public:
  Content() = default;
  Content(const Content&) = delete;
  Content& operator=(const Content&) = delete;
  virtual ~Content() = default;
  /// Of a folder, sorted by name. Throws Unreadable.
  [[nodiscard]] virtual std::vector<Node> children() const;
  /// Of a file, never more than `most` bytes. Throws Unreadable.
  [[nodiscard]] virtual std::string bytes(std::size_t most) const;
};

struct Node {
  std::string name;  // any bytes but '/' and NUL
  Kind kind = Kind::file;
  std::shared_ptr<const Content> content;
};

/// The folder itself may be reached by links; nothing inside it is. Throws Unreadable.
[[nodiscard]] Node folder_tree(const std::filesystem::path& folder);

/// How much of an archive is read.
struct ArchiveLimits {
  std::size_t entries = 2'000;
  std::size_t unpacked_bytes = 64U << 20U;  // all that has to be decompressed
  std::size_t kept_bytes = 16U << 20U;      // all that stays in memory
};

/// What an archive holds, by its bytes or by its file. Only the contents of sources, archives and
/// metadata are kept. Throws Unreadable for what is no zip or tar file, is encrypted, damaged, or
/// larger than the limits.
[[nodiscard]] Node archive_tree(const std::string& bytes, const ArchiveLimits& limits);
[[nodiscard]] Node archive_tree(const std::filesystem::path& file, const ArchiveLimits& limits);

}  // namespace lockstep::intake
