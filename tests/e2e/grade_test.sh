#!/usr/bin/env bash
# grade_test.sh CLONE BUILD CASE: one test of the real `grade`. Status 77: cannot be tried here.
# Scripts for fakes stand in single quotes, and so do messages with backticks.
# shellcheck disable=SC2016
set -euo pipefail
source_root=$1
build=$2
case_name=$3
folder=ex3-queue-summation
solution=$source_root/solutions/$folder/queue_summation.cpp
# Compiles sooner than a solution; for tests where its checks do not matter.
stub=$source_root/exercises/$folder/queue_summation.cpp

# shellcheck source=tests/e2e/helpers.sh
. "$source_root/tests/e2e/helpers.sh"

# shellcheck source=tests/e2e/fake_suite.sh
. "$source_root/tests/e2e/fake_suite.sh"

fake_passing_suite() { fake_suite <<<"$passing"; }

# A folder of exercises with a copy of ex3 only.
copy_exercises() {
  export LOCKSTEP_EXERCISES=$files/exercises
  mkdir -p "$LOCKSTEP_EXERCISES"
  cp -r "$source_root/exercises/$folder" "$LOCKSTEP_EXERCISES/"
  manifest=$LOCKSTEP_EXERCISES/$folder/exercise.toml
}

# on_terminal COLUMNS COMMAND...  with a terminal as standard output and standard error.
on_terminal() {
  local columns=$1
  shift
  run script -qec "stty cols $columns; $(printf '%q ' "$@")" /dev/null
}

# Nothing runs any more whose program lies in our folder; the launcher was copied there.
own_launcher() {
  cp "$build/bin/lockstep-launch" "$files/launch"
  export LOCKSTEP_LAUNCHER=$files/launch
}
nothing_runs() {
  local i left
  for ((i = 0; i < 40; ++i)); do
    left=$(find /proc -maxdepth 2 -name exe -lname "$files/*" 2>/dev/null || true)
    [ -n "$left" ] || return 0
    sleep 0.1
  done
  die "still running: $left"
}

# wait_for FILE  at most 60 s.
wait_for() {
  local i
  for ((i = 0; i < 600; ++i)); do
    [ ! -e "$1" ] || return 0
    sleep 0.1
  done
  die "$1 was never made"
}

# --- the way it is meant

test_stub_earns_nothing_and_says_what_to_do_first() {
  cd "$files"
  run grade ex3
  expect_status 1
  expect_in 'where your solution goes' "$out"
  expect_in '0 of 20 points' "$out"
  expect_in 'threads.sums' "$out"
  expect_in 'it needs threads.sums' "$out"
  no_work_folders
}

test_the_file_in_the_current_folder_is_graded() {
  fake_passing_suite
  cp "$stub" .
  run grade ex3
  expect_status 0
  expect_not_in 'where your solution goes' "$out"
  expect_in '20 of 20 points' "$out"
}

test_an_exercise_is_found_by_each_of_its_names() {
  fake_passing_suite
  for name in ex3 queue-summation "$folder"; do
    run grade "$name" "$stub" --check threads.sums
    expect_status 0
  done
}

test_a_folder_is_graded_by_the_expected_file() {
  fake_passing_suite
  run grade ex3 "$(dirname "$stub")"
  expect_status 0
}

test_check_runs_what_it_needs_and_no_more() {
  fake_suite <<<'echo "$check" >>"$files/ran"; '"$passing"
  run grade ex3 "$stub" --check threads.no-race --check threads.clean
  expect_status 0
  [ "$(sort "$files/ran")" = $'threads.clean\nthreads.no-race\nthreads.sums' ] \
    || die "ran: $(cat "$files/ran")"
}

test_two_stable_results_are_the_same_bytes() {
  run grade ex3 "$solution" --json - --stable --check threads.workers
  expect_status 0
  expect_in '"schema":"lockstep/result/v1"' "$out"
  expect_not_in measured "$out"
  expect_not_in "$files" "$out"
  first=$out
  run grade ex3 "$solution" --json - --stable --check threads.workers
  [ "$out" = "$first" ] || die "differs from $first"
}

test_standard_output_holds_the_json_and_nothing_else() {
  fake_passing_suite
  run grade ex3 --json -
  [ "$(wc -l <"$files/out")" = 1 ] || die "more than one line"
  expect_in '{"schema"' "${out:0:9}"
  expect_in measured "$out"
  expect_in 'where your solution goes' "$err"
  run grade ex3 "$stub" --json "$files/result.json"
  expect_in '20 of 20 points' "$out"
  expect_in '"score":20' "$(<"$files/result.json")"
}

# --- the terminal

test_without_a_terminal_there_are_80_columns_and_no_escapes() {
  run grade ex3
  expect_columns 80
  expect_not_in $'\e' "$out$err"
}

test_a_long_path_stands_on_a_line_of_its_own() {
  local deep
  deep=$files/$(printf 'a%.0s' {1..90})
  mkdir -p "$deep"
  copy_exercises
  mv "$LOCKSTEP_EXERCISES" "$deep/"
  export LOCKSTEP_EXERCISES=$deep/exercises
  cd /
  run grade ex3
  expect_status 1
  grep -qxF "${LOCKSTEP_EXERCISES#/}/$folder/queue_summation.cpp" "$files/out" || die 'no path alone on a line'
  expect_columns 80
}

test_colour_and_progress_are_for_terminals() {
  export TERM=xterm
  fake_passing_suite
  on_terminal 60 grade ex3 "$stub"
  expect_status 0
  expect_in $'\e[3' "$out"
  expect_in $'\r\e[K  compiling' "$out"
  expect_in 'checking 1/10 ' "$out"
}

test_no_color_is_respected() {
  export TERM=xterm
  fake_passing_suite
  NO_COLOR=1 on_terminal 60 grade ex3 "$stub"
  expect_not_in $'\e[3' "$out"
  expect_not_in $'\e[1' "$out"
}

# --- usage

test_unknown_names_are_answered_with_what_was_meant() {
  run grade ex33
  expect_status 2
  expect_in "unknown exercise 'ex33'; did you mean 'ex3'?" "$err"
  run grade lst
  expect_status 2
  expect_in "did you mean 'list'?" "$err"
  run grade ex3 --check threads.norace
  expect_status 2
  expect_in "did you mean 'threads.no-race'?" "$err"
  run grade ex3 --jsn x
  expect_status 2
  expect_in "did you mean '--json'?" "$err"
  run grade ex3 a b
  expect_status 2
  run grade ex3 --jobs 0
  expect_status 2
  run grade
  expect_status 2
}

test_help_version_and_list_succeed() {
  run grade --help
  expect_status 0
  expect_in 'Exit status' "$out"
  run grade verify --help
  expect_status 0
  expect_in '--quick' "$out"
  run grade --version
  expect_status 0
  run grade list
  expect_status 0
  expect_in 'ex3  queue-summation' "$out"
}

# --- submissions that cannot be read

test_missing_file_is_named() {
  run grade ex3 nothing.cpp
  expect_status 2
  expect_in "there is no file 'nothing.cpp'" "$err"
}

test_folder_without_the_file_names_those_it_has() {
  mkdir work
  cp "$solution" work/summation.cpp
  run grade ex3 work
  expect_status 2
  expect_in "'work' has no file queue_summation.cpp; it has summation.cpp" "$err"
}

test_folder_named_like_the_file_is_refused() {
  mkdir -p work/queue_summation.cpp
  run grade ex3 work
  expect_status 2
  expect_in 'is a folder, not a file' "$err"
}

test_fifo_and_device_are_refused_at_once() {
  mkfifo pipe
  run timeout 20 grade ex3 pipe
  expect_status 2
  expect_in 'no plain file' "$err"
  run timeout 20 grade ex3 /dev/zero
  expect_status 2
}

test_unreadable_file_says_how_to_make_it_readable() {
  local as=()
  if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid 65534 --regid 65534 --clear-groups); fi
  copy_exercises
  cp "$build/bin/grade" "$files/grade"
  chmod -R a+rX "$files"
  cp "$solution" mine.cpp
  chmod 000 mine.cpp
  "${as[@]}" "$files/grade" --version >/dev/null || skip "cannot run as another user"
  run "${as[@]}" "$files/grade" ex3 mine.cpp
  expect_status 2
  expect_in "'mine.cpp' may not be read by you; try: chmod u+r" "$err"
}

# --- submissions that are not what they should be

# refused TEXT  the file mine.cpp
refused() {
  run grade ex3 mine.cpp
  expect_status 1
  expect_in "$1" "$(flat "$out")"
  expect_in '0 of 20 points' "$out"
  run grade ex3 mine.cpp --json -
  expect_in '"status":"did-not-compile"' "$out"
  no_work_folders
}

test_empty_file_does_not_compile() {
  printf ' \r\n\n' >mine.cpp
  refused 'the file is empty'
}

test_fifty_megabytes_are_refused() {
  head -c 50000000 /dev/zero | tr '\0' x >mine.cpp
  refused 'larger than 1 MiB'
}

test_utf_16_is_refused() {
  iconv -t UTF-16 "$solution" >mine.cpp
  refused 'not UTF-8 text'
}

test_a_byte_that_is_not_utf_8_is_a_warning() {
  fake_passing_suite
  { cat "$stub" && printf '\n// gr\374n \033[2J\n'; } >mine.cpp
  run grade ex3 mine.cpp
  expect_status 0
  expect_in 'this line is not UTF-8' "$out"
  expect_in 'gr\xfcn \x1b[2J' "$out"
}

test_crlf_is_accepted_and_changes_no_input() {
  fake_suite <<<'sed "s/.*\"seed\":\([0-9]*\).*/\1/" <<<"$setup" >>"$files/seeds"; '"$passing"
  sed 's/$/\r/' "$stub" >mine.cpp
  run grade ex3 mine.cpp --check threads.sums
  expect_status 0
  run grade ex3 "$stub" --check threads.sums
  [ "$(sort -u "$files/seeds" | wc -l)" = 1 ] || die "seeds: $(cat "$files/seeds")"
}

test_odd_names_are_only_names() {
  fake_passing_suite
  local name
  for name in 'a b.cpp' $'new\nline.cpp' "quo'te\".cpp" 'ünï.cpp' '-o.cpp' '@file.cpp' '$(id).cpp'; do
    cp "$stub" "./$name"
    run grade ex3 --check threads.sums -- "$name"
    expect_status 0
  done
}

# --- submissions that do not compile or link

test_errors_show_the_line_of_the_student() {
  {
    cat "$stub"
    printf '\nint broken() {\n  return missing_thing;\n}\n'
  } >mine.cpp
  refused 'missing_thing'
  run grade ex3 mine.cpp
  expect_in "mine.cpp:$(grep -n 'return missing_thing' mine.cpp | cut -d : -f 1)" "$out"
  expect_in 'return missing_thing;' "$out"
  expect_not_in /lockstep/ "$out"
}

test_a_missing_function_is_named_as_the_header_declares_it() {
  sed 's/sum_with_processes/sum_with_children/' "$stub" >mine.cpp
  refused 'does not define `Summation sum_with_processes(const std::vector<std::uint64_t>& limits)`'
}

test_own_main_is_to_be_removed() {
  { cat "$stub" && printf '\nint main() { return 0; }\n'; } >mine.cpp
  refused 'defines main; the grader has its own: remove yours'
}

test_a_helper_that_is_nowhere_is_named() {
  { cat "$stub" && printf '\nvoid helper(int);\nvoid unused_caller() { helper(1); }\n'; } >mine.cpp
  refused '`helper(int)` is used but defined nowhere'
}

test_the_compilers_own_death_is_told_from_an_error() {
  printf '#include "/dev/zero"\n' >mine.cpp
  refused 'the compiler needed more than 512 MiB'
  printf 'char big[1u << 30] = {1};\n' >mine.cpp
  refused 'the compiler made more than 64 MiB'
}

test_the_compiler_sees_nothing_of_the_machine() {
  printf '#include "%s"\n' "$source_root/exercises/$folder/suite.cpp" >mine.cpp
  refused 'No such file or directory'
}

# --- the grader's own faults

# fault TEXT  of grading what compiles, and never a lost point
fault() {
  run grade ex3 "$stub"
  expect_status 3
  expect_in "$1" "$(flat "$out$err")"
  run grade ex3 "$stub" --json -
  expect_status 3
  expect_in '"status":"grader-fault"' "$out"
  expect_not_in '"status":"failed"' "$out"
  no_work_folders
}

test_no_compiler_is_a_grader_fault() {
  export LOCKSTEP_STUDENT_CXX=/nowhere/g++
  fault 'the compiler is missing: /nowhere/g++ install g++'
}

test_missing_parts_are_grader_faults() {
  fake_passing_suite
  rm "$LOCKSTEP_STAGE/$folder/suite"
  fault 'the suite of ex3 is missing'
  LOCKSTEP_LAUNCHER=/nowhere/launch fault "the sandbox's helper is missing"
}

test_suite_that_dies_is_a_grader_fault() {
  fake_suite <<<'echo "no room" >&2; kill -SEGV $$'
  fault 'threads.sums: the suite failed: it was ended by signal 11'
  expect_in 'no room' "$out"
}

test_suite_that_prints_garbage_is_a_grader_fault() {
  fake_suite <<<'printf "20 of 20\n"'
  fault 'what it printed is no report'
  fake_suite <<<'exit 0'
  fault 'it ended with code 0 and without a report'
  fake_suite <<<'check=other; '"$passing"
  fault "it reported 'other'"
}

test_suite_that_prints_too_much_is_a_grader_fault() {
  fake_suite <<<'head -c 20000000 /dev/zero'
  fault 'it printed more than a report'
}

test_slow_suite_that_hangs_is_a_grader_fault() {
  copy_exercises
  sed -i 's/^wall_ms = .*/wall_ms = 100/' "$manifest"
  fake_suite <<<'exec sleep 1000'
  run grade ex3 "$stub" --check threads.sums
  expect_status 3
  expect_in 'it did not end within' "$out"
}

test_broken_manifest_is_the_authors_fault() {
  copy_exercises
  sed -i 's/as = "data-race"/as = "datarace"/' "$manifest"
  run grade ex3 "$stub"
  expect_status 3
  expect_in "$folder/exercise.toml:" "$err"
  expect_in "'datarace'" "$err"
  expect_in "did you mean 'data-race'?" "$err"
  run grade list
  expect_status 3
}

test_unwritable_temporary_folder_is_a_grader_fault() {
  export TMPDIR=$files/nowhere
  run grade ex3 "$stub"
  expect_status 3
  expect_in 'name a folder that you may write to: TMPDIR=' "$(flat "$out")"
}

test_full_disk_is_a_grader_fault() {
  unshare -m true 2>/dev/null || skip "no mount namespaces"
  mkdir "$files/small"
  run unshare -m sh -c 'mount -t tmpfs -o size=64k tmpfs "$1" && TMPDIR=$1 exec grade ex3 "$2"' \
    sh "$files/small" "$solution"
  expect_status 3
  expect_in 'No space left on device' "$(flat "$out")"
  expect_in 'make room in' "$(flat "$out")"
}

test_a_full_disk_for_the_result_is_a_grader_fault() {
  fake_passing_suite
  run grade ex3 "$stub" --json /dev/full
  expect_status 3
  expect_in 'cannot write /dev/full' "$err"
  [ -w /dev/full ] || skip "no /dev/full"
  status=0
  grade ex3 "$stub" >/dev/full 2>"$files/err" || status=$?
  expect_status 3
}

# --- machines that isolate less

# Root without any right, and no namespace to be had: what many containers are.
without_rights() {
  unshare -U -r sh -c 'echo 0 >/proc/sys/user/max_user_namespaces && exec setpriv \
    --bounding-set -all --inh-caps -all --securebits +noroot,+noroot_locked "$@"' sh "$@"
}

test_without_namespaces_the_verdict_and_its_places_are_the_same() {
  without_rights true 2>/dev/null || skip "no user namespace in which others could be denied"
  local racy=$source_root/exercises/$folder/mutants/no_lock.cpp
  run grade ex3 "$racy" --check threads.no-race --json - --stable
  expect_status 1
  local better=$out
  run without_rights "$build/bin/grade" ex3 "$racy" --check threads.no-race --json - --stable
  case $err$out in *"landlock is older"*) skip "landlock is too old" ;; esac
  expect_status 1
  expect_in 'data-race' "$out"
  # shellcheck disable=SC2001  # a pattern with brackets
  better=$(sed 's/"sandbox":"[AB]"//' <<<"$better")
  [ "$better" = "${out//'"sandbox":"C"'/}" ] || die "differs from: $better"
}

# --- what the machine can do

# nowhere COMMAND...  in a container without privileges, on a kernel without landlock
nowhere() {
  "$build/bin/in_container" --without-landlock "$@"
}

test_doctor_says_what_there_is() {
  run grade doctor
  expect_status 0
  for word in sandbox 'step ' kernel compiler 'for submissions' clock noise cores 'This machine can grade.'; do
    expect_in "$word" "$out"
  done
  [ -z "$err" ] || die 'something was said on standard error'
}

test_doctor_writes_json() {
  run grade doctor --json -
  expect_status 0
  expect_in '{"schema":"lockstep/doctor/v1","can_grade":true,"sandbox":"' "$out"
  expect_in '"for_submissions":true' "$out"
  [ "$(wc -l <"$files/out")" = 1 ] || die 'not one line'
  run grade doctor --json "$files/doctor.json"
  expect_status 0
  expect_in 'This machine can grade.' "$out"
  grep -q '"noise":{"median_us":' "$files/doctor.json" || die 'no JSON in the file'
  run grade doctor --json /nowhere/doctor.json
  expect_status 3
}

test_doctor_says_what_is_missing_and_how_to_get_it() {
  run "$build/bin/in_container" "$build/bin/grade" doctor
  case $out in *'step C is not to be had'*) skip 'landlock is too old' ;; esac
  expect_status 0
  expect_in 'step C' "$out"
  expect_in 'step A is not to be had' "$out"
  expect_in 'step B is not to be had' "$out"
  expect_in 'does not let us create namespaces' "$out"
  expect_in 'try:' "$out"
}

test_doctor_ends_with_3_where_nothing_can_be_isolated() {
  run nowhere "$build/bin/grade" doctor
  expect_status 3
  expect_in 'none: nothing can be isolated' "$out"
  expect_in 'step C is not to be had' "$out"
  expect_in 'Linux 6.12' "$out"
  expect_in 'This machine cannot grade.' "$out"
  expect_in '--unsafe-no-sandbox' "$out"
  run nowhere "$build/bin/grade" doctor --json -
  expect_status 3
  expect_in '"can_grade":false,"sandbox":null' "$out"
}

test_doctor_without_a_compiler_cannot_grade() {
  LOCKSTEP_STUDENT_CXX=/nowhere/g++ run grade doctor
  expect_status 3
  expect_in '/nowhere/g++: cannot be run' "$out"
}

test_without_isolation_nothing_is_graded_unless_told_so() {
  run nowhere "$build/bin/grade" ex3 "$solution" --check threads.sums --json -
  expect_status 3
  expect_in '"status":"grader-fault"' "$out"
  expect_in '--unsafe-no-sandbox' "$out"
  run nowhere "$build/bin/grade" ex3 "$solution" --check threads.sums --unsafe-no-sandbox --json -
  expect_status 0
  expect_in '"sandbox":"D"' "$out"
  expect_in 'nothing is isolated' "$err"
  no_work_folders
}

# --- interrupted

# interrupted SIGNAL CODE  grade runs as $!; it ends, and leaves nothing behind
interrupted() {
  local began=$SECONDS
  kill "-$1" "$pid"
  status=0
  wait "$pid" || status=$?
  expect_status "$2"
  [ $((SECONDS - began)) -le 5 ] || die "took $((SECONDS - began)) s to end"
  nothing_runs
  no_work_folders
}

test_interrupted_while_checking_leaves_nothing() {
  own_launcher
  local signal
  for signal in INT:130 TERM:143; do
    rm -f "$files/began"
    # A program of ours that would go on for long, with a name that can be found.
    cp "$(type -P sleep)" "$files/sleeper"
    fake_suite <<<'touch "$files/began"; exec "$files/sleeper" 1000'
    grade ex3 "$stub" >"$files/out" 2>"$files/err" &
    pid=$!
    wait_for "$files/began"
    interrupted "${signal%:*}" "${signal#*:}"
    expect_in interrupted "$(<"$files/err")"
    [ ! -s "$files/out" ] || die "a result was printed"
  done
}

test_interrupted_while_compiling_leaves_nothing() {
  own_launcher
  # Another argument for each call: the compiler keeps what it has computed.
  cat >mine.cpp <<'SOURCE'
constexpr long f(long n) { long s = 0; for (long i = 0; i < n; ++i) s ^= i; return s; }
template <int N> constexpr long t = f(200000 + N) + t<N - 1>;
template <> inline constexpr long t<0> = 0;
static_assert(t<800> == 1);
SOURCE
  grade ex3 mine.cpp >"$files/out" 2>"$files/err" &
  pid=$!
  local i
  for ((i = 0; i < 100; ++i)); do
    if compgen -G "$TMPDIR/lockstep-work-*/source/*" >/dev/null; then break; fi
    sleep 0.1
  done
  sleep 0.3
  interrupted INT 130
}

test_what_a_killed_grader_left_is_removed_by_the_next() {
  own_launcher
  fake_suite <<<'[ -e "$files/quick" ] || { touch "$files/began"; sleep 1000; }; '"$passing"
  grade ex3 "$stub" >/dev/null 2>&1 &
  pid=$!
  wait_for "$files/began"
  local folder_of_dead
  folder_of_dead=$(find "$TMPDIR" -maxdepth 1 -name 'lockstep-work-*')
  touch -d '1 hour ago' "$folder_of_dead"
  touch "$files/quick"
  run grade ex3 "$stub" --check threads.sums
  [ -d "$folder_of_dead" ] || die "the folder of a living grader was removed"
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null || true
  touch -d '1 hour ago' "$folder_of_dead"
  run grade ex3 "$stub" --check threads.sums
  [ ! -e "$folder_of_dead" ] || die "$folder_of_dead is still there"
  nothing_runs
}

# --- grade verify

test_verify_names_every_claim_that_does_not_hold() {
  copy_exercises
  export LOCKSTEP_SOLUTIONS=$files/solutions
  mkdir -p "$LOCKSTEP_SOLUTIONS/$folder"
  cp "$solution" "$LOCKSTEP_SOLUTIONS/$folder/"
  fake_passing_suite
  touch "$LOCKSTEP_EXERCISES/$folder/notes.txt" "$LOCKSTEP_SOLUTIONS/$folder/README"
  # Two mutants are enough.
  awk '/^\[\[mutant\]\]/ && ++n > 2 { exit } { print }' "$manifest" >"$files/short"
  mv "$files/short" "$manifest"
  for file in "$LOCKSTEP_EXERCISES/$folder"/mutants/*; do
    grep -qF "mutants/${file##*/}\"" "$manifest" || rm "$file"
  done
  run grade verify ex3 --quick
  expect_status 1
  expect_in 'unexpected: ' "$out"
  expect_in 'notes.txt' "$out"
  expect_in 'README' "$out"
  expect_in 'FAIL  stub' "$out"
  expect_in 'ok    solution  queue_summation' "$out"
  expect_in 'nothing failed' "$out"
  expect_in '5 FAIL' "$out"
  no_work_folders
}

test_verify_can_take_one_mutant_of_a_kind_and_says_so() {
  copy_exercises
  export LOCKSTEP_SOLUTIONS=$files/solutions
  mkdir -p "$LOCKSTEP_SOLUTIONS/$folder"
  fake_passing_suite
  awk '/^\[\[mutant\]\]/ && ++n > 3 { exit } { print }' "$manifest" >"$files/short"
  mv "$files/short" "$manifest"
  local all kinds
  all=$(grep -c '^\[\[mutant\]\]' "$manifest")
  kinds=$(grep '^fails = ' "$manifest" | sort -u | wc -l)
  [ "$kinds" -lt "$all" ] || die 'every mutant has a kind of its own'
  run grade verify ex3 --quick --sample
  expect_status 1
  expect_in "mutants   $kinds of $all" "$out"
  [ "$(grep -c '^FAIL  mutant ' <<<"$out")" = "$kinds" ] || die "not $kinds mutants"
}

# busy  keeps every core busy, until the end of the test at the latest.
busy() {
  local i
  loads=()
  for ((i = 0; i < $(nproc); ++i)); do
    timeout 120 bash -c 'while :; do :; done' &
    loads+=($!)
  done
}

test_slow_a_busy_machine_changes_no_byte() {
  local each file
  local some=(ex1-shared-list/mutants/relaxed_turns ex2-creation-benchmark/mutants/ratio_swapped
    ex3-queue-summation/mutants/unlocked_peek ex4-lock-counter/mutants/threads_sleep_instead_of_lock
    ex5-producer-consumer/mutants/wakes_getters_only_when_empty)
  for each in "${some[@]}"; do
    run grade "${each%%-*}" "$source_root/exercises/$each.cpp" --json "$files/${each%%-*}.json" --stable
    expect_status 1
  done
  busy
  for each in "${some[@]}"; do
    run grade "${each%%-*}" "$source_root/exercises/$each.cpp" --json "$files/busy.json" --stable
    cmp "$files/${each%%-*}.json" "$files/busy.json" || die "$each: $(cat "$files/busy.json")"
  done
  kill "${loads[@]}"
}

run_case
