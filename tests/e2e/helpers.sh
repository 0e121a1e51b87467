# shellcheck shell=bash
# What the end-to-end tests share. The script that reads it has set source_root, build and case_name.
# shellcheck disable=SC2154

die() {
  printf 'FAILED: %s\n' "$*"
  printf -- '--- status %s\n--- standard output\n%s\n--- standard error\n%s\n' \
    "${status:-}" "${out:-}" "${err:-}"
  exit 1
}

skip() {
  printf 'cannot be tried here: %s\n' "$*"
  exit 77
}

# run COMMAND...  sets out, err and status.
run() {
  status=0
  "$@" >"$files/out" 2>"$files/err" </dev/null || status=$?
  out=$(tr -d '\0' <"$files/out")
  err=$(tr -d '\0' <"$files/err")
}

expect_status() { [ "$status" = "$1" ] || die "status $status, expected $1"; }
expect_in() { case $2 in *"$1"*) ;; *) die "'$1' is missing" ;; esac }
expect_not_in() { case $2 in *"$1"*) die "'$1' should not be there" ;; *) ;; esac }

# The text without line breaks, for sentences that were wrapped.
flat() { tr -s ' \n' ' ' <<<"$1"; }

# expect_columns N  no line of the output is longer, but for a path that stands alone and cannot be shorter.
expect_columns() {
  local long
  long=$(LC_ALL=C.UTF-8 grep -E "^.{$(($1 + 1)),}\$" "$files/out" | grep -vE '^[^ ]*/[^ ]*$' || true)
  [ -z "$long" ] || die "a line is too long: $long"
}

no_work_folders() {
  local left
  left=$(find "$TMPDIR" -maxdepth 1 -name 'lockstep-work-*')
  [ -z "$left" ] || die "left behind: $left"
}

# Calls test_<case_name> in a folder of its own, which stays where it fails.
run_case() {
  files=$(mktemp -d "${TMPDIR:-/tmp}/lockstep-e2e-XXXXXX")
  files=$(readlink -f "$files")
  export TMPDIR=$files/tmp
  mkdir "$TMPDIR" "$files/here"
  export PATH=$build/bin:$PATH TERM=dumb
  unset NO_COLOR
  cd "$files/here"
  trap '[ $? = 0 ] && rm -rf "$files" || echo "files were left in $files"' EXIT
  "test_$case_name"
}
