// What the policy refuses and what it must not, on what the compiler of submissions really makes.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/build/toolchain.hpp>
#include <lockstep/policy/policy.hpp>

namespace lockstep::policy {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "lockstep-policy-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Compiled {
  std::string object;
  std::string notes;
};

Compiled compiled(const std::string& source) {
  const Folder folder;
  const fs::path file = folder.path() / "student.cpp";
  std::ofstream(file) << source;
  std::string command =
      "cd " + folder.path().string() + " && TMPDIR=. " + std::string(build::kCompiler);
  for (const auto flag : build::kInstrumentedFlags) command += " " + std::string(flag);
  command +=
      " -w -pipe -B" + std::string(build::kStageFolder) + "/tools/ -c student.cpp -o student.o";
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  return {content(folder.path() / "student.o"), content(folder.path() / "assembly.notes")};
}

std::optional<verdict::Finding> look(const std::string& source) {
  const Compiled made = compiled(source);
  return tampering_in(read_object(made.object), read_assembly(made.notes), "student.cpp");
}

/// It is refused with these words, at this line; 0 where none is known.
void refused(const std::string& source, const std::string& words, int line) {
  SCOPED_TRACE(source);
  const auto finding = look(source);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->word, verdict::Word::tampering);
  EXPECT_THAT(finding->message, HasSubstr(words));
  ASSERT_EQ(finding->places.size(), 1U);
  EXPECT_EQ(finding->places[0].file, "student.cpp");
  EXPECT_EQ(finding->places[0].line, line);
}

void allowed(const std::string& source) {
  SCOPED_TRACE(source);
  const auto finding = look(source);
  EXPECT_FALSE(finding) << finding->message;
}

}  // namespace

TEST(Policy, LetsHonestCodeThrough) {
  for (const auto& entry : fs::directory_iterator(HONEST)) {
    const auto finding = look(content(entry.path()));
    EXPECT_FALSE(finding) << entry.path() << ": " << finding->message;
  }
}

TEST(Policy, RefusesDefinitionsOfWhatTheLibrariesBring) {
  refused("extern \"C\" int fork() {\n  return 1;\n}\n", "`fork` is defined here", 1);
  refused(
      "\nextern \"C\" __attribute__((weak)) long write(int, const void*, unsigned long) { return "
      "0; }\n",
      "`write` is defined here", 2);
  refused("extern \"C\" void _exit(int) { for (;;); }\n", "`_exit` is defined here", 1);
  refused("extern \"C\" long syscall(long, ...) { return 0; }\n", "`syscall`", 1);
  refused(
      "#include <cstdlib>\nvoid* operator new(std::size_t size) { return std::malloc(size); }\n",
      "`operator new(unsigned long)`", 2);
  refused("#include <thread>\nvoid std::thread::join() {}\n", "`std::thread::join()`", 2);
  refused("char** environ;\n", "`environ`", 0);
  refused("int mine() __asm__(\"getpid\");\nint mine() { return 1; }\n", "`getpid`", 2);
}

TEST(Policy, RefusesDefinitionsOfTheRuntimes) {
  refused("extern \"C\" const char* __tsan_default_options() { return \"\"; }\n",
          "`__tsan_default_options`", 1);
  refused("extern \"C\" void __tsan_on_report(void*) {}\n", "`__tsan_on_report`", 1);
  refused("extern \"C\" void lockstep_activity_begin() {}\n", "`lockstep_activity_begin`", 1);
  refused("namespace lockstep::entry { void end_if_child() noexcept {} }\n",
          "`lockstep::entry::end_if_child()`", 1);
}

TEST(Policy, LeavesMainToTheLinker) { allowed("int main() { return 0; }\n"); }

TEST(Policy, RefusesUseOfTheRuntimes) {
  refused(
      "extern \"C\" void AnnotateIgnoreReadsBegin(const char*, int);\nvoid f() { "
      "AnnotateIgnoreReadsBegin(\"\", 1); }\n",
      "`AnnotateIgnoreReadsBegin` is used here", 0);
  refused("#include <dlfcn.h>\nvoid* f() { return ::dlsym(nullptr, \"x\"); }\n",
          "`dlsym` is used here", 0);
}

TEST(Policy, RefusesWhatRunsBeforeTheGrader) {
  const std::string words = "runs before the grader does";
  refused("volatile int x;\n__attribute__((constructor)) static void first() { x = 1; }\n", words,
          2);
  refused("volatile int x;\n__attribute__((constructor(101))) void first() { x = 1; }\n", words, 2);
  refused(
      "volatile int x;\nstruct A { A() { x = 1; } };\n__attribute__((init_priority(101))) A a;\n",
      words, 3);
  refused(
      "static void f() {}\n"
      "__attribute__((section(\".preinit_array\"), used)) static void (*p)() = f;\n",
      "`.preinit_array`", 0);
  refused("volatile int x;\n__attribute__((destructor)) void last() { x = 1; }\n", "`.fini_array`",
          0);
  refused(
      "extern \"C\" { static void f() {} static void (*choose())() { return f; }\n"
      "void chosen() __attribute__((ifunc(\"choose\"))); }\n",
      "`chosen` is chosen", 0);
}

TEST(Policy, RefusesForeignCode) {
  refused("__attribute__((section(\".mine\"))) int f() { return 1; }\n", "`.mine`", 0);
  refused("__attribute__((section(\".text.x\"), used)) const char raw[] = {0x0f, 0x05};\n",
          "where code lies", 0);
}

TEST(Policy, RefusesAssemblyThatCannotBeFollowed) {
  refused("int x;\nvoid f() {\n  asm volatile(\"incl %0\" : \"+m\"(x));\n}\n",
          "inline assembly (`incl", 3);
  refused("void f() { asm volatile(\"syscall\"); }\n", "(`syscall`)", 1);
  refused("void f() { asm volatile(\"int $0x80\"); }\n", "(`int $0x80`)", 1);
  refused("void f() { asm volatile(\"sysenter\"); }\n", "(`sysenter`)", 1);
  refused("void f() { asm volatile(\"pause; .byte 0x0f, 0x05\"); }\n", ".byte", 1);
  refused("void f() { asm volatile(\"pause\\n\\tsyscall\"); }\n", "(`syscall`)", 1);
  refused("asm(\".globl foo\");\n", "(`.globl foo`)", 0);
}

TEST(Policy, RefusesWhatHidesFromTheRaceDetector) {
  const auto hidden = [](const std::string& body) {
    return look("long counter;\n__attribute__((no_sanitize(\"thread\"))) " + body + "\n");
  };
  for (const char* body : {"void f() { ++counter; }", "long f() { return counter; }"}) {
    const auto finding = hidden(body);
    ASSERT_TRUE(finding) << body;
    EXPECT_THAT(finding->message, HasSubstr("hides it from the search for data races"));
    EXPECT_EQ(finding->places.at(0).line, 2);
  }
}

TEST(Policy, LetsImmediateBytesThrough) {
  allowed("unsigned f() { return 0x050f0f05; }\nunsigned long g() { return 0x80cd340f050fUL; }\n");
}

TEST(ObjectFile, RefusesEveryTruncation) {
  const Compiled made =
      compiled("int f(int x) { return x; }\nstatic int y = f(3);\nint g() { return y; }\n");
  EXPECT_NO_THROW((void)read_object(made.object));
  for (std::size_t size = 0; size < made.object.size(); size += 7) {
    EXPECT_THROW((void)read_object(std::string_view(made.object).substr(0, size)), ObjectError)
        << size;
  }
}

TEST(ObjectFile, SurvivesEveryFlippedByte) {
  const Compiled made =
      compiled("int f(int x) { return x; }\nstatic int y = f(3);\nint g() { return y; }\n");
  for (std::size_t at = 0; at < made.object.size(); ++at) {
    std::string object = made.object;
    object[at] = static_cast<char>(~object[at]);
    try {
      (void)tampering_in(read_object(object), Assembly{}, {"student.cpp", false});
    } catch (const ObjectError&) {
    }
  }
}

TEST(AssemblyNotes, AreNotTrusted) {
  const Assembly assembly = read_assembly(
      "asm\tx\nasm\ta\t-3\tnop\nfunction\t\t\n\t\t\t\t\nasm\tb\t9999999999999\tnop\n");
  ASSERT_EQ(assembly.inline_assembly.size(), 2U);
  EXPECT_EQ(assembly.inline_assembly[0].place.line, 0);
  EXPECT_EQ(assembly.inline_assembly[1].place.line, 0);
  EXPECT_TRUE(assembly.functions.empty());
}

}  // namespace lockstep::policy
