# shellcheck shell=bash
# What ./grade and ./test share: have the packages, configure, build, without doing anything twice.
#
# Sourced with `root` set to the clone's physical path. Never changes directory, so that relative
# arguments keep their meaning. All it says goes to standard error: standard output belongs to what
# runs afterwards. Ends with status 3 when this machine cannot build, 130 on Ctrl-C.

build=${root:?}/build
tree=$build/dev

# --- words ---------------------------------------------------------------------------------------

say() { printf 'lockstep: %s\n' "$*" >&2; }

give_up() {
  say "$@"
  exit 3
}

# show_log FILE LINES  shows the end of a log and where the whole of it is.
show_log() {
  tail -n "$2" "$1" | sed 's/^/    /' >&2
  say "the whole log: $1"
}

on_terminal() { [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; }

# --- one phase of work ---------------------------------------------------------------------------

child='' # process group of the running phase
ticker=''

# Says what is being done once that takes noticeable time; on a terminal also how far it is.
tick() {
  local text=$1 log=$2 line
  sleep 0.4 >/dev/null 2>&1 # holds no descriptor of the caller when it is left behind
  say "$text"
  on_terminal || return 0
  while kill -0 $$ 2>/dev/null; do
    line=$(tail -n 1 "$log" | cut -c 1-60)
    case $line in '['*/*']'*) line=${line%%]*} line=${line#[} ;; esac
    printf '\r\033[K    %s' "$line" >&2
    sleep 0.3 >/dev/null 2>&1
  done
}

start_ticker() {
  tick "$@" 9>&- &
  ticker=$!
}

stop_ticker() {
  [ -n "$ticker" ] || return 0
  kill "$ticker" 2>/dev/null
  wait "$ticker" 2>/dev/null
  ticker=''
  if on_terminal; then printf '\r\033[K' >&2; fi
}

# run_phase TEXT LOG COMMAND...  in its own process group, so that a signal to us ends all of it.
# The group inherits the lock: should we be killed, the next call waits until it is gone.
run_phase() {
  local text=$1 log=$2 status=0
  shift 2
  start_ticker "$text" "$log"
  set -m
  "$@" >>"$log" 2>&1 </dev/null &
  child=$!
  set +m
  wait "$child" 2>/dev/null || status=$?
  child=''
  stop_ticker
  return $status
}

on_signal() {
  trap '' INT TERM HUP
  if [ -n "$child" ]; then
    kill -INT -- "-$child" 2>/dev/null
    wait "$child" 2>/dev/null
  fi
  stop_ticker
  say "interrupted; the next call goes on from here"
  exit $((128 + $1))
}

# --- tools ---------------------------------------------------------------------------------------

at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

check_versions() {
  local cmake
  cmake=$(cmake --version | sed -n '1s/[^0-9]*//p')
  at_least 3.25 "$cmake" || give_up "CMake 3.25 or newer is needed; this machine has $cmake"
  compiler=$(g++ -dumpfullversion -dumpversion)
  at_least 12 "$compiler" || give_up "g++ 12 or newer is needed; this machine has $compiler"
}

# One compiler for each core, but none without memory for it.
parallel_jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable/ { print int($2 / 700000) }' /proc/meminfo)
  if [ "${memory:-1}" -lt "$cores" ]; then cores=$memory; fi
  if [ "$cores" -lt 1 ]; then cores=1; fi
  echo "$cores"
}

# --- build ---------------------------------------------------------------------------------------

# list_state PATH...  what shows a change of anything below. The change time (%C) cannot be set back
# by cp -p or tar; folders are listed too, which shows removed files.
list_state() { find "$@" -printf '%p %i %s %T@ %C@\n' 2>/dev/null; }

find_system() { system=(/var/lib/dpkg/status "$(type -P g++)" "$root/scripts/packages.sh"); }
find_system
system_state() { list_state "${system[@]}"; }
source_state() {
  list_state "${system[@]}" "$root/CMakeLists.txt" "$root/CMakePresets.json" "$root/cmake" \
    "$root/harness" "$root/grader" "$root/exercises"
}

source_names() {
  find "$root/cmake" "$root/harness" "$root/grader" "$root/exercises" "$root/tests" 2>/dev/null \
    | LC_ALL=C sort
}

same() { [ -f "$2" ] && [ "$1" = "$(<"$2")" ]; }

is_current() { [ -x "$tree/bin/grade" ] && same "$1" "$tree/.built-from"; }

require_writable() {
  local folder=$root
  if mkdir -p "$tree" 2>/dev/null; then
    for folder in "$build" "$tree"; do
      [ -w "$folder" ] || break
    done
  fi
  [ ! -w "$folder" ] || return 0
  say "cannot write to $folder (owner: $(stat -c %U "$folder"))."
  give_up "The build goes there: clone into a folder of your own, or get the right to write."
}

lock() {
  exec 9>"$build/.lock"
  flock -n 9 && return 0
  say "another ./grade or ./test is building here; waiting for it"
  flock 9
}

# A tree made for another path or by another compiler cannot be reused.
discard_foreign_tree() {
  local home
  [ -f "$tree/CMakeCache.txt" ] || return 0
  home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$tree/CMakeCache.txt")
  if [ "$home" != "$root" ]; then
    say "the build was made for $home: starting afresh"
  elif [ -f "$tree/.compiler" ] && ! same "$compiler" "$tree/.compiler"; then
    say "the compiler is another one now ($compiler): starting afresh"
  else
    return 0
  fi
  rm -rf "$tree"
  mkdir -p "$tree"
}

configure() {
  local names status=0
  names=$(source_names)
  if [ -f "$tree/build.ninja" ] && same "$names" "$tree/.configured-from"; then return 0; fi
  : >"$tree/configure.log"
  local fresh=()
  [ -f "$tree/build.ninja" ] || fresh=(--fresh)
  run_phase "configuring" "$tree/configure.log" \
    env -C "$root" cmake --preset dev "${fresh[@]}" || status=$?
  if [ $status -ne 0 ]; then
    show_log "$tree/configure.log" 25
    give_up "cannot configure the build"
  fi
  printf '%s\n' "$names" >"$tree/.configured-from"
}

# build_target TARGET TEXT
build_target() {
  local log=$tree/build.log start=$SECONDS status=0
  : >"$log"
  NINJA_STATUS='[%f/%t] ' run_phase "$2 (log: $log)" "$log" \
    env -C "$tree" ninja -j "$(parallel_jobs)" "$1" || status=$?
  if [ $status -ne 0 ]; then
    show_log "$log" 25
    give_up "the build failed; the next call goes on from here"
  fi
  if [ $((SECONDS - start)) -ge 2 ]; then say "built in $((SECONDS - start)) s"; fi
}

# Packages and tools for $1 (grade or test), looked at again only after the system has changed.
prepare_system() {
  if same "$root $(system_state)" "$tree/.prepared-for-$1"; then return 0; fi
  # shellcheck source=scripts/packages.sh
  . "$root/scripts/packages.sh"
  ensure_packages "$1"
  if [ "$1" = test ]; then offer_packages; fi
  check_versions
  discard_foreign_tree
  printf '%s\n' "$compiler" >"$tree/.compiler"
  rm -f "$tree/.configured-from" # CMake may find now what it did not find before
  find_system # the compiler may be there only now
  printf '%s\n' "$root $(system_state)" >"$tree/.prepared-for-$1"
}

prepare() {
  trap 'on_signal 2' INT
  trap 'on_signal 15' TERM
  trap 'on_signal 1' HUP
  require_writable
  lock
  prepare_system "$1"
  configure
}

# Ready when nothing has changed since before the build that made the grader began.
prepare_grade() {
  local state
  state=$(source_state)
  if is_current "$state"; then return 0; fi
  prepare grade
  state=$(source_state) # the installation has changed it
  build_target grade_all "building the grader"
  [ -x "$tree/bin/grade" ] || give_up "the build made no $tree/bin/grade"
  printf '%s\n' "$state" >"$tree/.built-from"
  exec 9>&-
  trap - INT TERM HUP
}

prepare_test() {
  prepare test
  build_target all "building everything"
  exec 9>&- # tests call ./grade
}
