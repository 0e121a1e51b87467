// Text that claims to be an exercise.toml: it is read, or refused with a ManifestError; nothing
// else.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <lockstep/catalogue/error.hpp>
#include <lockstep/catalogue/exercise.hpp>

namespace {

namespace fs = std::filesystem;

/// An exercise's folder with all that the seeds name; only its manifest changes.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "lockstep-fuzz-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    root_ = name;
    path_ = root_ / "ex4-lock-counter";
    fs::create_directories(path_ / "mutants");
    for (const char* file : {"lock_counter.cpp", "lock_counter.hpp", "mutants/no_lock.cpp"}) {
      std::ofstream(path_ / file) << "// empty\n";
    }
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }

  const fs::path& with_manifest(std::string_view text) {
    std::ofstream(path_ / "exercise.toml", std::ios::binary | std::ios::trunc)
        .write(text.data(), static_cast<std::streamsize>(text.size()));
    return path_;
  }

 private:
  fs::path root_;
  fs::path path_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Folder folder;
  try {
    (void)lockstep::catalogue::load(
        folder.with_manifest({reinterpret_cast<const char*>(data), size}));
  } catch (const lockstep::catalogue::ManifestError&) {
  }
  return 0;
}
