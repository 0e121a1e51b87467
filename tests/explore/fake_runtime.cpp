// Stands in for the explorer's runtime: the program is never run, and its first argument names the
// report that comes back. For what the trusted side must make of any report, true or not.
#include <link.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <string>

#include <lockstep/explorer/operation.hpp>
#include <lockstep/explorer/report.hpp>
#include <lockstep/wire/codec.hpp>
#include <lockstep/wire/frame.hpp>
#include <lockstep/wire/protocol.hpp>

// Places in the program under test, if it has them.
extern "C" {
[[gnu::weak]] void first_place();
[[gnu::weak]] void second_place();
}

namespace {

using namespace lockstep;
using namespace explorer::report;
using explorer::Kind;

int load_address(dl_phdr_info* info, std::size_t, void* to) {
  *static_cast<std::uint64_t*>(to) = info->dlpi_addr;
  return 1;  // the first one is the program itself
}

std::vector<std::uint64_t> stack_of(void (*function)()) {
  std::uint64_t base = 0;
  ::dl_iterate_phdr(load_address, &base);
  if (function == nullptr) return {};
  return {reinterpret_cast<std::uint64_t>(function) - base + 4};
}

Participant access(std::uint32_t task, bool write, void (*place)()) {
  Participant result;
  result.task = task;
  result.kind = static_cast<KindNumber>(write ? Kind::write : Kind::read);
  result.write = write;
  result.size = 4;
  result.value = std::string("\3\0\0\0", 4);
  result.stack = stack_of(place);
  result.step = task + 1;
  return result;
}

Event event(std::uint32_t step, std::uint32_t task, Kind kind, void (*place)(), bool racing) {
  return {step, task, static_cast<KindNumber>(kind), false, 0, stack_of(place), {}, racing};
}

Finding race(bool replay) {
  Finding finding;
  finding.id = "3f9a";
  finding.participants = {access(1, true, first_place), access(0, false, second_place)};
  finding.first_found = 7;
  if (replay) {
    finding.events = {event(1, 0, Kind::start, nullptr, false),
                      event(2, 1, Kind::write, first_place, true),
                      event(3, 0, Kind::read, second_place, true)};
  }
  return finding;
}

Report report_for(const std::string& what, const Request& request) {
  Report report;
  report.executions = report.complete = 252;
  report.tasks = {{}, {0, stack_of(second_place), 0}};
  report.seed = request.seed;
  report.outcomes = {{"5\n", 0, 252, "", {}, false}};
  report.outcome_kinds = 1;
  if (what == "clean") {
    report.exhausted = true;
    report.claims = {{CoverageName::all, 0, 0, 0, 252}};
  } else if (what == "race") {
    if (request.replay.empty() || request.replay == "3f9a") {
      report.findings = {race(!request.replay.empty())};
    }
  } else if (what == "fork") {
    report.undecided = {"fork"};
  } else if (what == "impossible") {
    report.complete = report.executions + 1;
  } else if (what == "escape") {
    Finding finding;
    finding.kind = FindingKind::uncaught_exception;
    finding.text = "\x1b[2J\xe2\x80\xae gone";
    report.findings = {finding};
    report.outcomes = {{"\x1b[31mred\n", 0, 2, "", {}, false}, {"two\n", 1, 1, "", {}, false}};
    report.outcome_kinds = 2;
  }
  return report;
}

void end_without_report(const std::string& what) {
  if (what == "silent") ::_exit(7);
  if (what == "signal") ::raise(SIGSEGV);
  if (what == "hang") {
    while (true) {
      const timespec time{1, 0};
      ::nanosleep(&time, nullptr);
    }
  }
  if (what == "garbage") {
    wire::write_frame(wire::response_fd, "this is no report");
    ::_exit(0);
  }
}

}  // namespace

extern "C" {
int __wrap___libc_start_main(int (*)(int, char**, char**), int argc, char** argv, void (*)(),
                             void (*)(), void (*)(), void*) {
  const std::string what = argc > 1 ? argv[1] : "clean";
  const auto bytes = wire::read_frame(wire::request_fd);
  const auto request = wire::decode<Request>(bytes.value());
  end_without_report(what);
  wire::write_frame(wire::response_fd, wire::encode(report_for(what, request)));
  ::_exit(0);
}

// What the instrumentation calls; nothing of it ever runs.
void __tsan_init() {}
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
void __tsan_read4(void*) {}
void __tsan_write4(void*) {}
void __tsan_read8(void*) {}
void __tsan_write8(void*) {}
void __tsan_vptr_update(void**, void*) {}
void __tsan_vptr_read(void**) {}
}
