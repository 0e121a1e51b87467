#!/usr/bin/env bash
# page_test.sh CLONE BUILD CASE: one test of the report for staff. Status 77: cannot be tried here.
set -euo pipefail
source_root=$1
build=$2
case_name=$3
# shellcheck disable=SC2154  # out, err, status and files are set there
# shellcheck source=tests/e2e/helpers.sh
. "$source_root/tests/e2e/helpers.sh"
command -v python3 >/dev/null || skip "python3 is not installed (apt install python3)"
tests=$source_root/tests/export

# report KIND [N]: sets page
report() {
  python3 "$tests/a_class.py" "$@" | fill_store "$files/batch"
  page=$files/report.html
  grade batch report --out "$files/batch" --to "$page" 2>/dev/null
}

# browse ADDRESS [OPTIONS]: sets dom to what the page became, and what the browser complained about.
browse() {
  command -v chromium >/dev/null || skip "chromium is not installed (apt install chromium)"
  local address=$1
  shift
  dom=$(timeout 90 chromium --headless --no-sandbox --disable-gpu --enable-logging=stderr \
    --user-data-dir="$files/profile" "$@" --dump-dom "file://$address" 2>"$files/browser") \
    || die "chromium failed: $(tail -n 3 "$files/browser")"
  complaints=$(grep ':CONSOLE' "$files/browser" || true)
  [ -z "$complaints" ] || die "the browser complains: $complaints"
}

visible() { python3 "$tests/page_reader.py" "$@" <<<"$dom" || die "the page does not show what it should"; }

test_the_page_is_whole_without_scripts_and_asks_no_network() {
  report small
  python3 "$tests/page_reader.py" whole <"$page" || die "the page does not hold what it should"
}

test_text_of_students_is_never_markup() {
  report small
  html=$(<"$page")
  expect_not_in '<script>alert' "$html"
  expect_in '&lt;script&gt;alert(1)' "$html"
  expect_in '\x1b[31mred' "$html"
  expect_not_in $'\x1b' "$html"
}

test_students_are_shown_in_the_order_asked_for() {
  report large 60
  browse "$page?sort=points"
  visible sorted up
}

test_a_search_hides_all_others_and_goes_with_sorting() {
  report small
  browse "$page?q=no-race+stone&sort=points&down"
  visible found bob
}

# photograph ADDRESS [OPTIONS]  fails where the picture is an empty sheet.
photograph() {
  command -v chromium >/dev/null || skip "chromium is not installed (apt install chromium)"
  local address=$1
  shift
  timeout 90 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$files/profile" "$@" \
    --window-size=1100,1400 --screenshot="$files/page.png" "file://$address" 2>/dev/null
  python3 "$tests/page_reader.py" picture "$files/page.png" || die "the picture is empty"
}

# The browser's own photographs need scripts, so ours is taken out instead of switched off.
test_it_shows_without_its_script_whatever_is_searched_for() {
  report large 150
  sed '/<script>/,/<\/script>/d' "$page" >bare.html
  grep -q '<script' bare.html && die "there is another script"
  photograph "$PWD/bare.html?q=nobody"
}

run_case
