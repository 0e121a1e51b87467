// Runs a small concurrent program that is given as text, and prints what each thread saw. It is
// compiled like a submission and linked with the explorer's runtime.
//
//   interpreter THREAD THREAD…       the first THREAD is main's own part
//
// A THREAD is a row of two characters each, an operation and an object 0 … 3:
//   r w a c   atomic: load, store, fetch_add, compare-exchange of 0
//   f         fence, seq_cst
//   q g e     atomic: relaxed load, acquire load, exchange with acq_rel
//   x y       atomic: relaxed store, release store
//   F         fence, acq_rel
//   l u       mutex: lock, unlock
//   t         try_lock; notes whether it worked, and unlocks
//   n         a plain counter: one more (between `l` and `u` of the same object)
//   p v       semaphore: release, acquire
//   d         waits with a condition variable until flag is set;  s sets it and notifies one
//   R W       reader-writer lock: reads, or adds to, a plain number
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

#include <semaphore.h>

namespace {

constexpr int objects = 4;
std::atomic<int> cells[objects];
std::mutex mutexes[objects];
int plain[objects];
sem_t tokens[objects];
std::mutex flag_mutexes[objects];
std::condition_variable flag_set[objects];
bool flags[objects];
std::shared_mutex shared_mutexes[objects];
int guarded[objects];

using Notes = std::vector<int>;

void weak_step(char what, int i, int stamp, Notes& notes) {
  if (what == 'q') notes.push_back(cells[i].load(std::memory_order_relaxed));
  if (what == 'g') notes.push_back(cells[i].load(std::memory_order_acquire));
  if (what == 'e') notes.push_back(cells[i].exchange(stamp, std::memory_order_acq_rel));
  if (what == 'x') cells[i].store(stamp, std::memory_order_relaxed);
  if (what == 'y') cells[i].store(stamp, std::memory_order_release);
  if (what == 'F') std::atomic_thread_fence(std::memory_order_acq_rel);
}

void atomic_step(char what, int i, int stamp, Notes& notes) {
  if (what == 'r') notes.push_back(cells[i].load());
  if (what == 'w') cells[i].store(stamp);
  if (what == 'a') notes.push_back(cells[i].fetch_add(1));
  weak_step(what, i, stamp, notes);
  if (what == 'f') std::atomic_thread_fence(std::memory_order_seq_cst);
  if (what == 'c') {
    int expected = 0;
    notes.push_back(cells[i].compare_exchange_strong(expected, stamp) ? -1 : expected);
  }
}

void mutex_step(char what, int i, Notes& notes) {
  if (what == 'l') mutexes[i].lock();
  if (what == 'u') mutexes[i].unlock();
  if (what == 'n') notes.push_back(plain[i]++);
  if (what == 't') {
    const bool got = mutexes[i].try_lock();
    notes.push_back(got ? -2 : -3);
    if (got) mutexes[i].unlock();
  }
}

void waiting_step(char what, int i) {
  if (what == 'p') sem_post(&tokens[i]);
  if (what == 'v') sem_wait(&tokens[i]);
  if (what == 'd') {
    std::unique_lock lock(flag_mutexes[i]);
    while (!flags[i]) flag_set[i].wait(lock);
  }
  if (what == 's') {
    const std::lock_guard lock(flag_mutexes[i]);
    flags[i] = true;
    flag_set[i].notify_one();
  }
}

void shared_step(char what, int i, Notes& notes) {
  if (what == 'R') {
    const std::shared_lock lock(shared_mutexes[i]);
    notes.push_back(guarded[i]);
  }
  if (what == 'W') {
    const std::unique_lock lock(shared_mutexes[i]);
    ++guarded[i];
  }
}

void run(const char* program, int thread, Notes& notes) {
  for (int step = 0; program[0] != '\0' && program[1] != '\0'; program += 2, ++step) {
    const int i = (program[1] - '0') % objects;
    atomic_step(program[0], i, 10 * (thread + 1) + step, notes);
    mutex_step(program[0], i, notes);
    waiting_step(program[0], i);
    shared_step(program[0], i, notes);
  }
}

}  // namespace

int main(int argc, char** argv) {
  for (sem_t& each : tokens) sem_init(&each, 0, 0);
  std::vector<Notes> notes(static_cast<std::size_t>(argc));
  for (Notes& each : notes) each.reserve(32);
  std::vector<std::thread> threads;
  for (int i = 2; i < argc; ++i) {
    threads.emplace_back([&notes, argv, i] { run(argv[i], i - 1, notes[i]); });
  }
  if (argc > 1) run(argv[1], 0, notes[1]);
  for (std::thread& each : threads) each.join();
  std::string text;
  for (const Notes& each : notes) {
    for (const int note : each) text += std::to_string(note) + ",";
    text += ";";
  }
  for (const auto& cell : cells) text += " " + std::to_string(cell.load());
  std::puts(text.c_str());
}
