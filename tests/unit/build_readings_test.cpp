// The two readings of a submission by the preprocessor.
#include <string>

#include <gtest/gtest.h>

#include "readings.hpp"

namespace lockstep::build {
namespace {

const std::string kMarker = "# 1 \"/lockstep/submission/a.cpp\"\n";

std::optional<verdict::Finding> look(const std::string& plain, const std::string& instrumented) {
  return tampering_in_readings(kMarker + plain, kMarker + instrumented, "a.cpp");
}

}  // namespace

TEST(Readings, AreAskedForOnlyWhereTheyCouldDiffer) {
  EXPECT_FALSE(needs_reading("int f() { return 1; }  // sanitize your input\n"));
  for (const char* source :
       {"#ifdef __SANITIZE_THREAD__", "#if SANI\\\nTIZE", "#define A(x) a##x", "%:define X",
        "[[gnu::no_sanitize(\"thread\")]] int f();", "#if _GLIBCXX_TSAN", "void __tsan_read1(void*);", "no_sani\\\r\ntize"}) {
    EXPECT_TRUE(needs_reading(source)) << source;
  }
}

TEST(Readings, MustBeTheSame) {
  EXPECT_FALSE(look("int f();\nint g();\n", "int f();\nint g();\n"));
  const auto finding = look("int f();\n\nint g();\n", "int f();\n\nint h();\n");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->places.at(0), (verdict::Place{"a.cpp", 3, ""}));
  EXPECT_TRUE(look("int f();\nint g();\n", "int f();\n"));
  EXPECT_TRUE(look("int f();\n", "int f();\nint g();\n"));
}

TEST(Readings, MayDifferInOtherPeoplesFiles) {
  EXPECT_FALSE(look("# 1 \"/usr/include/b.hpp\"\nint plain;\n", "# 1 \"/usr/include/b.hpp\"\n"));
}

TEST(Readings, RefuseTheAttributeAndNotTheWord) {
  const auto finding = look("\n__attribute__((no_sanitize(\"thread\")))\n",
                            "\n__attribute__((no_sanitize(\"thread\")))\n");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->places.at(0).line, 2);
  const std::string text = "const char* text = \"no_sanitize \\\" no_sanitize\"; char c = '\"';\n";
  EXPECT_FALSE(look(text, text));
}

TEST(Readings, RefuseWhatOnlyTheCompilerCalls) {
  const std::string text = "\nextern \"C\" void __tsan_func_exit();\n";
  const auto finding = look(text, text);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->places.at(0).line, 2);
}

}  // namespace lockstep::build
