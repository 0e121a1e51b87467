#include "scripts.hpp"

namespace lockstep::bundle {

// `grade list` installs what is missing and builds; that it answers proves that it works.
const std::string_view kSetup = R"SH(#!/usr/bin/env bash
# Makes the image: installs the compiler and the libraries, and builds the grader.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
apt-get update
bash "$here/lockstep/grade" list
)SH";

namespace {

constexpr std::string_view run = R"SH(#!/usr/bin/env bash
# Grades one submission. Lies in Gradescope's folder, beside source/, submission/ and results/.
# What is printed here is seen by staff only; students see results.json.
set -u
exercise=@EXERCISE@
file=@FILE@
options=(@OPTIONS@)
base=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
results=$base/results/results.json
grade=$base/source/lockstep/build/dev/bin/grade
mkdir -p "$base/results"
rm -f "$results"

# The only source file will do, whatever it is called.
submission=$base/submission
if [ ! -e "$submission/$file" ]; then
  shopt -s nullglob nocaseglob
  sources=("$submission"/*.cpp "$submission"/*.cc "$submission"/*.cxx)
  if [ ${#sources[@]} = 1 ]; then submission=${sources[0]}; fi
fi

# Nothing to grade was handed in: the student can put that right.
if [ ! -f "$submission" ] && [ ! -f "$submission/$file" ]; then
  printf '{"score":0,"output_format":"text","output":"%s","stdout_visibility":"hidden"}\n' \
    "There is no $file in what you handed in. Hand in a file of exactly this name." >"$results"
  exit 0
fi

status=0
"$grade" "$exercise" "$submission" "${options[@]}" --export "gradescope=$results" || status=$?
case $status in
  0 | 1) exit 0 ;;
esac
# A fault of the grader: without a score Gradescope says that the autograder failed, and nobody gets
# a zero. What happened stands above.
printf 'run_autograder: the grader could not do its work (status %s); there is no score\n' "$status"
exit 1
)SH";

void replace(std::string& text, std::string_view what, std::string_view with) {
  text.replace(text.find(what), what.size(), with);
}

}  // namespace

std::string run_autograder(const catalogue::Exercise& exercise, bool unsafe_no_sandbox) {
  std::string script(run);
  // Both are names that the manifest's reader has checked: letters, digits, '_', '.' and '-'.
  replace(script, "@EXERCISE@", exercise.id);
  replace(script, "@FILE@", exercise.files.front());
  replace(script, "@OPTIONS@", unsafe_no_sandbox ? "--unsafe-no-sandbox" : "");
  return script;
}

}  // namespace lockstep::bundle
