#!/usr/bin/env bash
# forged_test.sh CLONE BUILD NAME: grades forged/NAME.cpp with the real binary. Its first lines say what
# must come of it:
#
#   // expect: tampering        the result's status; `graded 0`: and no more points than these
#   // exercise: ex4
#   // insert into: the stub    the rest goes after the stub's include; else it is a whole submission
#   // fails: threads.no-race   these checks must not pass
#   // same message: WORD       what is said after WORD is the same for all checks that failed
set -euo pipefail
source_root=$1
build=$2
name=$3

die() {
  printf 'FAILED: %s\n--- result\n' "$*"
  tr -c '[:print:]\n' '?' <"$files/json" || true
  exit 1
}

files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT
export TMPDIR=$files HOME=$files/home
forged=$source_root/tests/hostile/forged/$name.cpp

said() { sed -n "1,8s|^// $1: ||p" "$forged"; }

# The stub's first include, then what was forged, then the rest of the stub.
insert_into_stub() {
  local stub
  stub=$(echo "$source_root/exercises/$exercise"-*/"$1")
  awk -v forged="$forged" '{ print }
    /^#include/ && !done { while ((getline line <forged) > 0) print line; done = 1 }' "$stub"
}

exercise=$(said exercise)
folder=$(echo "$source_root/exercises/$exercise"-*)
main_file=$(sed -n 's/^files = \["\([^"]*\)".*/\1/p' "$folder/exercise.toml")
if [ -n "$(said 'insert into')" ]; then
  insert_into_stub "$main_file" >"$files/$main_file"
else
  cp "$forged" "$files/$main_file"
fi

status=0
"$build/bin/grade" "$exercise" "$files/$main_file" --json "$files/json" >"$files/text" 2>"$files/errors" </dev/null ||
  status=$?
[ "$status" = 1 ] || { cat "$files/text" "$files/errors"; die "exit status $status, expected 1"; }

read -r expected most <<<"$(said expect)"
result_status=$(grep -oE '"status":"(graded|did-not-compile|tampering|grader-fault)"' "$files/json" | head -n 1)
[ "$result_status" = "\"status\":\"$expected\"" ] || die "$result_status, expected $expected"

score=$(sed -n 's/.*"score":\([0-9]*\),.*/\1/p' "$files/json")
[ "$expected" = graded ] || most=0
if [ -n "$most" ]; then [ "$score" -le "$most" ] || die "$score points, at most $most are honest"; fi

# One check on each line.
checks=$(grep -oE '\{"id":"[^"]*","title":"([^"\\]|\\.)*","status":"[a-z]*"' "$files/json")
for check in $(said fails); do
  line=$(grep -F "\"id\":\"$check\"" <<<"$checks") || die "no check $check"
  case $line in *'"status":"passed"') die "$check passed" ;; esac
done

word=$(said 'same message')
if [ -n "$word" ]; then
  messages=$(grep -oE '"message":"([^"\\]|\\.)*"' "$files/json" | grep -F "$word" | sed "s/.*$word/$word/" | sort -u)
  [ "$(grep -c . <<<"$messages")" = 1 ] || die "told apart: $messages"
  while IFS='"' read -r _ _ _ id _; do
    case $messages in *"$id"*) die "the program knows $id" ;; esac
  done <<<"$checks"
fi

# Nothing of the suite, no control or direction character, and no line that only the grader may print.
for shown in "$files/json" "$files/text"; do
  if grep -qE 'suite\.cpp|EXPECT_|ASSERT_|Hidden suite' "$shown"; then die "quotes the suite: $shown"; fi
  if LC_ALL=C tr -d '\n' <"$shown" | LC_ALL=C grep -qP '[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]'; then
    die "a control character in $shown"
  fi
  iconv -f UTF-8 -t UTF-8 "$shown" >/dev/null || die "no UTF-8: $shown"
done
if grep -qE '^ *20 of 20 points' "$files/text"; then die "a forged verdict"; fi
[ "$(grep -cE '^ [0-9]+ of [0-9]+ points' "$files/text")" -le 1 ] || die "two verdicts"
