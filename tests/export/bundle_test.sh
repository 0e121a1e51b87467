#!/usr/bin/env bash
# bundle_test.sh CLONE BUILD CASE: one test of what is packed for Gradescope. Status 77: cannot be tried here.
set -euo pipefail
source_root=$1
build=$2
case_name=$3
# shellcheck disable=SC2154  # out, err, status and files are set there
# shellcheck source=tests/e2e/helpers.sh
. "$source_root/tests/e2e/helpers.sh"

folder=ex4-lock-counter
solution=$source_root/solutions/$folder/lock_counter.cpp

# What Gradescope does with the zip, but for the building: that takes minutes, and this build is there.
image() {
  grade bundle gradescope ex4 --to ag.zip 2>bundle.err
  mkdir -p autograder/source autograder/submission autograder/results
  (cd autograder/source && cmake -E tar xf ../../ag.zip)
  cp autograder/source/run_autograder autograder/run_autograder
  mkdir -p autograder/source/lockstep/build/dev
  ln -s "$build/bin" autograder/source/lockstep/build/dev/bin
}

# field KEY  of results.json
field() {
  grep -o "\"$1\":[^,}]*" autograder/results/results.json | head -n 1
}

# as_container COMMAND…  as root of a container without privileges: no namespaces, hence step C.
as_container() {
  run "$build/bin/in_container" "$@"
  [ "$status" != 77 ] || skip "the kernel lets nobody make a container here"
}

test_the_zip_has_scripts_and_this_exercise_and_no_solutions() {
  image
  [ -x autograder/run_autograder ] || die "run_autograder cannot be executed"
  [ -x autograder/source/setup.sh ] || die "setup.sh cannot be executed"
  bash -n autograder/run_autograder && bash -n autograder/source/setup.sh
  [ -e "autograder/source/lockstep/exercises/$folder/suite.cpp" ] || die "the suite is missing"
  [ "$(ls autograder/source/lockstep/exercises)" = "CMakeLists.txt
$folder" ] || die "other exercises are in it"
  [ ! -e autograder/source/lockstep/solutions ] || die "solutions are in it"
  expect_in 'upload it' "$(cat bundle.err)"
}

test_the_same_sources_give_the_same_zip() {
  grade bundle gradescope ex4 --to one.zip
  grade bundle gradescope ex4 --to two.zip
  cmp one.zip two.zip
}

test_the_sources_in_the_zip_configure_alone() {
  image
  rm autograder/source/lockstep/build/dev/bin
  run env -C autograder/source/lockstep cmake --preset dev --log-level=ERROR
  expect_status 0
  run ninja -C autograder/source/lockstep/build/dev -t targets all
  expect_status 0
  expect_in 'ex4_stage' "$out"
  expect_not_in 'ex3_stage' "$out"
}

test_a_submission_is_graded_in_a_container_without_privileges() {
  image
  cp "$source_root/exercises/$folder/mutants/threads_no_lock.cpp" autograder/submission/mine.cpp
  as_container autograder/run_autograder
  expect_status 0
  [ "$(field score)" = '"score":10' ] || die "score: $(field score)"
  expect_in '"sandbox":"' "$(cat autograder/results/results.json)"
  expect_not_in '"sandbox":"D"' "$(cat autograder/results/results.json)"
}

test_no_file_to_grade_is_the_students_to_put_right() {
  image
  echo 'my notes' >autograder/submission/notes.txt
  run autograder/run_autograder
  expect_status 0
  [ "$(field score)" = '"score":0' ] || die "score: $(field score)"
  expect_in 'There is no lock_counter.cpp' "$(cat autograder/results/results.json)"
}

test_a_grader_fault_has_no_score() {
  image
  cp "$solution" autograder/submission/
  LOCKSTEP_STUDENT_CXX=/nowhere/g++ run autograder/run_autograder
  expect_status 1
  expect_in 'there is no score' "$out"
  [ -z "$(field score)" ] || die "it has a score: $(field score)"
}

test_usage_says_what_is_wanted() {
  run grade bundle
  expect_status 2
  expect_in 'grade bundle gradescope ex3' "$err"
  run grade bundle gradescope ex99
  expect_status 2
  run grade bundle gradescope ex4 --to /nowhere/at/all.zip
  expect_status 3
  expect_in 'cannot write /nowhere/at/all.zip' "$err"
}

run_case
