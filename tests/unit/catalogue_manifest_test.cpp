// Mistakes in a manifest: each has its place and its words.
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue_fixture.hpp"

namespace lockstep::catalogue {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

using ManifestErrors = Exercises;

std::string quoted(std::string_view text) { return std::string(1, '"').append(text).append("\""); }

TEST_F(ManifestErrors, UnknownFailureSaysWhichWasMeant) {
  EXPECT_EQ(error_after("\"data-race\"", "\"datarace\""),
            "ex4-lock-counter/exercise.toml:29:43: unknown failure 'datarace'\n"
            "    fails = { check = \"threads.no-race\", as = \"datarace\" }\n"
            "                                              ^ did you mean 'data-race'?");
}

TEST_F(ManifestErrors, OkIsNotAFailure) {
  EXPECT_THAT(error_after("\"data-race\"", "\"ok\""), HasSubstr(":29:43: unknown failure 'ok'\n"));
}

TEST_F(ManifestErrors, AWordFarFromAllIsNotGuessed) {
  EXPECT_THAT(error_after("\"data-race\"", "\"banana\""),
              EndsWith("as = \"banana\" }\n                                              ^"));
}

TEST_F(ManifestErrors, UnknownKey) {
  EXPECT_EQ(error_after("points = 3", "pionts = 3"),
            "ex4-lock-counter/exercise.toml:15:1: unknown key 'pionts'\n"
            "    pionts = 3\n"
            "    ^ did you mean 'points'?");
}

TEST_F(ManifestErrors, UnknownKeyInEveryTable) {
  EXPECT_THAT(error_after("title", "titel"), HasSubstr(":4:1: unknown key 'titel'"));
  EXPECT_THAT(error_after("wall_ms", "wall"), HasSubstr(":9:1: unknown key 'wall'"));
  EXPECT_THAT(error_after("file = ", "fiel = "), HasSubstr(":28:1: unknown key 'fiel'"));
  EXPECT_THAT(error_after("as =", "is ="), HasSubstr(":29:38: unknown key 'is'"));
}

TEST_F(ManifestErrors, MissingKeyPointsAtItsTable) {
  EXPECT_EQ(error_after("points = 3\n", ""),
            "ex4-lock-counter/exercise.toml:12:1: no 'points' in [[check]]\n"
            "    [[check]]\n"
            "    ^");
  EXPECT_THAT(error_after("id = \"ex4\"\n", ""), HasSubstr(":1:1: no 'id' in the manifest\n"));
  EXPECT_THAT(error_after(", as = \"data-race\"", ""), HasSubstr(":29:9: no 'as' in 'fails'\n"));
}

TEST_F(ManifestErrors, WrongType) {
  EXPECT_EQ(error_after("points = 3", "points = \"3\""),
            "ex4-lock-counter/exercise.toml:15:10: 'points' must be a whole number, not a string\n"
            "    points = \"3\"\n"
            "             ^");
  EXPECT_THAT(error_after("points = 3", "points = 1.5"), HasSubstr("not a decimal number"));
  EXPECT_THAT(error_after("points = 3", "points = true"), HasSubstr("not true or false"));
  EXPECT_THAT(error_after("points = 3", "points = 1979-05-27"), HasSubstr("not a date or time"));
  EXPECT_THAT(error_after("timed = true", "timed = 1"),
              HasSubstr("'timed' must be true or false, not a whole number"));
  EXPECT_THAT(error_after("[\"lock_counter.cpp\"]", "\"lock_counter.cpp\""),
              HasSubstr(":6:9: 'files' must be a list, not a string"));
  EXPECT_THAT(error_after("[\"threads.count\"]", "[1]"),
              HasSubstr(":22:10: 'needs' must be a string, not a whole number"));
  EXPECT_THAT(error_after("{ check = \"threads.no-race\", as = \"data-race\" }", "[]"),
              HasSubstr("'fails' must be a table, not a list"));
}

TEST_F(ManifestErrors, ATableThatMustBeAList) {
  EXPECT_EQ(error_after("[[mutant]]", "[mutant]"),
            "ex4-lock-counter/exercise.toml:27:1: 'mutant' must be written [[mutant]], not as a "
            "table\n"
            "    [mutant]\n"
            "    ^");
}

TEST_F(ManifestErrors, OutOfRange) {
  EXPECT_EQ(error_after("wall_ms = 2000", "wall_ms = 0"),
            "ex4-lock-counter/exercise.toml:9:11: 'wall_ms' must be from 1 to 600000, not 0\n"
            "    wall_ms = 0\n"
            "              ^");
  EXPECT_THAT(error_after("points = 3", "points = -1"),
              HasSubstr("'points' must be from 0 to 100, not -1"));
}

TEST_F(ManifestErrors, EmptyText) {
  EXPECT_THAT(error_after("\"Lock counter\"", "\" \""),
              HasSubstr(":4:9: 'title' must not be empty"));
  EXPECT_THAT(error_after("[\"lock_counter.cpp\"]", "[]"), HasSubstr("'files' must not be empty"));
}

TEST_F(ManifestErrors, ControlCharacter) {
  EXPECT_THAT(error_after("\"Lock counter\"", "\"Lock\\u001b[31m\""),
              HasSubstr(":4:9: 'title' has a control character"));
}

TEST_F(ManifestErrors, UnknownCheckInNeeds) {
  EXPECT_EQ(error_after("[\"threads.count\"]", "[\"threads.counts\"]"),
            "ex4-lock-counter/exercise.toml:22:10: unknown check 'threads.counts'\n"
            "    needs = [\"threads.counts\"]\n"
            "             ^ did you mean 'threads.count'?");
}

TEST_F(ManifestErrors, UnknownCheckInFails) {
  EXPECT_THAT(error_after("check = \"threads.no-race\"", "check = \"threads.norace\""),
              HasSubstr(":29:19: unknown check 'threads.norace'\n"));
}

TEST_F(ManifestErrors, DuplicateIds) {
  EXPECT_EQ(error_after("id = \"threads.no-race\"", "id = \"threads.count\""),
            "ex4-lock-counter/exercise.toml:19:6: second check 'threads.count'\n"
            "    id = \"threads.count\"\n"
            "         ^");
  EXPECT_THAT(error_after("[\"threads.count\"]", "[\"threads.count\", \"threads.count\"]"),
              HasSubstr(":22:27: 'threads.count' stands twice in 'needs'"));
  EXPECT_THAT(error_after("[[mutant]]",
                          "[[mutant]]\nfile = \"mutants/no_lock.cpp\"\n"
                          "fails = { check = \"threads.count\", as = \"crash\" }\n[[mutant]]"),
              HasSubstr(":31:8: second mutant 'mutants/no_lock.cpp'"));
}

TEST_F(ManifestErrors, CycleInNeedsShowsTheCycle) {
  EXPECT_EQ(error_after("points = 3", "points = 3\nneeds = [\"threads.no-race\"]"),
            "ex4-lock-counter/exercise.toml:23:10: 'threads.count' needs itself\n"
            "    needs = [\"threads.count\"]\n"
            "             ^ threads.count needs threads.no-race needs threads.count");
  EXPECT_THAT(error_after("[\"threads.count\"]", "[\"threads.no-race\"]"),
              HasSubstr("'threads.no-race' needs itself"));
}

TEST_F(ManifestErrors, MissingFiles) {
  EXPECT_EQ(error_after("mutants/no_lock.cpp", "mutants/nolock.cpp"),
            "ex4-lock-counter/exercise.toml:28:8: unknown file 'mutants/nolock.cpp'\n"
            "    file = \"mutants/nolock.cpp\"\n"
            "           ^ did you mean 'mutants/no_lock.cpp'?");
  write("ex4-lock-counter/exercise.toml", good);
  fs::remove("ex4-lock-counter/lock_counter.hpp");
  EXPECT_THAT(error_of("ex4-lock-counter"), HasSubstr(":6:10: unknown file 'lock_counter.hpp'"));
}

TEST_F(ManifestErrors, FilesStayInTheFolder) {
  EXPECT_THAT(error_after("mutants/no_lock.cpp", "../ex4-lock-counter/lock_counter.cpp"),
              HasSubstr("is not a path inside this folder"));
  EXPECT_THAT(error_after("mutants/no_lock.cpp", "/etc/passwd"),
              HasSubstr("is not a path inside this folder"));
  EXPECT_THAT(error_after("\"lock_counter.cpp\"", "\"mutants/no_lock.cpp\""),
              HasSubstr("is not the name of a .cpp file in this folder"));
}

TEST_F(ManifestErrors, IdsAndNamesHaveOneForm) {
  EXPECT_EQ(error_after("\"ex4\"", "\"Ex4\""),
            "ex4-lock-counter/exercise.toml:2:6: 'Ex4' is not an exercise id\n"
            "    id = \"Ex4\"\n"
            "         ^ written like 'ex4'");
  EXPECT_THAT(error_after("\"lock-counter\"", "\"lock_counter\""),
              HasSubstr(":3:8: 'lock_counter' is not a name\n"));
  for (const char* id : {"threads", "threads.", ".count", "threads.Count", "threads.a.b", "t.-a"}) {
    EXPECT_THAT(error_after("\"threads.count\"", quoted(id)), HasSubstr("' is not a check id\n"))
        << id;
  }
}

TEST_F(ManifestErrors, TheFolderIsCalledLikeTheExercise) {
  EXPECT_EQ(error_after("\"lock-counter\"", "\"lock-counters\""),
            "ex4-lock-counter/exercise.toml:3:8: 'ex4-lock-counters' is not the folder's name\n"
            "    name = \"lock-counters\"\n"
            "           ^ the folder is 'ex4-lock-counter'");
  EXPECT_THAT(error_after("\"ex4\"", "\"ex5\""), HasSubstr(":2:6: 'ex5-lock-counter' is not"));
}

TEST_F(ManifestErrors, SchemaOfAnotherVersion) {
  EXPECT_EQ(error_after("schema = 1", "schema = 2"),
            "ex4-lock-counter/exercise.toml:1:10: schema 2 is not known\n"
            "    schema = 2\n"
            "             ^ this version reads schema 1");
}

TEST_F(ManifestErrors, NoChecks) {
  write("ex4-lock-counter/exercise.toml",
        std::string(good).substr(0, std::string(good).find("\n[")));
  EXPECT_THAT(error_of("ex4-lock-counter"), HasSubstr("exercise.toml:1:1: no [[check]]\n"));
}

TEST_F(ManifestErrors, MissingQuoteIsShownInItsLine) {
  const std::string error = error_after("\"Lock counter\"", "\"Lock counter");
  EXPECT_THAT(error, StartsWith("ex4-lock-counter/exercise.toml:4:"));
  EXPECT_THAT(error, HasSubstr(": not TOML: error while parsing "));
  EXPECT_THAT(error, HasSubstr("\n    title = \"Lock counter\n"));
  EXPECT_THAT(error, EndsWith("^ is something missing, a quote or a bracket?"));
}

TEST_F(ManifestErrors, OtherSyntaxErrorsHaveAPosition) {
  EXPECT_THAT(error_after("points = 3", "points = "), HasSubstr("exercise.toml:15:"));
  EXPECT_THAT(error_after("[[check]]", "[[check]"), HasSubstr("exercise.toml:12:"));
  EXPECT_THAT(error_after("points = 3", "points = 3\npoints = 4"), HasSubstr("exercise.toml:16:"));
  EXPECT_THAT(error_after("title", std::string("ti\0tle", 6)), HasSubstr("exercise.toml:4:"));
}

TEST_F(ManifestErrors, ColumnsCountCharactersNotBytes) {
  EXPECT_EQ(error_after("points = 3", "points.\"größe\" = 3"),
            "ex4-lock-counter/exercise.toml:15:1: 'points' must be a whole number, not a table\n"
            "    points.\"größe\" = 3\n"
            "    ^");
  EXPECT_THAT(error_after("[\"threads.count\"]", "[\"größe\"]"),
              EndsWith("    needs = [\"größe\"]\n             ^"));
  EXPECT_EQ(error_after("{ check = \"threads.no-race\", as =", "{ check = \"größe\", as ="),
            "ex4-lock-counter/exercise.toml:29:19: unknown check 'größe'\n"
            "    fails = { check = \"größe\", as = \"data-race\" }\n"
            "                      ^");
}

TEST_F(ManifestErrors, NotUtf8) {
  EXPECT_EQ(error_after("Lock counter", "Löck c\xf6unter"),
            "ex4-lock-counter/exercise.toml:4:16: byte \\xf6 is not UTF-8\n"
            "    title = \"Löck c\\xf6unter\"\n"
            "                   ^ save the file as UTF-8");
}

TEST_F(ManifestErrors, NoFileAFolderOrUnreadable) {
  const fs::path manifest = "ex4-lock-counter/exercise.toml";
  fs::remove(manifest);
  EXPECT_EQ(error_of("ex4-lock-counter"), "ex4-lock-counter/exercise.toml: no such file");
  fs::create_directory(manifest);
  EXPECT_EQ(error_of("ex4-lock-counter"),
            "ex4-lock-counter/exercise.toml: is a folder, not a file");
  fs::remove(manifest);
  fs::create_symlink("/dev/null", manifest);
  EXPECT_EQ(error_of("ex4-lock-counter"), "ex4-lock-counter/exercise.toml: is not a regular file");
  fs::remove(manifest);
  write(manifest, std::string((1 << 20) + 1, '#'));
  EXPECT_EQ(error_of("ex4-lock-counter"), "ex4-lock-counter/exercise.toml: is larger than 1 MiB");
  if (::geteuid() == 0) return;  // root reads everything
  fs::permissions(manifest, fs::perms::none);
  EXPECT_EQ(error_of("ex4-lock-counter"),
            "ex4-lock-counter/exercise.toml: cannot be read: Permission denied");
}

}  // namespace
}  // namespace lockstep::catalogue
