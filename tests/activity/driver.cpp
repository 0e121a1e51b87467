// Records one call of a case and compares what the recorder says with the case's first line.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

#include <lockstep/explorer/activity.hpp>
#include <lockstep/wire/codec.hpp>

void call();  // the case

namespace {

using lockstep::explorer::activity::Activity;
using lockstep::explorer::activity::TaskActivity;

Activity record() {
  lockstep_activity_begin();
  call();
  std::size_t size = 0;
  const char* bytes = lockstep_activity_end(&size);
  return lockstep::wire::decode<Activity>({bytes, size});
}

std::string describe(const Activity& activity) {
  std::uint64_t least = UINT64_MAX;
  std::uint64_t most = 0;
  std::uint64_t atomic = 0;
  int serialised = 0;
  int races = 0;
  int uncollected = 0;
  for (const TaskActivity& task : activity.tasks) {
    if (task.creator < 0) continue;  // the caller, and threads of the run before
    uncollected += task.collected ? 0 : 1;
    serialised += task.serialised ? 1 : 0;
    races += task.unsynchronised ? 1 : 0;
    atomic += task.shared_atomic_writes;
    if (task.shared_writes == 0) continue;
    least = std::min(least, task.shared_writes);
    most = std::max(most, task.shared_writes);
  }
  std::string text = "workers=" + std::to_string(activity.workers) +
                     " writers=" + std::to_string(activity.shared_writers);
  text += " writes=" + std::to_string(most == 0 ? 0 : least);
  if (least < most) text += ".." + std::to_string(most);
  text += " kind=" + std::string(atomic == 0 ? "plain" : "atomic");
  text += " serialised=" + std::to_string(serialised) + " races=" + std::to_string(races);
  if (uncollected != 0) text += " uncollected=" + std::to_string(uncollected);
  if (activity.overflowed) text += " overflowed";
  if (activity.signal_handlers) text += " handlers";
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const int times = argc > 2 ? std::atoi(argv[2]) : 1;
  for (int i = 0; i < times; ++i) {
    const std::string seen = describe(record());
    if (argc > 1 && seen == argv[1]) continue;
    std::printf("expected %s\nrecorded %s\n", argc > 1 ? argv[1] : "", seen.c_str());
    return 1;
  }
  return 0;
}
