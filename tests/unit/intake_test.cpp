// What names, tables and times of course systems mean. Whole layouts are tested through the binary.
#include <lockstep/intake/intake.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "csv.hpp"
#include "layouts.hpp"
#include "names.hpp"

namespace lockstep::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CanvasNames, TellStudentLatenessNumbersAndFile) {
  const auto name = canvas_name("lovelaceada_LATE_12_345_my_file-1.cpp");
  ASSERT_TRUE(name.has_value());
  EXPECT_EQ(name->student, "lovelaceada");
  EXPECT_TRUE(name->late);
  EXPECT_EQ(name->user, "12");
  EXPECT_EQ(name->submission, "345");
  EXPECT_EQ(name->file, "my_file-1.cpp");
  EXPECT_TRUE(canvas_name("anon_a1B2c_345_x.cpp").has_value());
}

TEST(CanvasNames, NeedBothNumbersAndAFile) {
  for (const char* other :
       {"ada.cpp", "ada_12_x.cpp", "ada_12_34_", "_12_34_x", "ada_x_34_a.cpp"}) {
    EXPECT_FALSE(canvas_name(other).has_value()) << other;
  }
}

TEST(MoodleNames, MayHoldUnderscoresAndTheMark) {
  const auto name = moodle_name("A_b C_12_assignsubmission_file_x_y.cpp");
  ASSERT_TRUE(name.has_value());
  EXPECT_EQ(name->student, "A_b C");
  EXPECT_EQ(name->number, "12");
  EXPECT_EQ(name->plugin, "file");
  EXPECT_EQ(name->file, "x_y.cpp");
  EXPECT_EQ(moodle_name("Ada_12_assignsubmission_file")->file, "");
  EXPECT_FALSE(moodle_name("Ada_assignsubmission_file_").has_value());
}

TEST(Names, LoseTheNumbersOfCopies) {
  EXPECT_EQ(without_copy_number("a-1.cpp"), "a.cpp");
  EXPECT_EQ(without_copy_number("a (12).cpp"), "a.cpp");
  EXPECT_EQ(without_copy_number("a_2.cpp"), "a.cpp");
  EXPECT_EQ(without_copy_number("a2.cpp"), "a2.cpp");
  EXPECT_EQ(without_copy_number("-1.cpp"), "-1.cpp");
  EXPECT_EQ(without_copy_number("12.cpp"), "12.cpp");
  EXPECT_EQ(without_copy_number(""), "");
  EXPECT_EQ(without_text_end("a.cpp.txt"), "a.cpp");
  EXPECT_EQ(without_text_end("a.CC.TXT"), "a.CC");
  EXPECT_EQ(without_text_end("a.txt"), "a.txt");
  EXPECT_EQ(without_text_end(".txt"), ".txt");
}

TEST(Names, AreOrderedByTheirNumbers) {
  EXPECT_TRUE(naturally_before("try 9", "try 10"));
  EXPECT_FALSE(naturally_before("try 10", "try 9"));
  EXPECT_TRUE(naturally_before("a", "a1"));
  EXPECT_FALSE(naturally_before("a1", "a1"));
}

TEST(Paths, ThatClimbOrStartAtTheRootAreNone) {
  EXPECT_THAT(split_path("a/./b//c"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(split_path("a\\b"), ElementsAre("a", "b"));
  EXPECT_THAT(split_path("../a"), IsEmpty());
  EXPECT_THAT(split_path("/etc/passwd"), IsEmpty());
}

TEST(Csv, KnowsQuotesLineEndsAndDelimiters) {
  EXPECT_THAT(read_csv("\xef\xbb\xbf"
                       "a,\"b \"\"c\"\"\nd\"\r\n\r\n,e\n"),
              ElementsAre(ElementsAre("a", "b \"c\"\nd"), ElementsAre("", "e")));
  EXPECT_THAT(read_csv("a;b,c;d\n1;2"),
              ElementsAre(ElementsAre("a", "b,c", "d"), ElementsAre("1", "2")));
  EXPECT_THAT(read_csv(""), IsEmpty());
}

TEST(Times, AreUtcWhateverTheirZone) {
  EXPECT_EQ(as_utc("2026-05-01 12:00:00.123456000 -07:00"), "2026-05-01T19:00:00Z");
  EXPECT_EQ(as_utc("2026-05-01T12:00:00Z"), "2026-05-01T12:00:00Z");
  EXPECT_EQ(as_utc("2026-05-01 12:00:00 +0200"), "2026-05-01T10:00:00Z");
  EXPECT_EQ(as_utc("yesterday"), "");
}

TEST(Contents, AreTheSameWhateverTheLineEnds) {
  EXPECT_EQ(with_plain_line_ends("a\r\nb\rc\r"), "a\nb\rc\r");
  EXPECT_NE(content_hash({{"a", "bc"}}), content_hash({{"ab", "c"}}));
  EXPECT_EQ(content_hash({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace lockstep::intake
