// The folder through which a batch and the tasks of its arrays talk: plain files on a file system
// that all nodes share. Whoever writes one writes it whole: under another name first.
//
// THREADS  several processes on several machines may use one folder.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <lockstep/store/standing.hpp>

namespace lockstep::batch {

class ClusterFolder {
 public:
  explicit ClusterFolder(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Makes it ready for work with these versions; what was made with others is removed. Throws
  /// store::StoreError where that cannot be written.
  void prepare(const store::Versions& versions);
  [[nodiscard]] store::Versions versions() const;

  void put_sources(const std::string& content, const std::vector<store::SourceText>& files);
  [[nodiscard]] std::vector<store::SourceText> sources(const std::string& content) const;

  /// Lists in `chunks/0`, `chunks/1` …: what a task reads.
  void put_chunks(const std::vector<std::vector<std::string>>& chunks);
  [[nodiscard]] static std::vector<std::string> read_chunk(const std::filesystem::path& file);

  void put_result(const std::string& content, const std::string& json);
  [[nodiscard]] bool has_result(const std::string& content) const;
  [[nodiscard]] std::vector<std::string> results() const;  // contents
  [[nodiscard]] std::string result(const std::string& content) const;
  void remove_result(const std::string& content);

  /// The number of the array that was submitted last.
  void put_array(const std::string& array);
  [[nodiscard]] std::optional<std::string> array() const;

 private:
  void write(const std::filesystem::path& name, const std::string& text);

  std::filesystem::path path_;
};

}  // namespace lockstep::batch
