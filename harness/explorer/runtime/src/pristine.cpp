#include "pristine.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <lockstep/explorer/guide.hpp>
#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/frame.hpp>

#include "core.hpp"
#include "kernel.hpp"
#include "own_descriptors.hpp"
#include "store.hpp"

namespace lockstep::explorer::runtime {
namespace {

/// What an execution needs to be carried out again.
struct Recipe {
  std::vector<Choice> schedule;
  std::vector<std::uintptr_t> promoted;
  std::vector<Circle> circles;
  Manner manner;
};

struct Result {
  std::uint64_t hash = 0;
  std::uint8_t end = 0;
  std::int32_t exit_status = 0;
  std::string value;
  std::vector<std::string> findings;

  bool operator==(const Result&) const = default;
};

Result result_now() {
  const Run& run = core->run;
  Result result{run.hash, static_cast<std::uint8_t>(run.end), run.exit_status, last_value(), {}};
  for (const report::Finding& finding : run.findings) result.findings.push_back(key_of(finding));
  return result;
}

Recipe recipe_of(std::vector<Choice> schedule, const Visibility& visibility) {
  const Under under(visibility);
  return {std::move(schedule), core->promoted.all(), core->circles, core->manner};
}

Result carry_out(const Recipe& recipe) {
  for (const std::uintptr_t pc : recipe.promoted) core->promoted.add(pc);
  core->circles = recipe.circles;
  core->manner = recipe.manner;
  Guide guide(recipe.schedule);
  if (!guide.begin()) return {};
  execute(guide);
  return result_now();
}

/// Never returns: the process that stays as it is.
[[noreturn]] void serve(int channel) {
  while (const auto request = wire::read_frame(channel)) {
    const long child = kernel(SYS_fork);
    if (child == 0) {
      wire::write_frame(channel, wire::encode(carry_out(wire::decode<Recipe>(*request))));
      kernel(SYS_exit_group, 0);
    }
    int status = -1;
    if (child > 0) kernel(SYS_wait4, child, reinterpret_cast<long>(&status), 0, 0);
    if (status != 0) wire::write_frame(channel, wire::encode(Result{}));
  }
  kernel(SYS_exit_group, 0);
  __builtin_trap();
}

}  // namespace

Pristine::Pristine() {
  int ends[2] = {-1, -1};
  const auto fail = [] {
    throw std::system_error(errno, std::generic_category(), "a process to compare with");
  };
  if (kernel_failed(kernel(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, reinterpret_cast<long>(ends)))) {
    fail();
  }
  int high[2];
  for (int i = 0; i < 2; ++i) {
    high[i] = moved_up(ends[i]);
    kernel(SYS_close, ends[i]);
    if (high[i] < 0) fail();
  }
  const long child = kernel(SYS_fork);
  if (kernel_failed(child)) fail();
  if (child == 0) {
    kernel(SYS_close, high[0]);
    serve(high[1]);
  }
  kernel(SYS_close, high[1]);
  channel_ = high[0];
}

Pristine::~Pristine() { kernel(SYS_close, channel_); }

bool Pristine::agrees(const Visibility& visibility) {
  const Result here = result_now();
  wire::write_frame(channel_, wire::encode(recipe_of(schedule_of(core->run.steps), visibility)));
  const auto answer = wire::read_frame(channel_);
  return answer && wire::decode<Result>(*answer) == here;
}

}  // namespace lockstep::explorer::runtime
