// The compiler's cache, with a stand-in for the compiler that makes something else each time.
#include <lockstep/build/compiler_cache.hpp>

#include <filesystem>
#include <fstream>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace lockstep::build {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

class Cache : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "lockstep-cache-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    ::setenv("LOCKSTEP_CACHE", (folder_ / "cache").c_str(), 1);
    write(folder_ / "source", "one");
    if (sandbox_.step() > sandbox::Step::namespaces) GTEST_SKIP() << "nothing is kept at this step";
  }
  void TearDown() override {
    ::unsetenv("LOCKSTEP_CACHE");
    fs::remove_all(folder_);
  }

  /// Makes a file that no other run makes.
  [[nodiscard]] sandbox::Program compiler(const std::string& ending = "exit 0") const {
    sandbox::Program program;
    program.argv = {"/bin/sh", "-c",
                    "/usr/bin/od -N16 -tx8 /dev/urandom > /tmp/made; echo warned >&2; " + ending};
    program.mounts = {{(folder_ / "source").string(), "/lockstep/source"}};
    program.collect = {"made"};
    return program;
  }
  std::string made(const sandbox::Program& program) {
    return CompilerCache::of_this_user().run(sandbox_, program, {}).files["made"];
  }
  [[nodiscard]] fs::path only_entry() const {
    for (const auto& each : fs::recursive_directory_iterator(folder_ / "cache")) {
      if (each.is_regular_file()) return each.path();
    }
    return {};
  }

  fs::path folder_;
  sandbox::Sandbox sandbox_{LAUNCHER};
};

TEST_F(Cache, TheSameIsNotMadeTwice) {
  const std::string first = made(compiler());
  ASSERT_FALSE(first.empty());
  EXPECT_EQ(made(compiler()), first);
  EXPECT_EQ(CompilerCache::of_this_user().run(sandbox_, compiler(), {}).errors, "warned\n");
}

TEST_F(Cache, AnotherInputIsSomethingElse) {
  const std::string first = made(compiler());
  write(folder_ / "source", "two");
  EXPECT_NE(made(compiler()), first);
  write(folder_ / "source", "one");
  EXPECT_EQ(made(compiler()), first);
}

TEST_F(Cache, AnotherArgumentIsSomethingElse) {
  EXPECT_NE(made(compiler()), made(compiler("exit 0;")));
}

TEST_F(Cache, AnErrorIsNotKept) { EXPECT_NE(made(compiler("exit 1")), made(compiler("exit 1"))); }

TEST_F(Cache, WhatIsDamagedIsMadeAgain) {
  const std::string first = made(compiler());
  const fs::path entry = only_entry();
  ASSERT_FALSE(entry.empty());
  std::string bytes(fs::file_size(entry), '\0');
  std::ifstream(entry, std::ios::binary)
      .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes[bytes.find(first)] ^= 1;
  write(entry, bytes);
  EXPECT_NE(made(compiler()), first);
  write(entry, "");
  EXPECT_NE(made(compiler()), first);
}

TEST_F(Cache, WhereOthersMayWriteNothingIsTrusted) {
  const std::string first = made(compiler());
  fs::permissions(folder_ / "cache", fs::perms::all);
  EXPECT_NE(made(compiler()), first);
}

TEST_F(Cache, AnEmptyNameMeansNone) {
  ::setenv("LOCKSTEP_CACHE", "", 1);
  EXPECT_NE(made(compiler()), made(compiler()));
}

TEST_F(Cache, TooManyFilesHaveNoKey) {
  const fs::path many = folder_ / "many";
  fs::create_directory(many);
  for (int i = 0; i < 1100; ++i) write(many / std::to_string(i), "");
  sandbox::Program program = compiler();
  program.mounts.push_back({many.string(), "/lockstep/many"});
  EXPECT_EQ(cache_key(program), "");
  EXPECT_NE(made(program), made(program));
}

TEST_F(Cache, AFolderIsNoFileWhoseTextIsTheNextName) {
  const auto key_of = [&](const fs::path& tree) {
    sandbox::Program program = compiler();
    program.mounts.push_back({tree.string(), "/lockstep/tree"});
    return cache_key(program);
  };
  fs::create_directories(folder_ / "one" / "a");
  write(folder_ / "one" / "a" / "b", "c");
  fs::create_directories(folder_ / "two" / "c");
  write(folder_ / "two" / "a", "a/b");
  EXPECT_NE(key_of(folder_ / "one"), key_of(folder_ / "two"));
}

TEST_F(Cache, ItDoesNotGrowForEver) {
  const fs::path part = folder_ / "cache" / cache_key(compiler()).substr(0, 1);
  fs::create_directories(part);
  ::chmod((folder_ / "cache").c_str(), 0700);
  for (int i = 0; i < 5; ++i)
    write(part / ("old" + std::to_string(i)), std::string(8U << 20U, 'x'));
  EXPECT_FALSE(made(compiler()).empty());
  std::uintmax_t bytes = 0;
  for (const auto& each : fs::directory_iterator(part)) bytes += each.file_size();
  EXPECT_LE(bytes, 32U << 20U);
  EXPECT_TRUE(fs::exists(part / cache_key(compiler())));
}

}  // namespace
}  // namespace lockstep::build
