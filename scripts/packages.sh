# shellcheck shell=bash
# Which packages are needed, which of them are missing, and how they are installed (apt only).
#
# Sourced by bootstrap.sh when there is something to prepare; uses its words and phases.

# package | command that proves it is there (none: dpkg is asked) | what for
# `boost` stands for the headers of Boost 1.81 or newer; the package's name differs.
needs_to_grade='
g++|g++|compiles the grader and the submissions
cmake|cmake|configures the build
ninja-build|ninja|runs the build
pkg-config|pkg-config|finds libraries
mold|mold|links submissions fast
boost||pipes, processes, JSON
libfmt-dev||formats text
libgtest-dev||hidden suites are GoogleTest programs
libgmock-dev||matchers of the suites
libcli11-dev||command line
libtomlplusplus-dev||reads exercise.toml
libseccomp-dev||restricts what submissions may do
libsqlite3-dev||keeps the results of batches
libarchive-dev||reads and writes zip files
libyaml-cpp-dev||reads what Gradescope exports
libssl-dev||names submissions by their content
'
# What only the tests need; CMake must not insist on any of it, because ./grade does not install it.
needs_to_test='
sqlite3|sqlite3|looks into the stores of killed batches
zip|zip|makes exports of course systems
'
# What some tests need. Where it cannot be had they are skipped and say so; nothing else depends on it.
some_tests_need='
python3|python3|reads back what is exported
chromium|chromium|shows the report for staff
munge|munge|lets the parts of a Slurm cluster trust each other
slurm-wlm|sinfo|a cluster on loopback, for batches
'

# --- what is missing -----------------------------------------------------------------------------

boost_is_enough() { # a package version, such as 1.83.0-4.2
  local major minor
  IFS=. read -r major minor _ <<<"$1"
  minor=${minor%%[!0-9]*}
  [ "$major" -gt 1 ] 2>/dev/null || { [ "$major" = 1 ] && [ "${minor:-0}" -ge 81 ]; }
}

# Prints ` package package ` of what dpkg holds; `boost` among them if its headers are new enough.
installed_packages() {
  local state package version all=' ' known
  known=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}\n' 'lib*-dev' 2>/dev/null)
  while read -r state package version; do
    [ "$state" = installed ] || continue
    all="$all$package "
    case $package in
      libboost1.*-*-dev) ;; # one library of Boost, such as libboost1.83-json-dev
      libboost-dev | libboost1.*-dev) if boost_is_enough "$version"; then all="${all}boost "; fi ;;
    esac
  done <<<"$known"
  printf '%s' "$all"
}

# Prints the lines of the lists given on standard input that are not met.
unmet_needs() {
  local package probe why installed
  installed=$(installed_packages)
  while IFS='|' read -r package probe why; do
    [ -n "$package" ] || continue
    if [ -n "$probe" ]; then
      command -v "$probe" >/dev/null && continue
    else
      case $installed in *" $package "*) continue ;; esac
    fi
    printf '%s|%s|%s\n' "$package" "$probe" "$why"
  done
}

# --- installing ----------------------------------------------------------------------------------

candidate() { LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: //p'; }

# Prints the package that holds Boost's headers here; fails when apt knows none that is new enough.
boost_package() {
  local name
  if boost_is_enough "$(candidate libboost-dev)"; then
    echo libboost-dev
    return
  fi
  local known
  known=$(apt-cache --names-only search '^libboost1\.[0-9]+-dev$' 2>/dev/null | cut -d ' ' -f 1)
  for name in $(sort -V <<<"$known"); do
    if boost_is_enough "${name#libboost}"; then
      echo "$name"
      return
    fi
  done
  return 1
}

# The same without apt's lists, for a message only.
likely_boost_package() {
  if grep -qs '^VERSION_CODENAME=bookworm' /etc/os-release; then
    echo libboost1.81-dev
  else
    echo libboost-dev
  fi
}

# Sets `packages` from the lines of needs in $1; fails when apt's lists do not know one of them.
resolve_packages() {
  local package known=yes version
  packages=()
  while IFS='|' read -r package _; do
    if [ "$package" = boost ]; then
      package=$(boost_package) || { package=$(likely_boost_package) known=no; }
    fi
    version=$(candidate "$package")
    case $version in '' | '(none)') known=no ;; esac
    packages+=("$package")
  done <<<"$1"
  [ $known = yes ]
}

# The command that installs `packages`, for a person to type; $1 is `sudo ` or nothing.
install_command() {
  printf '    %sapt-get update && %sapt-get install -y --no-install-recommends %s\n' \
    "$1" "$1" "${packages[*]}" >&2
}

# Sets `as_root` to what makes a command run as root, or ends with the command to type.
become_root() {
  as_root=()
  [ "$(id -u)" != 0 ] || return 0
  if ! command -v sudo >/dev/null; then
    say "installing needs root, and there is no sudo. Run this as root, then call again:"
    install_command ''
    exit 3
  fi
  as_root=(sudo)
  if sudo -n true 2>/dev/null; then return 0; fi
  if [ -t 0 ] && [ -t 2 ]; then
    say "installing needs root: sudo may ask for your password"
    if sudo -v; then return 0; fi
  fi
  say "installing needs root, and sudo does not allow it here. Run this, then call again:"
  install_command 'sudo '
  exit 3
}

# In the foreground: apt-get decides itself when a Ctrl-C is harmless. Its own retries, one for each
# package, would take minutes without a network; install_packages tries again once instead.
apt_get() {
  local text=$1 status=0
  shift
  start_ticker "$text" "$install_log"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
    apt-get -q -y -o DPkg::Lock::Timeout=120 -o Acquire::Retries=0 "$@" >>"$install_log" 2>&1 </dev/null || status=$?
  stop_ticker
  return $status
}

install_packages() {
  local command=(install --no-install-recommends --no-remove "${packages[@]}")
  apt_get "this can take some minutes (log: $install_log)" "${command[@]}" && return 0
  if grep -q 'dpkg --configure -a' "$install_log"; then
    say "an earlier installation was interrupted: finishing it first"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive dpkg --configure -a >>"$install_log" 2>&1 </dev/null
  else
    apt_get "updating apt's lists" update || true
  fi
  apt_get "trying again" "${command[@]}"
}

# Boost 1.74 and 1.81 exclude each other, for example: what a person has installed is not ours to remove.
refuse_removals() {
  local removed
  removed=$(LC_ALL=C apt-get -s install --no-install-recommends "${packages[@]}" 2>/dev/null \
    | sed -n 's/^Remv \([^ ]*\).*/\1/p' | tr '\n' ' ')
  [ -n "$removed" ] || return 0
  say "installing ${packages[*]} would remove: $removed"
  say "If that is all right, run this, then call again:"
  printf '    %s\n' "${as_root[*]:+sudo }apt-get install --no-install-recommends ${packages[*]}" >&2
  exit 3
}

list_needs() {
  local package why
  while IFS='|' read -r package _ why; do
    case $package in boost) package='Boost >= 1.81' ;; esac
    printf '    %-20s %s\n' "$package" "$why" >&2
  done <<<"$1"
}

# Installs what is missing for $1 (grade or test), having said what and why.
ensure_packages() {
  local unmet needs=$needs_to_grade
  if [ "$1" = test ]; then needs=$needs$needs_to_test; fi
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    without_apt "$needs"
    return
  fi
  unmet=$(unmet_needs <<<"$needs")
  [ -n "$unmet" ] || return 0
  say "these packages are missing:"
  list_needs "$unmet"
  local install_log=$build/install.log
  : >"$install_log"
  resolve_packages "$unmet" || local outdated=yes
  become_root
  if [ "${outdated:-no}" = yes ]; then
    apt_get "updating apt's lists" update || no_packages "apt-get update failed (no network?)"
    resolve_packages "$unmet" || no_packages "apt knows no package for some of them: ${packages[*]}"
  fi
  refuse_removals
  say "installing: ${as_root[*]:+sudo }apt-get install -y --no-install-recommends ${packages[*]}"
  install_packages || no_packages "apt-get install failed"
  unmet=$(unmet_needs <<<"$needs")
  if [ -n "$unmet" ]; then
    say "still missing after the installation:"
    list_needs "$unmet"
    exit 3
  fi
}

# Installs the packages of the lines of needs in $1: all at once, or those that can be had.
install_what_can_be_had() {
  local each
  if ! resolve_packages "$1"; then
    apt_get "updating apt's lists" update || return 0
  fi
  if resolve_packages "$1" && install_packages; then return 0; fi
  while read -r each; do
    if resolve_packages "$each"; then
      apt_get "installing ${packages[*]}" install --no-install-recommends --no-remove "${packages[@]}" || true
    fi
  done <<<"$1"
}

# Tries to install what only some tests need. Never a reason to stop.
offer_packages() {
  local unmet install_log=$build/install-optional.log
  command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 0
  unmet=$(unmet_needs <<<"$some_tests_need")
  [ -n "$unmet" ] || return 0
  say "some tests need these packages, too:"
  list_needs "$unmet"
  : >"$install_log"
  as_root=()
  if [ "$(id -u)" != 0 ]; then as_root=(sudo -n); fi
  if [ ${#as_root[@]} = 0 ] || sudo -n true 2>/dev/null; then install_what_can_be_had "$unmet"; fi
  unmet=$(unmet_needs <<<"$some_tests_need")
  [ -n "$unmet" ] || return 0
  say "these could not be installed (log: $install_log); the tests that need them are skipped:"
  list_needs "$unmet"
}

no_packages() {
  if [ -s "$install_log" ]; then show_log "$install_log" 6; fi
  say "$1. When that is put right, call again, or install by hand:"
  install_command "${as_root[*]:+sudo }"
  exit 3
}

# Without apt only commands can be looked for; whether the libraries are there, CMake will say.
without_apt() {
  local package probe why absent=''
  while IFS='|' read -r package probe why; do
    if [ -n "$probe" ] && ! command -v "$probe" >/dev/null; then absent="$absent $probe"; fi
  done <<<"$1"
  [ -n "$absent" ] || return 0
  say "missing:$absent. This system has no apt-get, and no other package manager is supported."
  say "Install what matches these Debian packages, then call again:"
  list_needs "$(sed '/^$/d' <<<"$1")"
  exit 3
}
