#!/usr/bin/env bash
# export_test.sh CLONE BUILD CASE: one test of what leaves as a document. Status 77: cannot be tried here.
set -euo pipefail
source_root=$1
build=$2
case_name=$3
# shellcheck disable=SC2154  # out, err, status and files are set there
# shellcheck source=tests/e2e/helpers.sh
. "$source_root/tests/e2e/helpers.sh"
command -v python3 >/dev/null || skip "python3 is not installed (apt install python3)"

tests=$source_root/tests/export

# A batch's folder with a small class in it; sets batch.
small_batch() {
  batch=$files/batch
  python3 "$tests/a_class.py" small | fill_store "$batch"
}

# export_to FILE FORMAT [OPTIONS]
export_to() {
  local to=$1 format=$2
  shift 2
  run grade batch export "$format" --out "$batch" --to "$to" "$@"
}

# read_back READER FILE…  one of the readers in read_back.py; it says what is wrong.
read_back() { python3 "$tests/read_back.py" "$@" || die "$1: the file does not hold what it should"; }

mutant() { printf '%s' "$source_root/exercises/ex4-lock-counter/mutants/$1.cpp"; }

# --- of a batch

test_csv_is_read_by_python_and_no_cell_is_a_formula() {
  small_batch
  export_to all.csv csv
  expect_status 0
  expect_in 'no grade because of a grader fault, and blank: eve' "$err"
  read_back csv all.csv
}

test_json_holds_the_results_and_null_for_a_fault() {
  small_batch
  export_to all.json json
  expect_status 0
  read_back json all.json
}

test_junit_is_xml_with_an_error_and_no_failure_for_a_fault() {
  small_batch
  export_to all.xml junit
  expect_status 0
  read_back junit all.xml
}

test_sarif_keeps_its_schema() {
  small_batch
  export_to all.sarif sarif
  expect_status 0
  read_back sarif all.sarif
}

test_canvas_has_its_columns_and_a_blank_for_a_fault() {
  small_batch
  export_to canvas.csv canvas --column 'Lock counter (1234)'
  expect_status 0
  read_back canvas canvas.csv
}

test_canvas_fills_in_the_gradebook_of_staff() {
  small_batch
  printf '%s\n' 'Student,ID,SIS User ID,SIS Login ID,Section,Old one (7),Current Score' \
    '    Points Possible,,,,,10,(read only)' \
    '"Lovelace, Ada",9001,s-1,other,L1,3,1' 'Bob Stone,9002,,bob,L1,,' 'Zoe Nobody,9003,,zoe,L1,,' \
    'Eve Hill,9004,,EVE,L1,,' >gradebook.csv
  export_to new.csv canvas --column 'Lock counter (1234)' --sheet gradebook.csv
  expect_status 1
  expect_in 'has no line for these students' "$err"
  expect_in 'cleo' "$err"
  expect_not_in 'ian' "$err"
  read_back gradebook new.csv
}

test_moodle_fills_in_the_worksheet_and_leaves_a_fault_as_it_was() {
  small_batch
  worksheet >sheet.csv
  export_to new.csv moodle --sheet sheet.csv
  expect_status 0
  read_back moodle new.csv
}

# As Moodle writes it: a byte order mark, '-' for unknown dates.
worksheet() {
  printf '\xef\xbb\xbf'
  printf '%s\n' 'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"'
  local who id
  for who in 'Ada Lovelace:101' 'Bob Stone:102' 'Cleo Reed:103' 'Dan Marsh:104' 'Eve Hill:105' \
    '=cmd|x:106' 'Gus Moor:107' 'Hal Dale:108' 'Ian Wood:109' 'Zoe Nobody:110'; do
    id=${who#*:}
    printf 'Participant %s,"%s",x%s@example.org,"Submitted for grading",%s,12.00,Yes,-,-,\n' \
      "$id" "${who%:*}" "$id" "$([ "$id" = 105 ] && echo 5.00)"
  done
}

test_moodle_in_another_language_asks_for_the_columns() {
  small_batch
  worksheet | sed '1s/,Grade,/,Bewertung,/; 1s/Maximum Grade/Bestwertung/; 1s/Feedback comments/Kommentar/' >sheet.csv
  export_to new.csv moodle --sheet sheet.csv
  expect_status 2
  expect_in "sheet.csv: line 1: there is no column 'Grade'" "$err"
  expect_in '--grade-column' "$err"
  export_to new.csv moodle --sheet sheet.csv --grade-column Bewertung --maximum-column Bestwertung \
    --feedback-column Kommentar
  expect_status 0
}

test_moodle_refuses_another_maximum_unless_it_may_scale() {
  small_batch
  worksheet | sed 's/12\.00/100.00/' >sheet.csv
  export_to new.csv moodle --sheet sheet.csv
  expect_status 2
  expect_in 'the maximum grade is 100 there and 12 here' "$err"
  export_to new.csv moodle --sheet sheet.csv --scale
  expect_status 0
  grep -q '58.33' new.csv || die "7 of 12 is not 58.33 of 100"
}

test_moodle_needs_the_sheet() {
  small_batch
  export_to new.csv moodle
  expect_status 2
  expect_in '--sheet FILE' "$err"
}

test_folders_have_a_result_for_each_grade_and_none_for_a_fault() {
  small_batch
  for format in gradescope classroom50; do
    export_to "$format" "$format" --classroom cs1 --assignment lock
    expect_status 0
    grep -q '^eve: The grader could not do its work' "$format/NO-GRADE.txt" || die "eve is not told of"
    [ ! -e "$format/eve" ] || die "eve has a result"
    [ ! -e "$format/=1+1" ] || die "a name was taken as it is"
  done
  read_back gradescope gradescope/ada/results.json 12 12
  read_back gradescope gradescope/dan/results.json 0 12
  read_back classroom50 classroom50/bob/result.json 7 12
}

test_folders_are_not_written_over() {
  small_batch
  mkdir here && touch here/mine
  export_to here gradescope
  expect_status 2
  expect_in 'is not empty' "$err"
}

test_similarity_export_has_a_folder_for_each_student_and_the_stub() {
  small_batch
  run grade batch similarity-export --out "$batch" --to jplag
  expect_status 0
  expect_in 'java -jar jplag.jar --language cpp --base-code jplag/base jplag/submissions' "$err"
  grep -q counter jplag/submissions/ada/lock_counter.cpp || die "ada's file is not there"
  [ -e jplag/base/lock_counter.cpp ] || die "the stub is not there"
  [ ! -e jplag/submissions/ian ] || die "ian handed in nothing"
}

test_two_exports_are_the_same_bytes() {
  small_batch
  local format
  for format in csv json junit sarif canvas html; do
    export_to one "$format" && export_to two "$format"
    cmp one two || die "$format differs"
  done
}

test_usage_says_what_is_wanted() {
  small_batch
  run grade batch export junti --out "$batch"
  expect_status 2
  expect_in "did you mean 'junit'?" "$err"
  run grade batch export csv
  expect_status 2
  expect_in '--out FOLDER' "$err"
  run grade batch export csv --out "$files/nothing"
  expect_status 2
  run grade ex4 "$(mutant threads_no_lock)" --export canvas=x.csv
  expect_status 2
  expect_in 'grade batch export canvas' "$err"
}

# --- of one result

test_a_single_result_in_every_format() {
  run grade ex4 "$(mutant threads_unlocked_read)" --export gradescope=g.json --export junit=j.xml \
    --export sarif=s.sarif --export csv=c.csv --export classroom50=r.json --check threads.no-race
  expect_status 1
  read_back gradescope g.json
  read_back single_junit j.xml
  read_back single_sarif s.sarif
  read_back single_classroom50 r.json
  read_back single_csv c.csv
}

test_classroom50_is_stamped_by_its_runner_and_not_written_for_a_fault() {
  export CLASSROOM=cs1 ASSIGNMENT=lock SUBMISSION_TAG=submit/1 COMMIT_URL=https://c RELEASE_URL=https://r
  run grade ex4 "$(mutant threads_unlocked_read)" --export classroom50=r.json --check threads.count
  read_back stamped_classroom50 r.json
  LOCKSTEP_STUDENT_CXX=/nowhere/g++ run grade ex4 "$(mutant threads_unlocked_read)" \
    --export classroom50=r.json --export gradescope=g.json --export junit=j.xml --export csv=c.csv
  expect_status 3
  [ ! -e r.json ] || die "an old result stayed"
  expect_in 'a score of 0 would be one' "$err"
  read_back no_grade g.json j.xml c.csv
}

test_an_exploration_as_sarif_has_a_flow_for_each_thread() {
  printf '%s\n' '#include <thread>' 'int counter = 0;' 'void work() {' '  ++counter;' '}' \
    'int main() {' '  std::thread one(work);' '  std::thread two(work);' '  one.join();' \
    '  two.join();' '}' >race.cpp
  run grade explore race.cpp --export sarif=s.sarif
  expect_status 1
  read_back exploration s.sarif
  local id
  id=$(sed -n 's/.*--replay \([0-9a-f]*\) .*/\1/p' <<<"$out" | head -n 1)
  expect_not_in '--export' "$out"
  run grade explore --replay "$id" race.cpp --export sarif=r.sarif
  expect_status 1
  read_back exploration r.sarif 8
}

run_case
