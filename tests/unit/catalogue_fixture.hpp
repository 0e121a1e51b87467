// The folder of exercises that the tests of the catalogue work on.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <lockstep/catalogue/error.hpp>
#include <lockstep/catalogue/exercise.hpp>

namespace lockstep::catalogue {

namespace fs = std::filesystem;

inline constexpr const char* good = R"(schema = 1
id = "ex4"
name = "lock-counter"
title = "Lock counter"
summary = "Many workers, one counter, nothing lost."
files = ["lock_counter.cpp"]

[limits]
wall_ms = 2000
memory_mib = 64

[[check]]
id = "threads.count"
title = "The total is right"
points = 3
says = "The total is wrong."

[[check]]
id = "threads.no-race"
title = "No data race between the threads"
points = 2
needs = ["threads.count"]
timed = true
says = "Two threads changed the counter at the same time."
hints = ["Which lines read the counter, and which write it?", "Then lock."]

[[mutant]]
file = "mutants/no_lock.cpp"
fails = { check = "threads.no-race", as = "data-race" }
)";

/// A folder of exercises that is there for one test; manifests are shown relative to it.
class Exercises : public ::testing::Test {
 protected:
  Exercises() {
    std::string name = (fs::temp_directory_path() / "lockstep-catalogue-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    before_ = fs::current_path();
    here_ = name;
    fs::current_path(here_);
    write("ex4-lock-counter/exercise.toml", good);
    write("ex4-lock-counter/lock_counter.cpp", "");
    write("ex4-lock-counter/lock_counter.hpp", "");
    write("ex4-lock-counter/mutants/no_lock.cpp", "");
  }
  ~Exercises() override {
    fs::current_path(before_);
    fs::remove_all(here_);
  }

  static void write(const fs::path& file, std::string_view text) {
    if (file.has_parent_path()) fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }

  /// The manifest above with `from` replaced.
  static void change(const std::string& from, const std::string& to) {
    std::string text = good;
    ASSERT_NE(text.find(from), std::string::npos) << from;
    write("ex4-lock-counter/exercise.toml", text.replace(text.find(from), from.size(), to));
  }

  static std::string error_of(const fs::path& folder) {
    try {
      (void)load(folder);
    } catch (const ManifestError& error) {
      return error.what();
    }
    return "no error";
  }

  static std::string error_after(const std::string& from, const std::string& to) {
    change(from, to);
    return error_of("ex4-lock-counter");
  }

 private:
  fs::path here_;
  fs::path before_;
};

}  // namespace lockstep::catalogue
