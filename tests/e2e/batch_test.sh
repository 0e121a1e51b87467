#!/usr/bin/env bash
# batch_test.sh CLONE BUILD CASE: one test of the real `grade batch`. Status 77: cannot be tried here.
#
# Most submissions here are blank files: each number of spaces is another content, and all are refused
# without a compiler. What a suite says is faked where grades have to differ.
# shellcheck disable=SC2016
set -euo pipefail
source_root=$1
build=$2
case_name=$3
folder=ex3-queue-summation
file=queue_summation.cpp
stub=$source_root/exercises/$folder/$file

# shellcheck source=tests/e2e/helpers.sh
. "$source_root/tests/e2e/helpers.sh"
# shellcheck source=tests/e2e/batch_helpers.sh
. "$source_root/tests/e2e/batch_helpers.sh"

# --- layouts

test_a_folder_for_each_student() {
  blank in/ada/$file 1
  blank in/bob/sub/$file 2
  blank in/eve/main.cpp 3
  mkdir in/tom
  run grade batch ex3 in --out out
  expect_status 1
  expect_in 'layout: folders' "$out"
  expect_in 'tom  there is no queue_summation.cpp: nothing was handed in' "$out"
  shown
  expect_row 'ada 0/20 did-not-compile'
  expect_row 'bob 0/20 did-not-compile graded sub/queue_summation.cpp as queue_summation.cpp'
  expect_row 'eve 0/20 did-not-compile graded main.cpp as queue_summation.cpp'
  expect_row 'tom – nothing there is no'
}

test_a_file_for_each_student_with_odd_names() {
  local long
  long=$(printf 'x%.0s' {1..200})
  for name in "o'brien \"the\" x" -dash ünïcode $'new\nline' "$long"; do blank "in/$name.cpp" 2; done
  run grade batch ex3 in --out out
  expect_status 0
  expect_in 'layout: files' "$out"
  expect_in '5 students: 5 graded (1 submissions now)' "$out"
  shown
  expect_in 'new\nline' "$table"
  expect_in 'ünïcode' "$table"
  expect_in "$long" "$table"
  run grade batch override --points 3 --by me --reason test --out out -- -dash
  expect_status 0
}

test_sources_that_got_another_end_are_found_and_what_did_not_compile_says_why() {
  blank in/ada.CC.txt 2
  echo 'int x = ;' >in/bob.cpp
  run grade batch ex3 in --out out
  expect_status 0
  expect_in '2 students: 2 graded' "$out"
  shown
  expect_in 'queue_summation.cpp:1: expected primary-expression' "$table"
}

test_canvas_zip_with_late_and_several_attempts() {
  mkdir flat
  blank flat/lovelaceada_12_100_$file 1
  blank flat/lovelaceada_12_200_queue_summation-1.cpp 2
  blank flat/turingalan_LATE_13_101_$file 3
  mkdir zipped && blank zipped/deep/$file 4 && (cd zipped && zip -qr ../flat/hopper_14_102_work.zip deep)
  (cd flat && zip -q ../canvas.zip -- *)
  roster='Student,ID,SIS User ID,SIS Login ID,Section
"    Points Possible",,,,
"Lovelace, Ada",12,s12,ada,A
"Turing, Alan",13,s13,alan,A
"Nobody, Nina",99,s99,nina,B'
  printf '%s\n' "$roster" >roster.csv
  run grade batch ex3 canvas.zip --roster roster.csv --out out
  expect_status 1
  expect_in 'layout: canvas' "$out"
  expect_in 'nina  nothing was handed in' "$out"
  shown
  expect_row 'lovelaceada_12 0/20 did-not-compile 2 attempts, 200 counts; graded queue_summation-1.cpp as'
  expect_row 'turingalan_13 0/20 did-not-compile late'
  expect_row 'hopper_14 0/20 did-not-compile not on the roster; unpacked work.zip'
  # Unpacked it is the same.
  run grade batch ex3 flat --roster roster.csv --out out
  expect_status 1
  expect_in '(0 submissions now)' "$out"
}

test_moodle_folders_and_flat_files() {
  blank "in/Ada Lovelace_12_assignsubmission_file_/$file" 1
  blank "in/Alan Turing_13_assignsubmission_file_/$file" 2
  blank "in/Alan Turing_13_assignsubmission_onlinetext_/onlinetext.html" 2
  blank "in/Grace_Hopper_14_assignsubmission_file_$file" 3
  (cd in && zip -qr ../moodle.zip -- *)
  for given in moodle.zip in; do
    run grade batch ex3 $given --out out
    expect_status 0
    expect_in 'layout: moodle' "$out"
  done
  shown
  expect_row 'Alan Turing_13 0/20 did-not-compile not graded: Alan Turing_13_assignsubmission_onlinetext_'
  expect_row 'Grace_Hopper_14 0/20 did-not-compile'
}

test_gradescope_export_with_a_group_and_a_missing_folder() {
  blank in/submission_1/$file 1
  blank in/submission_9/$file 9
  cat >in/submission_metadata.yml <<'Y'
---
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '12'
    :email: ada@example.org
  - :name: Alan Turing
    :sid: '13'
    :email: alan@example.org
  :created_at: 2026-05-01 12:00:00.000000000 -07:00
  :score: 3.0
submission_2:
  :submitters:
  - :name: Grace Hopper
    :sid: '14'
    :email: ''
  :created_at: 2026-05-01 12:00:00 Z
Y
  run grade batch ex3 in --out out
  expect_status 1
  expect_in 'layout: gradescope' "$out"
  expect_in '14  the export has no folder submission_2' "$out"
  expect_in 'not in submission_metadata.yml, and not graded: submission_9' "$out"
  run grade batch show --out out --json -
  expect_in '"student":"ada@example.org","name":"Ada Lovelace"' "$out"
  expect_in '"handed_in":"2026-05-01T19:00:00Z"' "$out"
}

test_git_checkouts_are_read_and_run_nothing() {
  mkdir -p in/ada/.git/logs
  blank in/ada/$file 1
  printf '[core]\n\tfsmonitor = touch %s/hacked\n' "$files" >in/ada/.git/config
  printf '%040d %040d Ada <ada@x> 1714560000 +0200\tcommit: x\n' 0 1234567890 >in/ada/.git/logs/HEAD
  run grade batch ex3 in --out out
  expect_status 0
  run grade batch show --out out --json -
  expect_in '"handed_in":"2024-05-01T10:40:00Z"' "$out"
  [ ! -e hacked ] || die 'the checkout ran something'
}

test_unknown_layouts_are_explained() {
  blank in/ada/$file 1
  blank in/bob.cpp 2
  run grade batch ex3 in --out out
  expect_status 2
  expect_in 'there are folders (ada) and files (bob.cpp), so it is not clear' "$err"
  expect_in 'What is understood' "$err"
  run grade batch ex3 in --out out --layout folders
  expect_status 0
  expect_in 'no folder, and not graded: bob.cpp' "$out"
  blank one/$file 1
  run grade batch ex3 one --out out
  expect_status 2
  expect_in 'this is one submission' "$err"
  blank mixed/ada_1_2_x.cpp 1
  blank mixed/README.txt 1
  run grade batch ex3 mixed --out out2
  expect_status 2
  expect_in 'this looks like an export of Canvas, but for README.txt' "$err"
  run grade batch ex3 nowhere --out out2
  expect_status 2
  expect_in "there is no 'nowhere'" "$err"
}

test_hostile_files_are_reported_and_the_rest_goes_on() {
  blank in/good/$file 1
  mkdir in/{link,linked,fifo,bomb,nested,broken,rar,huge,climb,several}
  ln -s /etc/passwd in/link/$file
  ln -s ../good in/linkedfolder
  ln -s good/$file in/linked/$file
  mkfifo in/fifo/$file
  head -c 300M /dev/zero >zeros && tar -czf in/bomb/work.tar.gz zeros && rm zeros
  blank a/$file 5
  (cd a && zip -q inner.zip $file && zip -q ../in/nested/outer.zip inner.zip)
  echo 'PK broken' >in/broken/work.zip
  echo x >in/rar/work.rar
  (printf '// ' && head -c 2M /dev/zero | tr '\0' a) >in/huge/$file
  python3 - <<'P' || skip 'no python3 to make an archive that climbs'
import zipfile
with zipfile.ZipFile('in/climb/work.zip', 'w') as z: z.writestr('../../queue_summation.cpp', ' ')
P
  blank in/several/a.cpp 1
  blank in/several/b.cpp 1
  run timeout 60 grade batch ex3 in --out out
  expect_status 1
  shown
  expect_row 'good 0/20 did-not-compile'
  expect_row 'link – nothing queue_summation.cpp is a link'
  expect_row 'linked – nothing queue_summation.cpp is a link'
  expect_row 'linkedfolder – nothing linkedfolder is a link'
  expect_row 'fifo – nothing queue_summation.cpp is no plain file'
  expect_row 'bomb – nothing work.tar.gz: the archive unpacks to more than'
  expect_row 'nested – nothing there is no queue_summation.cpp; an archive in an archive is not opened: inner.zip'
  expect_row 'broken – nothing work.zip: the archive is damaged'
  expect_row 'rar – nothing there is no queue_summation.cpp; only zip and tar archives are opened'
  expect_row 'huge 0/20 did-not-compile'
  expect_row 'climb – nothing'
  expect_row 'several – nothing there is no queue_summation.cpp, and it is not clear which of these'
}

test_one_job_leaves_the_other_processors_alone() {
  [ "$(nproc)" -gt 1 ] || skip 'one processor'
  fake_suite <<<'nproc >>"$files/processors"; '"$passing"
  mkdir -p in/ada
  cp "$stub" in/ada/$file
  run grade batch ex3 in --out one --jobs 1
  expect_status 0
  [ "$(sort -u "$files/processors")" = 1 ] || die "one job had so many: $(sort -u "$files/processors")"
}

test_as_many_jobs_as_processors_have_one_each() {
  [ "$(nproc)" -gt 1 ] || skip 'one processor'
  fake_suite <<<'echo "$(nproc) $(taskset -cp $$ | sed "s/.*: //")" >>"$files/processors"; '"$passing"
  for i in 1 2 3 4; do
    mkdir -p in/s$i
    sed "1i // $i" "$stub" >in/s$i/$file
  done
  run grade batch ex3 in --out out --jobs 2
  expect_status 0
  [ "$(cut -d' ' -f1 "$files/processors" | sort -u)" = 1 ] || die "a job had several: $(sort "$files/processors" | uniq -c)"
  [ "$(sort -u "$files/processors" | wc -l)" = 2 ] || die "they were not two: $(sort "$files/processors" | uniq -c)"
}

# --- regrading and decisions

test_only_what_changed_is_graded() {
  for i in 1 2 3; do blank in/s"$i"/$file $i; done
  printf ' \r\n' >in/s1/$file # the same, but for line ends
  printf ' \n' >in/s3/$file
  run grade batch ex3 in --out out
  expect_in '3 graded (2 submissions now)' "$out"
  run grade batch ex3 in --out out
  expect_in '3 graded (0 submissions now)' "$out"
  blank in/s2/$file 9
  run grade batch ex3 in --out out
  expect_in '3 graded (1 submissions now)' "$out"
  run grade batch ex3 in --out out --all
  expect_in '3 graded (2 submissions now)' "$out"
}

test_the_latest_or_the_best_of_several_attempts_counts() {
  fake_suite_that_fails threads.sums
  mkdir -p in/ada/attempt{9,10}
  cp "$stub" in/ada/attempt9/$file
  blank in/ada/attempt10/$file 1
  run grade batch ex3 in --out latest
  shown latest
  expect_row 'ada 0/20 did-not-compile 2 attempts, attempt10 counts'
  run grade batch ex3 in --out best --attempt best
  shown best
  expect_row 'ada 10/20 graded 2 attempts, attempt9 counts'
}

test_another_exercise_version_changes_no_grade_unseen() {
  fake_suite_that_fails threads.sums
  mkdir -p in/ada in/bob
  cp "$stub" in/ada/$file
  blank in/bob/$file 1
  run grade batch ex3 in --out out
  expect_status 0
  shown
  expect_row 'ada 10/20 graded'
  fake_suite_that_fails processes.sums threads.clean
  run grade batch ex3 in --out out
  expect_status 0
  expect_in '1 grades would change' "$out"
  shown
  expect_row 'ada 10/20 graded'
  run grade batch diff --out out
  expect_status 1
  expect_in 'ada  10 → 9, because of the exercise' "$out"
  expect_in 'threads.sums: failed 0 (wrong-result) → passed 3' "$out"
  expect_not_in 'bob' "$out"
  run grade batch discard --out out
  expect_in '1 grades stay as they are' "$out"
  run grade batch ex3 in --out out
  expect_not_in 'would change' "$out"
  fake_suite_that_fails processes.drain
  run grade batch ex3 in --out out
  run grade batch apply --out out ada
  expect_in '1 grades changed' "$out"
  shown
  expect_row 'ada 17/20 graded'
  run grade batch diff --out out
  expect_status 0
}

test_another_explorer_is_another_grader() {
  fake_suite_that_fails threads.sums
  rm "$LOCKSTEP_STAGE/lib"
  cp -r "$build/stage/lib" "$LOCKSTEP_STAGE/lib"
  mkdir -p in/ada
  cp "$stub" in/ada/$file
  run grade batch ex3 in --out out
  expect_in '1 graded (1 submissions now)' "$out"
  run grade batch ex3 in --out out
  expect_in '(0 submissions now)' "$out"
  printf ' ' >>"$LOCKSTEP_STAGE/lib/liblockstep_explorer.a"
  run grade batch ex3 in --out out
  expect_in '(1 submissions now)' "$out"
}

test_overrides_are_kept_and_shown() {
  blank in/ada/$file 1
  run grade batch ex3 in --out out
  run grade batch override aba --points 7 --by 'Prof. X' --reason 'was ill' --out out
  expect_status 2
  expect_in "did you mean 'ada'?" "$err"
  run grade batch override ada --points 7 --out out
  expect_status 2
  expect_in '--by NAME and --reason TEXT' "$err"
  run grade batch override ada --points 7 --by 'Prof. X' --reason 'was ill' --out out
  expect_status 0
  blank in/ada/$file 2
  run grade batch ex3 in --out out
  shown
  expect_row 'ada 7/20 did-not-compile set by Prof. X: was ill (graded: 0)'
  run grade batch override ada --take-back --by 'Prof. X' --reason 'by mistake' --out out
  shown
  expect_row 'ada 0/20 did-not-compile'
  expect_not_in 'Prof' "$table"
}

test_a_grader_fault_is_no_zero() {
  fake_suite <<<'exit 3'
  mkdir -p in/ada
  cp "$stub" in/ada/$file
  blank in/bob/$file 1
  run grade batch ex3 in --out out
  expect_status 3
  expect_in 'by the grader' "$out"
  expect_in 'ada  ' "$out"
  shown
  expect_row 'ada – grader-fault threads.sums: the suite failed'
  run grade batch ex3 in --out out
  expect_status 3
  expect_in '(0 submissions now)' "$out"
  fake_suite_that_fails
  run grade batch ex3 in --out out --retry-faults
  expect_status 0
  shown
  expect_row 'ada 20/20 graded'
}

test_another_exercise_or_a_foreign_file_is_refused() {
  blank in/ada/$file 1
  run grade batch ex3 in --out out
  run grade batch ex4 in --out out
  expect_status 2
  expect_in "holds the grades of ex3" "$err"
  mkdir foreign && echo hello >foreign/batch.sqlite
  run grade batch ex3 in --out foreign
  expect_status 3
  expect_in 'foreign/batch.sqlite' "$err"
  run grade batch show --out in
  expect_status 2
  expect_in 'there is no batch in' "$err"
  run grade batch ex3 in --out in/out
  expect_status 2
  expect_in 'lies inside' "$err"
}

# --- kills, interrupts, full disks

test_interrupted_batches_say_how_to_go_on() {
  fake_suite <<<'touch "$files/started"; while [ -e "$files/slow" ]; do sleep 0.05; done; '"$passing"
  touch "$files/slow"
  blank in/ada/$file 1
  mkdir -p in/bob && cp "$stub" in/bob/$file
  grade batch ex3 in --out out >first.out 2>first.err &
  local pid=$!
  wait_for "$files/started"
  run grade batch ex3 in --out out
  expect_status 2
  expect_in "another batch (process $pid on " "$err"
  kill -INT $pid
  status=0
  wait $pid || status=$?
  expect_status 130
  err=$(cat first.err)
  expect_in 'interrupted: 1 of 2 graded, and kept in out; the same command goes on from there' "$err"
  no_work_folders
  rm "$files/slow"
  run grade batch ex3 in --out out
  expect_status 0
  expect_in '2 graded (1 submissions now)' "$out"
}

test_killed_batches_lose_and_repeat_nothing() { kills 3 1; }
test_slow_killed_batches_lose_and_repeat_nothing() { kills "${LOCKSTEP_KILLS:-10}" 3; }

test_two_batches_on_one_store_leave_it_whole() {
  for i in {1..40}; do blank in/s"$i"/$file "$i"; done
  local pids=() statuses=()
  for i in 1 2 3; do
    grade batch ex3 in --out out >"o$i" 2>"e$i" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    status=0
    wait "$pid" || status=$?
    case $status in 0 | 2) statuses+=("$status") ;; *) die "a batch ended with $status: $(cat e?)" ;; esac
  done
  case " ${statuses[*]} " in *' 0 '*) ;; *) die "none of them graded: $(cat e?)" ;; esac
  shown
  [ "$(wc -l <<<"$table")" = 40 ] || die "rows: $table"
  whole_store out
}

test_a_full_disk_ends_it_cleanly() {
  [ "$(id -u)" = 0 ] || skip 'mounting needs root'
  unshare -m true 2>/dev/null || skip 'no mount namespace'
  for i in {1..60}; do blank in/s"$i"/$file $((i * 400)); done
  mkdir out
  cat >script <<'S'
mount -t tmpfs -o size=300k none out || exit 77
grade batch ex3 in --out out
first=$?
mount -o remount,size=50m out
grade batch ex3 in --out out >again
second=$?
grade batch show --out out
exit $((first * 10 + second))
S
  run unshare -m bash script
  [ "$status" != 77 ] || skip 'no tmpfs'
  expect_status 30
  expect_in 'out/batch.sqlite: ' "$err"
  expect_in 'the disk is full: make room there, then give the same command again' "$err"
  [ "$(grep -c did-not-compile "$files/out")" = 60 ] || die 'some are missing'
}

run_case
