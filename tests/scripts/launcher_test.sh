#!/usr/bin/env bash
# launcher_test.sh CLONE CASE: one test of ./grade or ./test on a machine of fakes (see fakes.sh).
set -euo pipefail
source_root=$1
case_name=$2
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=tests/scripts/fakes.sh
. "$here/fakes.sh"

die() {
  printf 'FAILED: %s\n' "$*"
  printf -- '--- standard output\n%s\n--- standard error\n%s\n--- calls\n' "${out:-}" "${err:-}"
  cat "$machine/calls"
  exit 1
}

# run COMMAND...  with the fakes only; sets out, err and status.
run() {
  status=0
  PATH=$machine/bin TERM=dumb "$@" >"$files/out" 2>"$files/err" </dev/null || status=$?
  out=$(<"$files/out")
  err=$(<"$files/err")
}

expect_status() { [ "$status" = "$1" ] || die "status $status, expected $1"; }
expect_in() { case $2 in *"$1"*) ;; *) die "'$1' is missing" ;; esac }
expect_not_in() { case $2 in *"$1"*) die "'$1' should not be there" ;; *) ;; esac }
calls() { cat "$machine/calls"; }
forget_calls() { : >"$machine/calls"; }
remove_package() { sed -i "/ $1 /d" "$machine/installed"; }
remove_tool() { mv "$machine/bin/$1" "$machine/absent/$1"; }
become() { echo "$1" >"$machine/user"; }

# --- packages

test_missing_packages_are_named_with_their_purpose_before_installing() {
  become 0
  remove_package libfmt-dev
  remove_tool g++
  run "$clone/grade" ex3
  expect_status 0
  expect_in 'libfmt-dev           formats text' "$err"
  expect_in 'g++                  compiles' "$err"
  expect_in 'installing: apt-get install -y --no-install-recommends g++ libfmt-dev' "$err"
  expect_not_in 'mold ' "$err"
  expect_in 'noise of apt-get, DEBIAN_FRONTEND=noninteractive' "$(calls)"
  expect_in 'install --no-install-recommends --no-remove g++ libfmt-dev' "$(calls)"
  expect_not_in ' update' "$(calls)"
}

test_without_root_and_sudo_the_command_is_printed() {
  remove_package libfmt-dev
  remove_tool mold
  run "$clone/grade" ex3
  expect_status 3
  expect_in 'there is no sudo' "$err"
  expect_in '    apt-get update && apt-get install -y --no-install-recommends mold libfmt-dev' "$err"
  expect_not_in 'apt-get ' "$(calls)"
}

test_sudo_that_refuses_gives_the_command() {
  remove_package libfmt-dev
  echo 'exit 1' | fake sudo
  run "$clone/grade" ex3
  expect_status 3
  expect_in '    sudo apt-get update && sudo apt-get install -y --no-install-recommends libfmt-dev' "$err"
}

test_sudo_is_used_when_it_works() {
  remove_package libfmt-dev
  # shellcheck disable=SC2016 # for the fake
  echo '[ "$1" != -n ] || shift; [ "$1" = true ] || exec "$@"' | fake sudo
  run "$clone/grade" ex3
  expect_status 0
  expect_in 'sudo env DEBIAN_FRONTEND=noninteractive' "$(calls)"
  expect_in 'graded in' "$out"
}

test_lists_are_updated_when_they_do_not_know_a_package() {
  become 0
  remove_package libfmt-dev
  : >"$machine/known"
  run "$clone/grade" ex3
  expect_status 0
  expect_in ' update' "$(calls)"
}

test_boost_must_be_new_enough() {
  become 0
  remove_package libboost1.81-dev
  echo 'installed libboost-dev 1.74.0.3' >>"$machine/installed"
  echo 'installed libboost1.83-json-dev 1.83.0' >>"$machine/installed"
  run "$clone/grade" ex3
  expect_status 0
  expect_in 'install -y --no-install-recommends libboost1.81-dev' "$err"
}

test_the_default_boost_is_taken_when_it_is_new_enough() {
  become 0
  remove_package libboost1.81-dev
  sed -i 's/^libboost-dev .*/libboost-dev 1.83.0.2+b2/' "$machine/known"
  run "$clone/grade" ex3
  expect_status 0
  expect_in 'install -y --no-install-recommends libboost-dev' "$err"
}

test_nothing_is_removed_for_an_installation() {
  become 0
  remove_package libboost1.81-dev
  echo 'Remv libboost1.74-dev [1.74.0-18]' >"$machine/removals"
  run "$clone/grade" ex3
  expect_status 3
  expect_in 'would remove: libboost1.74-dev' "$err"
  expect_in '    apt-get install --no-install-recommends libboost1.81-dev' "$err"
  expect_not_in 'install --no-install-recommends --no-remove' "$(calls)"
}

test_no_network_is_said() {
  become 0
  remove_package libfmt-dev
  touch "$machine/offline"
  run "$clone/grade" ex3
  expect_status 3
  expect_in "could not resolve 'deb.debian.org'" "$err"
  expect_in 'apt-get install failed' "$err"
  expect_in '    apt-get update && apt-get install -y --no-install-recommends libfmt-dev' "$err"
}

test_a_system_without_apt_gets_the_list() {
  remove_tool apt-get
  remove_tool dpkg-query
  remove_tool ninja
  run "$clone/grade" ex3
  expect_status 3
  expect_in 'missing: ninja.' "$err"
  expect_in 'libtomlplusplus-dev' "$err"
}

test_an_old_compiler_is_refused() {
  echo 'echo 11.4.0' | fake g++
  run "$clone/grade" ex3
  expect_status 3
  expect_in 'g++ 12 or newer is needed; this machine has 11.4.0' "$err"
}

# --- calling

test_standard_output_holds_only_what_the_grader_prints() {
  become 0
  remove_package libfmt-dev
  run "$clone/grade" ex3 --json -
  expect_status 0
  [ "$out" = "graded in $PWD: ex3 --json -" ] || die "something else on standard output"
}

test_relative_arguments_mean_the_callers_folder() {
  mkdir "$files/elsewhere"
  ln -s "$clone/grade" "$files/elsewhere/link"
  ln -s link "$files/elsewhere/second link"
  cd "$files/elsewhere"
  run './second link' ex3 'my file.cpp'
  expect_status 0
  [ "$out" = "graded in $files/elsewhere: ex3 my file.cpp" ] || die "another folder"
}

test_an_unwritable_folder_is_named() {
  chmod -R a+rX "$files"
  chmod a-w "$clone"
  local user=()
  [ "$(id -u)" != 0 ] || user=("$(command -v setpriv)" --reuid 65534 --regid 65534 --clear-groups)
  run "${user[@]}" "$machine/bin/bash" "$clone/grade" ex3
  chmod u+w "$clone"
  expect_status 3
  expect_in "cannot write to $clone (owner: " "$err"
}

# --- building

test_a_second_call_runs_no_tool() {
  run "$clone/grade" ex3
  forget_calls
  run "$clone/grade" ex3
  expect_status 0
  [ -z "$(calls)$err" ] || die "not silent"
}

# rebuilt_after DESCRIPTION: the next call builds, and the one after it does not.
rebuilt_after() {
  forget_calls
  run "$clone/grade" ex3
  expect_status 0
  expect_in 'ninja ' "$(calls)"
  forget_calls
  run "$clone/grade" ex3
  [ -z "$(calls)" ] || die "still not current after: $1"
}

test_changed_sources_are_noticed() {
  run "$clone/grade" ex3
  echo '// change' >>"$clone/grader/cli/main.cpp"
  rebuilt_after "a changed file"
  echo '// change' >>"$clone/grader/cli/main.cpp"
  touch -d 2001-01-01 "$clone/grader/cli/main.cpp"
  rebuilt_after "a change with an old date"
  expect_not_in cmake "$(calls)"
}

test_added_and_removed_sources_are_configured() {
  run "$clone/grade" ex3
  forget_calls
  touch "$clone/grader/cli/new.cpp"
  run "$clone/grade" ex3
  expect_in 'cmake --preset dev' "$(calls)"
  forget_calls
  rm "$clone/grader/cli/old.cpp"
  run "$clone/grade" ex3
  expect_in 'cmake --preset dev' "$(calls)"
}

test_a_failed_build_shows_its_end_and_recovers() {
  touch "$machine/broken"
  run "$clone/grade" ex3
  expect_status 3
  expect_in 'grader.cpp:1: error: broken' "$err"
  expect_in "the whole log: $clone/build/dev/build.log" "$err"
  rm "$machine/broken"
  run "$clone/grade" ex3
  expect_status 0
}

test_a_moved_clone_starts_afresh() {
  run "$clone/grade" ex3
  mv "$clone" "$files/moved clone"
  run "$files/moved clone/grade" ex3
  expect_status 0
  expect_in 'the build was made for' "$err"
  expect_in "INTERNAL=$files/moved clone" "$(cat "$files/moved clone/build/dev/CMakeCache.txt")"
}

test_two_calls_at_once_build_in_turn() {
  echo 0.5 >"$machine/slow"
  run "$clone/grade" ex3 & # its result is not looked at
  run "$clone/test" || true
  wait
  [ "$(tr '\n' ' ' <"$machine/turns")" = 'begin end begin end ' ] || die "$(<"$machine/turns")"
}

test_an_interrupt_ends_the_build_with_130() {
  echo 20 >"$machine/slow"
  set -m # otherwise the launcher would start with interrupts ignored
  PATH=$machine/bin TERM=dumb "$clone/grade" ex3 >"$files/out" 2>"$files/err" &
  local launcher=$! tries=0
  set +m
  until [ -f "$machine/turns" ] || [ $((tries += 1)) -gt 100 ]; do sleep 0.1; done
  kill -INT "$launcher"
  status=0
  wait "$launcher" || status=$?
  expect_status 130
  rm "$machine/slow"
  run flock -n "$clone/build/.lock" true # whoever still ran would hold it
  expect_status 0
  run "$clone/grade" ex3
  expect_status 0
}

# --- ./test

fake_ctest() {
  fake ctest <<'BODY'
cat <<'OUT'
60% tests passed, 2 tests failed out of 5
The following tests did not run:
	  4 - d (Skipped)
OUT
exit 8
BODY
}

test_counts_are_the_last_line_and_the_status_is_that_of_ctest() {
  fake_ctest
  run "$clone/test" -R 'some thing'
  expect_status 8
  [ "$(tail -n 1 <<<"$out")" = '2 passed, 2 failed, 1 skipped' ] || die "wrong last line"
  expect_in '-R some thing' "$(calls)"
  expect_not_in '-LE slow' "$(calls)"
  expect_in 'ninja -j' "$(calls)"
}

test_packages_of_some_tests_only_are_offered_and_stop_nothing() {
  fake_ctest
  run "$clone/test"
  expect_in 'some tests need these packages, too:' "$err"
  expect_in 'chromium' "$err"
  expect_in 'the tests that need them are skipped' "$err"
  expect_status 8
  expect_in 'ninja -j' "$(calls)"
}

test_a_package_of_some_tests_that_cannot_be_had_keeps_no_other_away() {
  fake_ctest
  echo 'munge 0.5.15' >>"$machine/mirror"
  echo : | fake munge
  mv "$machine/bin/munge" "$machine/absent/munge"
  echo 0 >"$machine/user"
  run "$clone/test"
  expect_in 'install --no-install-recommends --no-remove munge' "$(calls)"
  expect_in 'the tests that need them are skipped' "$err"
  expect_not_in 'trust each other' "${err##*could not be installed}"
  expect_status 8
}

test_quick_leaves_out_slow_tests() {
  fake_ctest
  run "$clone/test" --quick
  expect_in '-LE slow' "$(calls)"
}

files=$(mktemp -d "${TMPDIR:-/tmp}/lockstep-scripts-XXXXXX")
files=$(readlink -f "$files")
machine=$files/machine
clone="$files/a clöne"
make_machine "$machine"
make_clone "$source_root" "$clone"
trap '[ $? = 0 ] && rm -rf "$files" || echo "files were left in $files"' EXIT
"test_$case_name"
