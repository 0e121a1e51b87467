#!/usr/bin/env bash
# Makes a machine of fakes: `$machine/bin` is all of PATH, and a clone with the real scripts.
#
# The fakes append what they were asked to `$machine/calls`. Files steer them:
#   installed   what dpkg-query prints        known      packages that apt knows before an update
#   offline     apt-get fails                 broken     ninja fails
#   removals    what a simulated installation prints
#   slow        ninja takes that many seconds user       what `id -u` prints
set -euo pipefail

real_tools() {
  local tool
  for tool in awk bash cat chmod cp cut env find flock grep head mkdir mv nproc readlink rm sed \
    sh sleep sort stat tail tee tr true; do
    ln -s "$(type -P "$tool")" "$machine/bin/$tool"
  done
}

# fake NAME  reads the body from standard input; $machine is set in it.
fake() {
  {
    printf '#!/bin/bash\nmachine=%q\n' "$machine"
    # shellcheck disable=SC2016 # for the fake
    printf 'echo "${0##*/} $*" >>"$machine/calls"\n'
    cat
  } >"$machine/bin/$1"
  chmod +x "$machine/bin/$1"
}

fake_compilers() {
  echo 'echo 12.2.0' | fake g++
  fake cmake <<'BODY'
[ "$1" != --version ] || { echo "cmake version 3.25.1"; exit; }
[ "$1" = --preset ] || exit 1
echo "-- noise of cmake"
mkdir -p build/dev
echo "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" >build/dev/CMakeCache.txt
echo >build/dev/build.ninja
BODY
  fake ninja <<'BODY'
echo "[1/2] noise of ninja"
[ ! -f "$machine/slow" ] || { echo "begin" >>"$machine/turns"; sleep "$(cat "$machine/slow")"; echo "end" >>"$machine/turns"; }
[ ! -f "$machine/broken" ] || { echo "grader.cpp:1: error: broken"; exit 1; }
mkdir -p bin
printf '#!/bin/bash\necho "graded in $PWD: $*"\n' >bin/grade
chmod +x bin/grade
BODY
  echo : | fake pkg-config
  echo : | fake mold
  echo : | fake sqlite3
  echo : | fake zip
}

fake_packages() {
  # shellcheck disable=SC2016 # for the fake
  echo 'cat "$machine/installed"' | fake dpkg-query
  fake apt-cache <<'BODY'
case $1 in
  policy) grep "^$2 " "$machine/known" | sed 's/.* /  Candidate: /' ;;
  *) grep '^libboost1' "$machine/known" | sed 's/ .*/ - Boost headers/' ;;
esac
BODY
  fake apt-get <<'BODY'
echo "noise of apt-get, DEBIAN_FRONTEND=${DEBIAN_FRONTEND:-}" | tee -a "$machine/calls"
[ ! -f "$machine/offline" ] || { echo "E: could not resolve 'deb.debian.org'"; exit 100; }
case " $* " in
  *" -s "*) cat "$machine/removals" ;;
  *" update "*) cp "$machine/mirror" "$machine/known" ;;
  *) for package; do
      [ ! -f "$machine/absent/$package" ] || mv "$machine/absent/$package" "$machine/bin/$package"
      sed -n "s/^$package /installed &/p" "$machine/known" >>"$machine/installed"
    done ;;
esac
BODY
}

make_machine() {
  machine=$1
  mkdir -p "$machine/bin" "$machine/absent"
  : >"$machine/calls"
  : >"$machine/removals"
  real_tools
  fake_compilers
  fake_packages
  # shellcheck disable=SC2016 # for the fake
  echo 'cat "$machine/user"' | fake id
  echo 1000 >"$machine/user"
  printf '%s\n' 'libboost-dev 1.74.0.3' 'libboost1.81-dev 1.81.0-5' 'libboost1.74-dev 1.74.0-18' \
    'libfmt-dev 9.1.0' 'libgtest-dev 1.12.1' 'libgmock-dev 1.12.1' 'libcli11-dev 2.1.2' \
    'libtomlplusplus-dev 3.3.0' 'libseccomp-dev 2.5.4' 'libsqlite3-dev 3.40.1' 'libarchive-dev 3.6.2' \
    'libyaml-cpp-dev 0.7.0' 'libssl-dev 3.0.17' 'g++ 12.2.0' 'mold 1.10.1' >"$machine/mirror"
  cp "$machine/mirror" "$machine/known"
  grep -v -e '^libboost-dev' -e '^libboost1.74' "$machine/mirror" | sed 's/^/installed /' >"$machine/installed"
}

make_clone() {
  local from=$1 to=$2
  mkdir -p "$to/cmake" "$to/harness" "$to/grader/cli" "$to/exercises" "$to/tests"
  cp -r "$from/grade" "$from/test" "$from/scripts" "$to/"
  touch "$to/CMakeLists.txt" "$to/CMakePresets.json" "$to/grader/cli/main.cpp" "$to/grader/cli/old.cpp"
}
