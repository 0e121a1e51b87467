#!/usr/bin/env bash
# replay_test.sh CLONE BUILD CASE: one test of explorations in gradings, and of `grade replay`.
set -euo pipefail
source_root=$1
build=$2
case_name=$3
# shellcheck disable=SC2154  # out, err, status and files are set there
# shellcheck source=tests/e2e/helpers.sh
. "$source_root/tests/e2e/helpers.sh"

# A lock that keeps others out and orders nothing.
relaxed_lock() {
  cat >lock_counter.cpp <<'SOURCE'
#include "lock_counter.hpp"

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace ex4 {

std::int64_t count_with_threads(int workers, int increments) {
  if (workers < 0 || increments < 0) throw std::invalid_argument("negative");
  std::atomic<bool> taken = false;
  std::int64_t counter = 0;
  std::vector<std::thread> threads;
  for (int w = 0; w < workers; ++w) {
    threads.emplace_back([&] {
      for (int i = 0; i < increments; ++i) {
        while (taken.exchange(true, std::memory_order_relaxed)) std::this_thread::yield();
        counter += 1;
        taken.store(false, std::memory_order_relaxed);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return counter;
}

std::int64_t count_with_processes(int, int) { return 0; }

}  // namespace ex4
SOURCE
}

# An atomic variable, and yet three steps.
load_and_store() {
  relaxed_lock
  sed -i -e '/taken/d' -e 's/std::int64_t counter = 0/std::atomic<std::int64_t> counter = 0/' \
    -e 's/counter += 1;/counter.store(counter.load() + 1);/' lock_counter.cpp
}

# The replay that the JSON in `out` names for a check.
replay_of() { grep -o "\"replay\":\"$1:[0-9a-f]*\"" <<<"$out" | cut -d'"' -f4; }

test_an_atomic_shared_pointer_is_no_race() {
  cat >lock_counter.cpp <<'SOURCE'
#include "lock_counter.hpp"

namespace ex4 {

std::int64_t count_with_threads(int workers, int increments) {
  if (workers < 0 || increments < 0) throw std::invalid_argument("negative");
  std::int64_t counter = 0;
  std::mutex mutex;
  std::atomic<std::shared_ptr<int>> latest(std::make_shared<int>(0));
  std::vector<std::jthread> threads;
  for (int w = 0; w < workers; ++w) {
    threads.emplace_back([&] {
      for (int i = 0; i < increments; ++i) {
        const std::shared_ptr<int> seen = latest.load();
        const std::lock_guard lock(mutex);
        ++counter;
        latest.store(std::make_shared<int>(*seen + 1));
      }
    });
  }
  threads.clear();
  return counter;
}

std::int64_t count_with_processes(int, int) { return 0; }

}  // namespace ex4
SOURCE
  run grade ex4 --check threads.no-race
  expect_in '✓ threads.no-race' "$out"
}

# well_formed FILE  every element is closed, as a browser expects it.
well_formed() {
  python3 - "$1" <<'PYTHON'
import html.parser, sys
open_now = []
class Reader(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        if tag not in ("meta", "!doctype"): open_now.append(tag)
    def handle_endtag(self, tag):
        assert open_now and open_now.pop() == tag, f"</{tag}> at {self.getpos()}"
Reader().feed(open(sys.argv[1], encoding="utf-8").read())
assert not open_now, open_now
PYTHON
}

test_a_replay_can_be_a_picture() {
  cat >race.cpp <<'SOURCE'
#include <thread>
#include <vector>
std::vector<int> shared;
int main() {
  std::thread other([] { shared.push_back(1); });
  if (shared.size() <1) shared.push_back(2);  // <script> & "quotes"
  other.join();
}
SOURCE
  run grade explore race.cpp --json - --stable
  expect_status 1
  local id
  id=$(grep -o '"replay":"[0-9a-f]*"' <<<"$out" | head -n 1 | cut -d'"' -f4)
  run grade explore race.cpp --replay "$id" --html picture.html
  expect_status 1
  well_formed picture.html || die "$(cat picture.html)"
  local page
  page=$(cat picture.html)
  expect_in "<title>grade explore --replay $id race.cpp</title>" "$page"
  expect_in '<th scope="col">thread 1</th>' "$page"
  expect_in 'data race' "$page"
  expect_in '&lt;1) shared.push_back(2);' "$page"
  expect_in '► ' "$page"
  expect_not_in '<script' "$page"
  expect_not_in "$files" "$page"
  run grade explore race.cpp --replay "$id" --html again.html
  cmp picture.html again.html || die 'another picture'
  run grade explore race.cpp --replay "$id" --html "$files/nowhere/picture.html"
  expect_status 3
  expect_in 'cannot write' "$err"
  run grade explore race.cpp --html picture.html
  expect_status 2
  expect_in '--html needs --replay ID' "$err"
}

test_a_race_is_shown_as_lanes_the_same_every_time() {
  relaxed_lock
  run grade ex4 --check threads.no-race
  expect_status 1
  expect_in 'data race after' "$out"
  expect_in 'lock_counter.cpp:19' "$out"
  expect_in 'see it:' "$out"
  run grade ex4 --check threads.no-race --json -
  expect_in '"verdict":"data-race"' "$out"
  local id first
  id=$(replay_of threads.no-race)
  [ -n "$id" ] || die 'there is no replay'
  run grade replay ex4 "$id"
  expect_status 1
  expect_in 'thread 1' "$out"
  expect_in '►' "$out"
  expect_in 'counter += 1;' "$out"
  expect_columns 80
  first=$out
  run grade replay ex4 "$id" lock_counter.cpp
  [ "$out" = "$first" ] || die 'the second replay differs'
  run grade replay ex4 "$id" --json -
  expect_in '"schema":"lockstep/explore/v1"' "$out"
  run grade replay ex4 "$id" --html picture.html
  expect_status 1
  well_formed picture.html || die "$(cat picture.html)"
  expect_in 'counter += 1;' "$(cat picture.html)"
}

test_an_update_that_is_lost_without_a_race_is_found_and_shown() {
  load_and_store
  run grade ex4 --check threads.count --json -
  expect_status 1
  expect_in '"verdict":"lost-update"' "$out"
  local id
  id=$(replay_of threads.count)
  [ -n "$id" ] || die 'there is no replay'
  run grade replay ex4 "$id"
  expect_status 1
  expect_in 'counter.store(counter.load() + 1)' "$out"
}

test_an_interleaving_that_is_not_there_is_the_callers_mistake() {
  relaxed_lock
  run grade replay ex4 threads.no-race:000000
  expect_status 2
  expect_in "no interleaving 'threads.no-race:000000'" "$(flat "$err")"
  run grade replay ex4 threads.no-such:000000
  expect_status 2
  run grade replay ex9 000000
  expect_status 2
  run grade replay ex4
  expect_status 2
}

test_the_second_opinion_agrees_and_changes_nothing() {
  cp "$source_root/solutions/ex4-lock-counter/lock_counter.cpp" .
  run grade ex4 --check threads.no-race --json - --stable
  expect_status 0
  local alone=$out
  run grade ex4 --check threads.no-race --json - --stable --cross-check
  expect_status 0
  [ "$out" = "$alone" ] || die 'the second opinion has changed the result'
  expect_in '"notes":[]' "$out"
}

# Sentinels in a queue that wakes only some of those who wait: whether the kernel's own order gets stuck is luck.
test_a_lost_wakeup_gives_the_same_values_every_time() {
  sed -e 's/got.push_back(\*item);/{ if (*item < 0) break; got.push_back(*item); }/' \
    -e 's/queue->close();/for (int c = 0; c < consumers; ++c) queue->put(-1);/' \
    "$source_root/exercises/ex5-producer-consumer/mutants/wakes_getters_only_when_empty.cpp" >producer_consumer.cpp
  run grade ex5 --check threads.delivery --json - --stable
  local first=$out
  expect_in '"verdict":"deadlock"' "$out"
  for _ in 1 2 3; do
    run grade ex5 --check threads.delivery --json - --stable
    [ "$out" = "$first" ] || die "another result than $first"
  done
}

# Threads were asked for: the explorer does not see children, and the grader is not to blame for them.
test_processes_where_threads_were_asked_for_are_no_grader_fault() {
  cp "$source_root/solutions/ex4-lock-counter/lock_counter.cpp" .
  sed -i 's/count_with_threads(/count_in_vain(/' lock_counter.cpp
  cat >>lock_counter.cpp <<'SOURCE'
namespace ex4 {
std::int64_t count_with_threads(int workers, int increments) {
  return count_with_processes(workers, increments);
}
}  // namespace ex4
SOURCE
  run grade ex4 --check threads.no-race
  [ "$status" != 3 ] || die 'a grader fault'
  expect_not_in 'undecided' "$out"
}

run_case
