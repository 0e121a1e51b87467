#include <lockstep/suite/setup.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/suite/random.hpp>
#include <lockstep/suite/show.hpp>

#include "facts.hpp"

namespace lockstep::suite {
namespace {

Setup some_setup() {
  Setup setup;
  setup.check = "threads.no-race";
  setup.sandbox = 7;
  setup.native = "/w/native";
  setup.explored = "/w/explored";
  setup.recorded = "/w/rec \"\n";
  setup.race = "/w/race";
  setup.replay = "1a2b3c";
  setup.seed = ~0ULL;
  setup.step = sandbox::Step::landlock;
  setup.limits = {std::chrono::milliseconds(1), std::chrono::milliseconds(2), 3, 4, 5, 6, 7, 8};
  return setup;
}

std::string refusal(const std::string& json) {
  try {
    static_cast<void>(setup_from_json(json));
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "accepted";
}

std::string with_replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(SetupJson, ComesBackAsItWas) {
  const auto before = some_setup();
  const auto after = setup_from_json(to_json(before));
  EXPECT_EQ(to_json(after), to_json(before));
  EXPECT_EQ(after.check, before.check);
  EXPECT_EQ(after.sandbox, before.sandbox);
  EXPECT_EQ(after.recorded, before.recorded);
  EXPECT_EQ(after.explored, before.explored);
  EXPECT_EQ(after.race, before.race);
  EXPECT_EQ(after.replay, before.replay);
  EXPECT_EQ(after.seed, before.seed);
  EXPECT_EQ(after.step, before.step);
  EXPECT_EQ(after.limits.wall, before.limits.wall);
  EXPECT_EQ(after.limits.cpu, before.limits.cpu);
  EXPECT_EQ(after.limits.tasks, before.limits.tasks);
  EXPECT_EQ(after.limits.tmp_bytes, before.limits.tmp_bytes);
}

TEST(SetupJson, RefusesWhatIsMissingByName) {
  const std::string good = to_json(some_setup());
  for (const std::string key :
       {"check", "sandbox", "native", "explored", "recorded", "race", "cross_check", "replay", "seed",
        "step", "limits", "wall_ms", "cpu_ms", "memory_bytes", "tasks", "output_bytes",
        "response_bytes", "file_bytes", "tmp_bytes"}) {
    EXPECT_THAT(refusal(with_replaced(good, "\"" + key + "\"", "\"other\"")),
                testing::HasSubstr("'" + key + "'"));
  }
}

TEST(SetupJson, RefusesWrongTypesAndRanges) {
  const std::string good = to_json(some_setup());
  EXPECT_THAT(refusal(with_replaced(good, "\"/w/native\"", "7")), testing::HasSubstr("'native'"));
  EXPECT_THAT(refusal(with_replaced(good, "\"wall_ms\":1", "\"wall_ms\":\"1\"")),
              testing::HasSubstr("'wall_ms'"));
  EXPECT_THAT(refusal(with_replaced(good, "\"wall_ms\":1", "\"wall_ms\":-1")),
              testing::HasSubstr("'wall_ms'"));
  EXPECT_THAT(refusal(with_replaced(good, "\"wall_ms\":1", "\"wall_ms\":1.5")),
              testing::HasSubstr("'wall_ms'"));
  EXPECT_THAT(refusal(with_replaced(good, "\"tasks\":4", "\"tasks\":4294967300")),
              testing::HasSubstr("'tasks'"));
  EXPECT_THAT(refusal(with_replaced(good, "\"step\":2", "\"step\":4")),
              testing::HasSubstr("'step'"));
  EXPECT_THAT(refusal("[]"), testing::HasSubstr("'setup'"));
  EXPECT_NE(refusal(""), "accepted");
  EXPECT_NE(refusal(good + "x"), "accepted");
}

std::vector<std::uint64_t> drawn(const std::string& check, std::uint64_t seed) {
  test::use_setup(check, seed);
  Random random;
  return random.numbers(20, 0, ~0ULL);
}

TEST(Random, SameSeedAndCheckGiveTheSameNumbers) {
  EXPECT_EQ(drawn("threads.sums", 7), drawn("threads.sums", 7));
  EXPECT_NE(drawn("threads.sums", 7), drawn("threads.workers", 7));
  EXPECT_NE(drawn("threads.sums", 7), drawn("threads.sums", 8));
}

TEST(Random, StaysTheSameFromVersionToVersion) {
  // Stored results and replays hang on it.
  EXPECT_EQ(drawn("threads.sums", 7).front(), 1050840500666564803U);
}

TEST(Random, BothEndsAreDrawn) {
  test::use_setup();
  Random random;
  const auto numbers = random.numbers(200, 3, 5);
  EXPECT_THAT(numbers, testing::IsSupersetOf<std::uint64_t>({3, 4, 5}));
  EXPECT_THAT(numbers, testing::Each(testing::AllOf(testing::Ge(3U), testing::Le(5U))));
  EXPECT_EQ(random.between(9, 9), 9U);
  EXPECT_EQ(random.integer(std::numeric_limits<int>::min(), std::numeric_limits<int>::min()),
            std::numeric_limits<int>::min());
  EXPECT_THAT(random.word(12), testing::MatchesRegex("[a-z]{12}"));
}

struct Point {
  int x = 0;
  std::string name;
};

TEST(Show, ValuesAsAStudentReadsThem) {
  EXPECT_EQ(show(std::vector<int>{3, 0, 7}), "{3, 0, 7}");
  EXPECT_EQ(show(std::vector<int>{}), "{}");
  EXPECT_EQ(show(true), "true");
  EXPECT_EQ(show(std::optional<int>{}), "nothing");
  EXPECT_EQ(show(std::optional<int>{4}), "4");
  EXPECT_EQ(show(std::chrono::microseconds(3)), "3000 ns");
  EXPECT_EQ(show(Point{4, "ann"}), "{4, \"ann\"}");
  EXPECT_EQ(show(std::vector<std::vector<bool>>{{true}, {}}), "{{true}, {}}");
}

TEST(Show, LongVectorsSayHowManyAreLeftOut) {
  EXPECT_EQ(show(std::vector<int>(8, 1)), "{1, 1, 1, 1, 1, 1, 1, 1}");
  EXPECT_EQ(show(std::vector<int>(108, 1)), "{1, 1, 1, 1, 1, 1, 1, 1, … 100 more}");
}

std::string quoted(const std::string& text) {
  return std::string(1, '"').append(text).append(1, '"');
}

TEST(Show, TextIsEscapedAndCut) {
  EXPECT_EQ(show("a\"b\\\n\t\x1b[31m\xff"), "\"a\\\"b\\\\\\n\\t\\x1b[31m\\xff\"");
  EXPECT_EQ(show(std::string("\0", 1)), "\"\\x00\"");
  EXPECT_EQ(show(std::string(60, 'a')), quoted(std::string(60, 'a')));
  EXPECT_EQ(show(std::string(1000, 'a')), "\"" + std::string(60, 'a') + "\"… (1000 bytes)");
}

}  // namespace
}  // namespace lockstep::suite
