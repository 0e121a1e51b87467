// A private folder for the files of one grading. Gone when its owner is gone.
//
// A grader that is killed cannot remove its folder; the next one does, by the lock that only a
// living grader holds.
//
// THREADS  every member may be called from several threads at once. remove() may come from a signal
// handling thread while others still write: what they write afterwards is refused.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

namespace lockstep::build {

class WorkFolder {
 public:
  /// In $TMPDIR, or /tmp. Throws GraderFault, with the next step, where that cannot be written.
  WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Writes a new file, with the folders in its name, and returns its path. Throws GraderFault
  /// where the disk is full.
  std::filesystem::path write(const std::string& name, std::string_view bytes,
                              bool program = false);

  /// A folder for more of them, "name/…".
  void make_folder(const std::string& name);

  void remove() noexcept;

  /// Removes what killed graders of this user have left behind.
  static void remove_leftovers() noexcept;

 private:
  std::mutex mutex_;
  std::filesystem::path path_;
  int lock_ = -1;
  bool removed_ = false;
};

}  // namespace lockstep::build
