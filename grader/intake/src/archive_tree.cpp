#include <algorithm>
#include <clocale>
#include <map>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <fmt/format.h>
#include <lockstep/build/submission.hpp>
#include <lockstep/verdict/printable.hpp>

#include "names.hpp"
#include "tree.hpp"

namespace lockstep::intake {
namespace {

constexpr std::size_t kDeepest = 32;  // folders in folders
constexpr std::size_t kLargestArchive = 16U << 20U;
constexpr std::size_t kLargestMetadata = 64U << 20U;

/// Names in a zip are UTF-8; libarchive hands them out in the thread's locale.
class Utf8 {
 public:
  Utf8() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ != nullptr) before_ = ::uselocale(locale_);
  }
  Utf8(const Utf8&) = delete;
  Utf8& operator=(const Utf8&) = delete;
  ~Utf8() {
    if (locale_ == nullptr) return;
    ::uselocale(before_);
    ::freelocale(locale_);
  }

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

class Kept final : public Content {
 public:
  explicit Kept(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] std::string bytes(std::size_t most) const override { return text_.substr(0, most); }

 private:
  std::string text_;
};

class Folder final : public Content {
 public:
  [[nodiscard]] std::vector<Node> children() const override {
    std::vector<Node> all;
    for (const auto& [name, node] : nodes_) all.push_back(node);
    return all;
  }

  /// The folder `name` in this one; null where something else has that name.
  Folder* folder(const std::string& name) {
    const auto made = folders_.try_emplace(name, nullptr).first;
    if (made->second == nullptr) {
      if (nodes_.contains(name)) return nullptr;
      made->second = std::make_shared<Folder>();
      nodes_[name] = {name, Kind::folder, made->second};
    }
    return made->second.get();
  }

  /// A later entry of the same name wins, as it does when an archive is unpacked.
  void put(Node node) {
    if (!folders_.contains(node.name)) nodes_[node.name] = std::move(node);
  }

 private:
  std::map<std::string, Node> nodes_;
  std::map<std::string, std::shared_ptr<Folder>> folders_;
};

struct Free {
  void operator()(archive* handle) const { archive_read_free(handle); }
};

/// Only what runs no other program and is read often enough to be well tested.
std::unique_ptr<archive, Free> reader() {
  std::unique_ptr<archive, Free> handle(archive_read_new());
  if (!handle) throw Unreadable("the archive cannot be read: no memory");
  archive_read_support_filter_gzip(handle.get());
  archive_read_support_filter_bzip2(handle.get());
  archive_read_support_filter_xz(handle.get());
  archive_read_support_format_zip(handle.get());
  archive_read_support_format_tar(handle.get());
  return handle;
}

std::size_t most_of(const std::string& name) {
  if (name == kGradescopeMetadata) return kLargestMetadata;
  if (is_archive(name)) return kLargestArchive;
  return is_source(name) || is_header(name) ? build::kLargestSource.count + 1 : 0;
}

class Reading {
 public:
  Reading(archive* handle, const ArchiveLimits& limits) : handle_(handle), limits_(limits) {}

  Node tree() {
    auto root = std::make_shared<Folder>();
    archive_entry* entry = nullptr;
    for (std::size_t count = 0;; ++count) {
      const int code = archive_read_next_header(handle_, &entry);
      if (code == ARCHIVE_EOF) break;
      if (code < ARCHIVE_WARN) fail();
      if (count == limits_.entries) {
        throw Unreadable(fmt::format("the archive holds more than {} files", limits_.entries));
      }
      add(*root, entry);
      watch();
    }
    return {"", Kind::folder, root};
  }

 private:
  [[noreturn]] void fail() const {
    const char* said = archive_error_string(handle_);
    throw Unreadable(fmt::format("the archive is damaged, or neither zip nor tar: {}",
                                 verdict::printable(said != nullptr ? said : "unknown reason")));
  }

  [[noreturn]] void too_large() const {
    throw Unreadable(
        fmt::format("the archive unpacks to more than {} MiB; no submission needs that much",
                    std::min(limits_.kept_bytes, limits_.unpacked_bytes) >> 20U));
  }

  [[nodiscard]] bool compressed() const {
    return archive_filter_code(handle_, 0) != ARCHIVE_FILTER_NONE;
  }

  /// Decompressing is bounded, too, not only what is kept.
  void watch() const {
    const la_int64_t unpacked = archive_filter_bytes(handle_, 0);
    if (kept_ > limits_.kept_bytes ||
        (compressed() && unpacked > static_cast<la_int64_t>(limits_.unpacked_bytes))) {
      too_large();
    }
  }

  void add(Folder& root, archive_entry* entry) {
    const char* path = archive_entry_pathname(entry);
    if (path == nullptr) path = archive_entry_pathname_utf8(entry);
    const std::vector<std::string> way = split_path(path != nullptr ? path : "");
    if (way.empty() || way.size() > kDeepest) return;
    Folder* folder = &root;
    for (std::size_t i = 0; i + 1 < way.size() && folder != nullptr; ++i) {
      folder = folder->folder(way[i]);
    }
    if (folder == nullptr) return;
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR) return static_cast<void>(folder->folder(way.back()));
    const bool link = type == AE_IFLNK || archive_entry_hardlink(entry) != nullptr;
    if (link) return folder->put({way.back(), Kind::link, nullptr});
    if (type != AE_IFREG) return folder->put({way.back(), Kind::special, nullptr});
    if (archive_entry_is_data_encrypted(entry) != 0) {
      throw Unreadable("the archive is encrypted; hand in one without a password");
    }
    // What is skipped is decompressed as well where all of the archive is one stream.
    if (compressed() &&
        archive_entry_size(entry) > static_cast<la_int64_t>(limits_.unpacked_bytes)) {
      too_large();
    }
    folder->put({way.back(), Kind::file, std::make_shared<Kept>(data(most_of(way.back())))});
  }

  std::string data(std::size_t most) {
    std::string text;
    while (text.size() < most) {
      const std::size_t before = text.size();
      text.resize(std::min(most, before + (64U << 10U)));
      const la_ssize_t size =
          archive_read_data(handle_, text.data() + before, text.size() - before);
      if (size < 0) fail();
      text.resize(before + static_cast<std::size_t>(size));
      kept_ += static_cast<std::size_t>(size);
      if (size == 0) break;
      watch();
    }
    return text;
  }

  archive* handle_;
  ArchiveLimits limits_;
  std::size_t kept_ = 0;
};

}  // namespace

Node archive_tree(const std::string& bytes, const ArchiveLimits& limits) {
  const Utf8 names;
  const auto handle = reader();
  if (archive_read_open_memory(handle.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    throw Unreadable("the archive is damaged, or neither zip nor tar");
  }
  return Reading(handle.get(), limits).tree();
}

Node archive_tree(const std::filesystem::path& file, const ArchiveLimits& limits) {
  const Utf8 names;
  const auto handle = reader();
  constexpr std::size_t block = 64U << 10U;
  if (archive_read_open_filename(handle.get(), file.c_str(), block) != ARCHIVE_OK) {
    const char* said = archive_error_string(handle.get());
    throw Unreadable(fmt::format("'{}' is no zip or tar file, or cannot be read: {}",
                                 verdict::printable(file.string()),
                                 verdict::printable(said != nullptr ? said : "")));
  }
  Node root = Reading(handle.get(), limits).tree();
  root.name = file.filename().string();
  return root;
}

}  // namespace lockstep::intake
