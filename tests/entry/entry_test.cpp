// Requests in, responses out, and how a submission ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <lockstep/wire/frame.hpp>
#include <map>
#include <optional>
#include <vector>

#include "conversation.hpp"
#include "submission/fake.hpp"

namespace {

using lockstep::wire::Request;
using lockstep::wire::Response;
using Kind = lockstep::wire::Response::Kind;
using namespace std::string_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Entry, AnswersOneCallAfterAnother) {
  Conversation with(FAKE_PLAIN);
  EXPECT_EQ(with.value<int>("add", 2, 3), 5);
  EXPECT_EQ(with.value<int>("add", -2, 1), -1);
  const std::map<std::string, std::optional<double>> map{{"a\0b"s, 0.1}, {"", std::nullopt}};
  EXPECT_EQ((with.value<std::map<std::string, std::optional<double>>>("echo", map)), map);
  EXPECT_EQ(with.value<std::string>("join", std::vector{"x\0"s, ""s, "\xff"s}), "x\0\xff"s);
  EXPECT_EQ(with.value<std::tuple<>>("nothing"), std::tuple<>());
  EXPECT_EQ(with.finish().exit_code, 0);
}

TEST(Entry, RunsAtexitHandlersAndDestructorsAtTheEnd) {
  Conversation with(FAKE_PLAIN);
  with.call("nothing");
  EXPECT_EQ(with.finish().output, "atexit handler\nstatic destructor\n");
}

TEST(Entry, NamesExceptions) {
  Conversation with(FAKE_PLAIN);
  const auto thrown = [&](const std::string& how) {
    const Response response = with.call("fail", how);
    EXPECT_EQ(response.kind, Kind::threw);
    EXPECT_EQ(response.value, "");
    return std::array{response.exception_type, response.exception_what};
  };
  EXPECT_THAT(thrown("invalid_argument"),
              ElementsAre("std::invalid_argument", "count must not be negative"));
  EXPECT_THAT(thrown("derived"), ElementsAre("std::invalid_argument", "derived"));
  EXPECT_THAT(thrown("out_of_range"), ElementsAre("std::out_of_range", "far out"));
  EXPECT_THAT(thrown("system_error"), ElementsAre("std::system_error", HasSubstr("fork")));
  EXPECT_THAT(thrown("filesystem_error"), ElementsAre("std::system_error", HasSubstr("open")));
  EXPECT_THAT(thrown("int"), ElementsAre("unknown exception", ""));
  EXPECT_EQ(with.value<int>("fail", "no"s), 0);
}

TEST(Entry, RefusesWhatItCannotCall) {
  Conversation with(FAKE_PLAIN);
  const Response unknown = with.call("subtract", 1, 2);
  EXPECT_EQ(unknown.kind, Kind::unknown_function);
  EXPECT_EQ(unknown.exception_what, "no function 'subtract'");
  const Response arguments = with.call("add", 1);
  EXPECT_EQ(arguments.kind, Kind::bad_request);
  EXPECT_EQ(arguments.exception_what, "byte 1: expected a record of 2 fields, found 1");
  EXPECT_EQ(with.value<int>("add", 2, 3), 5);
}

TEST(Entry, SaysWhenAResultIsTooLarge) {
  Conversation with(FAKE_PLAIN);
  const std::uint64_t limit = lockstep::wire::frame_limit;
  EXPECT_EQ(with.value<std::string>("large", limit - 100).size(), limit - 100);
  EXPECT_EQ(with.call("large", limit).exception_type, "result too large");
}

TEST(Entry, LeavesTheStudentsDescriptorsAlone) {
  Conversation with(FAKE_PLAIN);
  EXPECT_EQ(with.value<int>("first_descriptor"), 3);
  EXPECT_THAT(with.value<std::vector<int>>("inherited_descriptors"), ElementsAre(3));
}

TEST(Entry, WorksWithFewDescriptors) {
  for (const unsigned limit : {110U, 10U}) {
    Conversation with(FAKE_PLAIN, limit);
    EXPECT_EQ(with.value<int>("first_descriptor"), 3) << limit;
  }
  Conversation with(FAKE_PLAIN, 6);  // no room above the channels
  EXPECT_EQ(with.value<int>("first_descriptor"), 5);
}

TEST(Entry, AChildThatComesBackAnswersNothing) {
  Conversation with(FAKE_PLAIN);
  EXPECT_EQ(with.value<int>("child_returns"), lockstep::wire::exit_child_returned);
  EXPECT_EQ(with.value<int>("child_throws"), lockstep::wire::exit_child_returned);
  const Ended ended = with.finish();
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.output, "static destructor\n");
}

TEST(Entry, LetsTheMainThreadLeave) {
  Conversation with(FAKE_PLAIN);
  const Request request{"leave_thread", lockstep::wire::encode(std::tuple()), {}};
  with.send(lockstep::wire::frame(lockstep::wire::encode(request)));
  EXPECT_EQ(with.finish().exit_code, 0);
}

TEST(Entry, RefusesARequestThatIsNone) {
  Conversation with(FAKE_PLAIN);
  with.send(lockstep::wire::frame("not a request"));
  EXPECT_EQ(with.answer().kind, Kind::bad_request);
  EXPECT_EQ(with.value<int>("add", 2, 3), 5);
}

TEST(Entry, EndsWithItsOwnCodeWhenTheStreamBreaks) {
  Conversation with(FAKE_PLAIN);
  with.send("\5\0\0\0ab"s);
  const Ended ended = with.finish();
  EXPECT_EQ(ended.exit_code, lockstep::wire::exit_no_channel);
  EXPECT_THAT(ended.output, HasSubstr("lockstep: the stream ended inside a frame\n"));
}

#ifdef FAKE_TSAN
TEST(Entry, ServesUnderThreadSanitizerWithTheSameObjects) {
  Conversation with(FAKE_TSAN);
  EXPECT_EQ(with.value<int>("add", 2, 3), 5);
  EXPECT_EQ(with.value<int>("child_returns"), lockstep::wire::exit_child_returned);
  EXPECT_EQ(with.finish().output, "static destructor\n");
}

TEST(Entry, ThreadSanitizerSeesTheStudentsRace) {
  Conversation with(FAKE_TSAN);
  with.call("racy_sum");
  EXPECT_THAT(with.finish().output, HasSubstr("data race"));
}
#endif

}  // namespace
