#include <lockstep/explanation/kinds.hpp>

#include <array>
#include <cstddef>

namespace lockstep::explanation {
namespace {

using explorer::report::FindingKind;
using verdict::Word;

struct Entry {
  std::string_view name;
  std::string_view phrase;
  Word word;
  std::string_view advice;
};

// In the order of FindingKind.
constexpr std::array<Entry, static_cast<std::size_t>(FindingKind::outcome) + 1> entries{{
    {"data-race", "data race", Word::data_race,
     "Both must hold the same lock, or the variable must be atomic."},
    {"use-after-free", "memory was used after it was freed", Word::data_race,
     "Whoever frees memory must first know that nobody uses it any more: join the thread, or "
     "share the ownership (std::shared_ptr)."},
    {"deadlock", "deadlock", Word::deadlock,
     "Take several locks always in the same order, or all at once with std::scoped_lock; and look "
     "who should wake each one that waits."},
    {"lost-wakeup", "lost wakeup", Word::lost_wakeup,
     "A notification is not kept for later. Change the condition under the lock, and wait in a "
     "loop "
     "that looks at the condition first: cv.wait(lock, [&] { return ready; })."},
    {"livelock", "livelock", Word::livelock,
     "All of them are busy and none gets on. Who changes the value that they wait for, and can "
     "that "
     "one still run?"},
    {"busy-wait", "busy waiting", Word::busy_wait,
     "Waiting in a loop keeps a core busy. Let the thread sleep: a condition variable, a semaphore "
     "or std::atomic::wait."},
    {"lost-update", "lost update", Word::lost_update,
     "Reading, changing and writing must be one step: hold a lock around all three, or use one "
     "atomic operation (fetch_add, compare_exchange)."},
    {"crash", "the program crashed", Word::crash,
     "Does it need the interleaving that is shown by the replay, or does it always happen?"},
    {"uncaught-exception", "an exception was not caught", Word::uncaught_exception,
     "An exception that leaves a thread's function ends the whole program. Catch it there."},
    {"exit-status", "the program failed", Word::crash,
     "Not every execution ends like this if it depends on the order: see the replay."},
    {"unlock-not-owner", "a mutex was unlocked by a thread that does not hold it", Word::crash,
     "Only the thread that has locked a mutex may unlock it, and only once. std::lock_guard does "
     "that by itself; for signals between threads there are semaphores."},
    {"destroyed-while-used", "something was destroyed while it was still in use", Word::crash,
     "A mutex or condition variable must live longer than every thread that uses it: join them "
     "first."},
    {"joined-twice", "a thread was joined twice", Word::crash,
     "Each thread is joined exactly once. Who is responsible for it?"},
    {"unjoined-thread", "a thread was neither joined nor detached", Word::unjoined_thread,
     "Join every thread before its std::thread is destroyed, on every path out; std::jthread does "
     "it "
     "by itself."},
    {"invalid-free", "memory was freed that was not there to be freed", Word::crash,
     "Each allocation is freed exactly once, by one owner. std::unique_ptr and containers do that "
     "by "
     "themselves."},
    {"hang", "a loop never ends", Word::livelock,
     "What should end the loop, and does the loop look at it again in every round?"},
    {"use-after-return", "a local variable was used after its function had returned",
     Word::data_race,
     "A thread that may outlive a function must not use its local variables: give it copies, or "
     "join it before the function returns."},
    {"outcome", "this is how it comes about", Word::wrong_result,
     "Which step would have to wait for which other one?"},
}};

const Entry& entry(FindingKind kind) noexcept { return entries.at(static_cast<std::size_t>(kind)); }

}  // namespace

std::string_view name(FindingKind kind) noexcept { return entry(kind).name; }
std::string_view phrase(FindingKind kind) noexcept { return entry(kind).phrase; }
Word word(FindingKind kind) noexcept { return entry(kind).word; }
std::string_view advice(FindingKind kind) noexcept { return entry(kind).advice; }

}  // namespace lockstep::explanation
