# shellcheck shell=bash
# What the tests of batches share. The script that reads it has set source_root, build, folder and file.
# shellcheck disable=SC2154,SC2016,SC2034

# shellcheck source=tests/e2e/fake_suite.sh
. "$source_root/tests/e2e/fake_suite.sh"

# blank PATH N  a submission that is refused without a compiler, another one for each N.
blank() {
  mkdir -p "$(dirname "$1")"
  printf '%*s\n' "$2" '' >"$1"
}

# shown [OUT]  sets table, with single spaces.
shown() {
  run grade batch show --out "${1:-out}"
  expect_status 0
  table=$(tr -s ' ' <<<"$out")
}
expect_row() {
  case $'\n'$table in *$'\n'"$1"*) ;; *) die "no row '$1' in:"$'\n'"$table" ;; esac
}

# fake_suite_that_fails CHECK...  all others pass.
fake_suite_that_fails() {
  local finding='[{\"word\":\"wrong-result\",\"message\":\"no\",\"advice\":\"\",\"places\":[],\"replay\":\"\"}]'
  fake_suite <<S
case " $* " in *" \$check "*)
  printf '{"check":"%s","findings":%s,"fault":null,"interleavings":0,"exhausted":false,"notes":[],"replay":""}\n' "\$check" "$finding"
  exit ;;
esac
$passing
S
}

wait_for() {
  local i
  for ((i = 0; i < 600; ++i)); do
    [ ! -e "$1" ] || return 0
    sleep 0.1
  done
  die "$1 was never made"
}

whole_store() {
  command -v sqlite3 >/dev/null || return 0
  [ "$(sqlite3 "$1/batch.sqlite" 'PRAGMA integrity_check')" = ok ] || die 'the store is damaged'
}

# kills N REAL  N batches of 60 blank submissions and REAL that compile are killed at random moments and started again; the table must be that of a batch
# that nobody killed, and no submission may have been graded twice.
kills() {
  command -v sqlite3 >/dev/null || skip 'no sqlite3 to count results'
  local n=$1 real=$2 i killed=0 seed=${LOCKSTEP_SEED:-$RANDOM} pid
  echo "seed $seed (LOCKSTEP_SEED), $n kills (LOCKSTEP_KILLS)"
  RANDOM=$seed
  fake_suite_that_fails threads.clean
  for ((i = 1; i <= 60; ++i)); do blank in/s"$i"/"$file" "$i"; done
  for ((i = 1; i <= real; ++i)); do
    mkdir -p in/real"$i"
    sed "\$a // $i" "$stub" >in/real"$i"/"$file"
  done
  run grade batch ex3 in --out whole
  expect_status 0
  grade batch show --out whole >expected
  for ((i = 0; killed < n; ++i)); do
    # Each round has the moment of its end somewhere in the batch, the first milliseconds included.
    grade batch ex3 in --out "out" >/dev/null 2>&1 &
    pid=$!
    sleep "$(printf '0.%03d' $((RANDOM % 700)))"
    kill -9 "$pid" 2>/dev/null || true
    status=0
    wait "$pid" 2>/dev/null || status=$?
    killed=$((killed + 1))
    [ "$status" != 137 ] || continue
    # It was done before: check, and begin a new one.
    expect_same_table
    rm -rf out
  done
  run grade batch ex3 in --out out
  expect_status 0
  expect_same_table
}

expect_same_table() {
  grade batch show --out out >actual
  diff expected actual || die 'another table than without kills'
  whole_store out
  [ "$(sqlite3 out/batch.sqlite 'SELECT count(*) - count(DISTINCT content) FROM result')" = 0 ] \
    || die 'something was graded twice'
  [ "$(sqlite3 out/batch.sqlite 'SELECT count(*) FROM result')" = $((60 + real)) ] || die 'something is missing'
}
