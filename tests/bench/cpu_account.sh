# Sourced. CPU time of a command and of everything that descends from it, whoever waits for it.
#
# getrusage() would miss the sandbox: its helper ignores SIGCHLD, so that the CPU time of its
# children is added to nobody's account. A cgroup counts them all. Where none can be made, the
# machine's own counters are compared before and after; that is right on an idle machine only.
#
#   open_account; accounted COMMAND…; close_account
#   sets ACCOUNT_METHOD, ACCOUNT_CPU_MS, ACCOUNT_WALL_MS

open_account() {
  local name=lockstep-bench.$$
  if mkdir "/sys/fs/cgroup/cpuacct/$name" 2>/dev/null; then
    account_folder=/sys/fs/cgroup/cpuacct/$name
    ACCOUNT_METHOD="cgroup v1 (cpuacct.usage)"
    account_now() { cat "$account_folder/cpuacct.usage"; }
  elif mkdir "/sys/fs/cgroup/$name" 2>/dev/null && [[ -r /sys/fs/cgroup/$name/cpu.stat ]]; then
    account_folder=/sys/fs/cgroup/$name
    ACCOUNT_METHOD="cgroup v2 (cpu.stat)"
    account_now() { awk '/^usage_usec/ {print $2 * 1000}' "$account_folder/cpu.stat"; }
  else
    account_folder=
    ACCOUNT_METHOD="/proc/stat of the whole machine"
    local tick=$((1000000000 / $(getconf CLK_TCK)))
    # user nice system, and irq softirq: not idle, iowait, steal
    eval "account_now() { awk '/^cpu / {printf \"%.0f\", (\$2 + \$3 + \$4 + \$7 + \$8) * $tick}' /proc/stat; }"
  fi
}

close_account() {
  if [[ -n ${account_folder:-} ]]; then rmdir "$account_folder" 2>/dev/null || true; fi
}

accounted() {
  local begin=${EPOCHREALTIME/[.,]/} cpu status=0
  cpu=$(account_now)
  (
    if [[ -n $account_folder ]]; then echo "$BASHPID" > "$account_folder/cgroup.procs"; fi
    "$@"
  ) || status=$?
  ACCOUNT_WALL_MS=$(((${EPOCHREALTIME/[.,]/} - begin) / 1000))
  # What the command left behind to end by itself, the sandbox's helpers for instance.
  if [[ -n $account_folder ]]; then
    for _ in {1..200}; do [[ ! -s $account_folder/cgroup.procs ]] && break; sleep 0.01; done
  fi
  ACCOUNT_CPU_MS=$((($(account_now) - cpu) / 1000000))
  return "$status"
}
