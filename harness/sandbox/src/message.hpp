// What the library and lockstep-launch say to each other. Private to this folder.
//
// library → helper     one SOCK_SEQPACKET message for each run: an encoded Launch, with descriptors
//                      in the order of `Descriptor`
// library → supervisor one Command byte on the run's control socket; a hang-up kills the run
// supervisor → library an encoded Reply on the control socket
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <lockstep/sandbox/facts.hpp>
#include <lockstep/sandbox/program.hpp>

namespace lockstep::sandbox {

/// Where the helper finds its two ends. The lifeline is never written to; it ends with who started
/// the helper.
inline constexpr int kHelperSocket = 3;
inline constexpr int kHelperLifeline = 4;

enum Descriptor : std::size_t { control, output, errors, request, response };
inline constexpr std::size_t kDescriptors = 5;

/// Where a program in a conversation finds its two ends.
inline constexpr int kRequestFd = 3;
inline constexpr int kResponseFd = 4;

struct Launch {
  Step step = Step::namespaces_and_cgroup;
  Program program;
  Limits limits;
  std::vector<std::uint32_t> processors;  // the caller's: the program runs where its child would
};

enum class Command : char { mark = 'm', tasks = 't', inventory = 'i', stop = 'x', too_much = 'o' };

enum class ReplyKind : std::uint8_t { failed, tasks, inventory, finished };

/// `payload` is encoded Tasks, Inventory or Report; for `failed` the sentence why the machine
/// could not run the program.
struct Reply {
  ReplyKind kind = ReplyKind::failed;
  std::string payload;
};

/// The supervisor's part of Facts. The collected files travel as descriptors, in the order of
/// `collected`.
struct Report {
  Ending ending;
  std::chrono::nanoseconds wall{0};
  std::chrono::nanoseconds cpu{0};
  std::uint64_t peak_memory_bytes = 0;
  bool task_limit_hit = false;
  std::uint32_t left_running = 0;
  std::uint32_t never_waited_for = 0;
  std::uint64_t tasks_ever = 0;
  std::vector<Waiting> waiting;
  std::vector<std::string> collected;
};

}  // namespace lockstep::sandbox
