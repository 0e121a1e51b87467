#!/usr/bin/env bash
# explore_test.sh CLONE BUILD CASE: one test of `grade explore`. Status 77: cannot be tried here.
set -euo pipefail
source_root=$1
build=$2
case_name=$3
# shellcheck disable=SC2154  # out, err, status and files are set there
# shellcheck source=tests/e2e/helpers.sh
. "$source_root/tests/e2e/helpers.sh"

# --- programs

racy_program() {
  cat >race.cpp <<'SOURCE'
#include <thread>

int counter = 0;

void work() {
  ++counter;
}

int main() {
  std::thread one(work);
  std::thread two(work);
  one.join();
  two.join();
  return 0;
}
SOURCE
}

abba_program() {
  cat >abba.cpp <<'SOURCE'
#include <mutex>
#include <thread>

std::mutex a;
std::mutex b;

void forwards() {
  std::lock_guard<std::mutex> first(a);
  std::lock_guard<std::mutex> second(b);
}

void backwards() {
  std::lock_guard<std::mutex> first(b);
  std::lock_guard<std::mutex> second(a);
}

int main() {
  std::thread one(forwards);
  std::thread two(backwards);
  one.join();
  two.join();
}
SOURCE
}

clean_program() {
  cat >clean.c <<'SOURCE'
#include <pthread.h>
#include <stdio.h>
#include "twice.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int sum;

static void *add(void *class) { /* a word that C++ does not have free */
  pthread_mutex_lock(&lock);
  sum += twice(*(int *)class);
  pthread_mutex_unlock(&lock);
  return NULL;
}

int main(int argc, char **argv) {
  int number = argc > 1 ? argv[1][0] - '0' : 1;
  pthread_t threads[2];
  for (int i = 0; i < 2; ++i) pthread_create(&threads[i], NULL, add, &number);
  for (int i = 0; i < 2; ++i) pthread_join(threads[i], NULL);
  printf("%d\n", sum);
  return 0;
}
SOURCE
  printf 'static int twice(int x) { return 2 * x; }\n' >twice.h
}

# A stage whose runtime answers with the report that the program's first argument names.
fake_runtime() {
  export LOCKSTEP_STAGE=$files/stage
  mkdir -p "$LOCKSTEP_STAGE/lib"
  ln -sf "$build/tests/explore/libfake_explorer_runtime.a" \
    "$LOCKSTEP_STAGE/lib/liblockstep_explorer.a"
  printf 'int main() { return 0; }\n' >any.cpp
}

# --- verdicts of the real runtime

test_a_race_is_shown_with_both_lines() {
  racy_program
  run grade explore race.cpp
  expect_status 1
  expect_in 'data race' "$out"
  expect_in 'race.cpp:6' "$out"
  expect_in '++counter;' "$out"
  expect_in 'see it:  grade explore --replay' "$out"
  expect_columns 80
  expect_not_in $'\e' "$out$err"
  no_work_folders
}

test_a_deadlock_is_told_as_a_cycle() {
  abba_program
  run grade explore abba.cpp
  expect_status 1
  local said
  said=$(flat "$out")
  expect_in 'deadlock' "$said"
  for line in 8 9 13 14; do expect_in "abba.cpp:$line" "$said"; done
  expect_in 'which waits at' "$said"
}

test_a_correct_c_program_is_clean_and_exhausted() {
  clean_program
  run grade explore -std=c11 clean.c
  expect_status 0
  expect_in 'nothing was found' "$out"
  grep -qE 'all [0-9]+ interleavings explored' "$files/out" || die 'no claim'
}

test_arguments_reach_the_program() {
  clean_program
  run grade explore clean.c --json - --stable -- 4
  expect_status 0
  expect_in '"output":"16\n"' "$out"
}

test_clang_compiles_the_same_program() {
  [ -x /usr/bin/clang++ ] || skip 'no clang'
  racy_program
  run grade explore --compiler clang++ race.cpp
  expect_status 1
  expect_in 'race.cpp:6' "$out"
  clean_program
  run grade explore --compiler clang++ clean.c
  expect_status 0
  expect_in 'clang reports no access' "$out"
}

test_two_explorations_are_the_same_bytes() {
  racy_program
  run grade explore race.cpp --json - --stable
  expect_status 1
  expect_in '"schema":"lockstep/explore/v1"' "$out"
  expect_in '"verdict":"data-race"' "$out"
  expect_not_in measured "$out"
  expect_not_in "$files" "$out"
  local first=$out
  run grade explore race.cpp --json - --stable
  [ "$out" = "$first" ] || die "differs from $first"
}

test_a_replay_is_the_same_every_time() {
  racy_program
  run grade explore race.cpp
  local id
  id=$(sed -n 's/.*--replay \([^ ]*\) .*/\1/p' "$files/out" | head -n 1)
  [ -n "$id" ] || die 'no id'
  run grade explore --replay "$id" race.cpp
  expect_status 1
  expect_in 'step main' "$out"
  expect_in '►' "$out"
  expect_columns 80
  local first=$out
  run grade explore --replay "$id" race.cpp
  [ "$out" = "$first" ] || die "differs from $first"
  run grade explore --replay ffff race.cpp
  expect_status 2
  expect_in 'no such replay' "$out"
}

# --- programs that cannot be explored

test_errors_of_the_compiler_show_the_line() {
  printf 'int main() {\n  return missing;\n}\n' >bad.cpp
  run grade explore bad.cpp
  expect_status 2
  expect_in 'bad.cpp:2' "$out"
  expect_in 'return missing;' "$out"
  expect_not_in /lockstep/ "$out"
  run grade explore bad.cpp --json -
  expect_status 2
  expect_in '"status":"did-not-compile"' "$out"
  expect_in '"verdict":null' "$out"
  no_work_folders
}

test_no_main_and_several_are_said_to_be_so() {
  fake_runtime
  printf 'int f() { return 1; }\n' >part.cpp
  run grade explore part.cpp
  expect_status 2
  expect_in 'there is no main here' "$(flat "$out")"
  cp any.cpp other.cpp
  run grade explore any.cpp other.cpp
  expect_status 2
  expect_in 'several files define main' "$out"
}

test_what_is_no_program_is_refused() {
  mkdir folder
  printf 'x' >notes.txt
  for name in folder notes.txt nothing.cpp; do
    run grade explore "$name"
    expect_status 2
  done
  expect_in "there is no file 'nothing.cpp'" "$err"
  mkfifo pipe.cpp
  run timeout 20 grade explore pipe.cpp
  expect_status 2
  expect_in 'no plain file' "$err"
}

test_wrong_options_are_answered_with_what_was_meant() {
  run grade explore a.cpp --budgetruns 3
  expect_status 2
  expect_in "did you mean '--budget-runs'?" "$err"
  run grade explore a.cpp --strategy dpro
  expect_status 2
  expect_in "did you mean 'dpor'?" "$err"
  run grade explore
  expect_status 2
  run grade explore a.cpp --wall 3
  expect_status 2
  expect_in '2min' "$err"
  run grade explore --help
  expect_status 0
  expect_in '4 undecided' "$out"
  run grade explor a.cpp
  expect_status 2
  expect_in "did you mean 'explore'?" "$err"
}

# --- what is made of any report

test_without_a_report_it_is_undecided_and_says_why() {
  fake_runtime
  run grade explore any.cpp -- signal
  expect_status 4
  expect_in 'ended by signal 11' "$out"
  run grade explore any.cpp --wall 500ms -- hang
  expect_status 4
  expect_in 'did not end within 0.5 s' "$out"
  run grade explore any.cpp -- garbage
  expect_status 4
  run grade explore any.cpp -- impossible
  expect_status 4
  expect_in 'cannot be true' "$out"
  run grade explore any.cpp --json - -- fork
  expect_status 4
  expect_in '"verdict":"undecided"' "$out"
  no_work_folders
}

test_what_the_program_said_is_shown_and_never_obeyed() {
  fake_runtime
  run grade explore any.cpp -- escape
  expect_status 1
  expect_in '\x1b[2J\u202e gone' "$out"
  expect_not_in $'\e' "$out"
  run grade explore any.cpp --json - -- escape
  expect_not_in $'\e' "$out"
}

test_a_missing_runtime_is_a_grader_fault() {
  fake_runtime
  rm "$LOCKSTEP_STAGE/lib/liblockstep_explorer.a"
  run grade explore any.cpp
  expect_status 3
  expect_in "the explorer's runtime is missing" "$(flat "$out")"
  LOCKSTEP_LAUNCHER=/nowhere/launch run grade explore any.cpp --json -
  expect_status 3
  expect_in '"status":"grader-fault"' "$out"
  no_work_folders
}

run_case
