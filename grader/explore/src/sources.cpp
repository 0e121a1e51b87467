#include "sources.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/messages.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::explore {
namespace {

using build::NoSubmission;

constexpr std::size_t kMostFiles = 1000;
constexpr std::size_t kHighest = 2;  // folders above the sources' own in which headers may lie

std::string shown_path(const fs::path& path) { return verdict::printable(path.string()); }

Language language_of(const fs::path& file) {
  std::error_code error;
  if (fs::is_directory(file, error)) {
    throw NoSubmission(
        fmt::format("'{}' is a folder; name the program's .c or .cpp files", shown_path(file)));
  }
  if (!fs::exists(file, error)) {
    throw NoSubmission(fmt::format("there is no file '{}'", shown_path(file)));
  }
  const std::string extension = file.extension().string();
  if (extension == ".c") return Language::c;
  for (const char* cpp : {".cpp", ".cc", ".cxx", ".c++", ".cp", ".C", ".CPP"}) {
    if (extension == cpp) return Language::cpp;
  }
  if (extension.starts_with(".h")) {
    throw NoSubmission(fmt::format(
        "'{}' is a header; name the .c or .cpp files, it is found by itself", shown_path(file)));
  }
  throw NoSubmission(fmt::format(
      "'{}' is neither C (.c) nor C++ (.cpp, .cc, .cxx) by its name; rename it", shown_path(file)));
}

/// Can stand in a compiler's message and in its arguments without being taken for something else.
bool is_ordinary(std::string_view name) {
  return std::none_of(name.begin(), name.end(), [](unsigned char c) {
    return c < ' ' || c == 0x7f || c == ':' || c == '"' || c == '\\';
  });
}

fs::path normal(const fs::path& path) { return fs::absolute(path).lexically_normal(); }

fs::path common_folder(const std::vector<fs::path>& files) {
  fs::path common = normal(files.front()).parent_path();
  for (const fs::path& file : files) {
    const fs::path folder = normal(file).parent_path();
    auto mismatch = std::mismatch(common.begin(), common.end(), folder.begin(), folder.end());
    fs::path shared;
    for (auto part = common.begin(); part != mismatch.first; ++part) shared /= *part;
    common = shared;
  }
  return common;
}

class Reader {
 public:
  explicit Reader(const std::vector<fs::path>& files) : base_(common_folder(files)), root_(base_) {
    for (std::size_t i = 0; i < kHighest && root_.has_relative_path(); ++i) {
      if (!root_.parent_path().has_relative_path()) break;  // never the whole machine
      root_ = root_.parent_path();
    }
  }

  Sources all(const std::vector<fs::path>& files) {
    for (const fs::path& file : files) {
      const Language language = language_of(file);
      const fs::path path = normal(file);
      if (!seen_.insert(path).second) {
        throw NoSubmission(fmt::format("'{}' is named twice", shown_path(file)));
      }
      const std::string name = name_inside(path, language);
      add(name, path, file);
      sources_.units.push_back({name, language});
    }
    while (!waiting_.empty()) {
      const std::size_t index = waiting_.front();
      waiting_.pop_front();
      follow(index);
    }
    return std::move(sources_);
  }

 private:
  /// The same path below the root, unless its name would confuse.
  std::string name_inside(const fs::path& path, Language language) {
    std::string name = path.lexically_relative(root_).string();
    if (is_ordinary(name)) return name;
    const fs::path folder = base_.lexically_relative(root_);
    const std::string plain = fmt::format("program{}{}", sources_.units.size() + 1,
                                          language == Language::c ? ".c" : ".cpp");
    return is_ordinary(folder.string()) ? (folder / plain).lexically_normal().string() : plain;
  }

  void add(const std::string& name, const fs::path& path, const fs::path& as_given) {
    sources_.tree.files.push_back({name, build::read_source(as_given)});
    sources_.shown[name] = verdict::printable(path.lexically_relative(base_).string());
    paths_.push_back(path);
    if (auto remark = build::remark_about(sources_.tree.files.back())) {
      remark->source = sources_.tree.line(remark->file, remark->line);
      sources_.tree.remarks.push_back(std::move(*remark));
    }
    waiting_.push_back(paths_.size() - 1);
  }

  void follow(std::size_t index) {
    const fs::path folder = paths_[index].parent_path();
    for (const std::string& name : quoted_includes(sources_.tree.files[index].content)) {
      const fs::path path = (folder / name).lexically_normal();
      if (fs::path(name).is_absolute() || !may_be_read(path) || !seen_.insert(path).second)
        continue;
      if (paths_.size() >= kMostFiles) {
        throw NoSubmission(fmt::format("more than {} files are included", kMostFiles));
      }
      add(path.lexically_relative(root_).string(), path, path);
    }
  }

  /// Also behind symbolic links nothing from elsewhere: who explores a stranger's program does not
  /// want to show it the machine. What is not taken the compiler does not find, and says so.
  [[nodiscard]] bool may_be_read(const fs::path& path) const {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (error || !fs::is_regular_file(real, error)) return false;
    const fs::path below = real.lexically_relative(fs::canonical(root_, error));
    return !error && !below.empty() && *below.begin() != ".." && is_ordinary(path.string());
  }

  fs::path base_;
  fs::path root_;
  Sources sources_;
  std::vector<fs::path> paths_;  // of sources_.tree.files
  std::set<fs::path> seen_;
  std::deque<std::size_t> waiting_;
};

fs::path checked_folder(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    throw NoSubmission(fmt::format("there is no folder '{}' for -I", shown_path(folder)));
  }
  return normal(folder);
}

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

}  // namespace

std::vector<std::string> quoted_includes(std::string_view content) {
  std::vector<std::string> names;
  build::for_each_line(content, [&](std::string_view line) {
    skip_blanks(line);
    if (!line.starts_with('#')) return;
    line.remove_prefix(1);
    skip_blanks(line);
    if (!line.starts_with("include")) return;
    line.remove_prefix(std::string_view("include").size());
    skip_blanks(line);
    if (!line.starts_with('"')) return;
    const std::size_t end = line.find('"', 1);
    if (end != std::string_view::npos && end > 1) names.emplace_back(line.substr(1, end - 1));
  });
  return names;
}

std::string include_folder_inside(std::size_t index) {
  return fmt::format("/lockstep/include{:03}", index);
}

std::optional<std::string> Sources::own_name(std::string_view as_printed) const {
  const std::string path = fs::path(as_printed).lexically_normal().string();  // "a/../b.hpp"
  if (path.starts_with(build::kSubmissionFolder)) {
    const auto found = shown.find(path.substr(build::kSubmissionFolder.size()));
    if (found != shown.end()) return found->second;
  }
  for (std::size_t i = 0; i < include.size(); ++i) {
    const std::string inside = include_folder_inside(i) + "/";
    if (include[i].option == "-isystem" || !path.starts_with(inside)) continue;
    return verdict::printable((include[i].folder.filename() / path.substr(inside.size())).string());
  }
  return std::nullopt;
}

std::string Sources::line(std::string_view shown_name, int line) const {
  for (const auto& [name, as_shown] : shown) {
    if (as_shown == shown_name) return tree.line(name, line);
  }
  return "";
}

Sources read_sources(const std::vector<fs::path>& files,
                     const std::vector<IncludeFolder>& include) {
  Sources sources = Reader(files).all(files);
  for (const IncludeFolder& each : include) {
    sources.include.push_back({each.option, checked_folder(each.folder)});
  }
  return sources;
}

}  // namespace lockstep::explore
