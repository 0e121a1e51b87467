// Writes a zip archive that is the same for the same files: no times, no owners.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct archive;

namespace lockstep::bundle {

/// Throws build::GraderFault for everything that cannot be written.
class Zip {
 public:
  explicit Zip(const std::filesystem::path& file);

  /// `name` is relative, with slashes.
  void add(const std::string& name, std::string_view content, bool executable = false);

  /// Nothing is complete before this.
  void close();

 private:
  [[noreturn]] void fail() const;

  struct Closer {
    void operator()(archive* open) const noexcept;
  };
  std::filesystem::path file_;
  std::unique_ptr<archive, Closer> archive_;
};

}  // namespace lockstep::bundle
