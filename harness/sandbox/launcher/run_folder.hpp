// A folder of the run's own, where there is no private /tmp (step C).
#pragma once

#include <string>

namespace lockstep::sandbox {

/// Removed with all it holds at the latest when it is destroyed. Empty until make().
class RunFolder {
 public:
  RunFolder() = default;
  ~RunFolder() { remove(); }
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  /// Creates it below /tmp, for us alone. Throws std::system_error.
  void make();
  void remove();
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

}  // namespace lockstep::sandbox
