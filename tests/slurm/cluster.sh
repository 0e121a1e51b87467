# shellcheck shell=bash
# A real Slurm of two nodes on this machine, on loopback only: munged, slurmctld and two slurmd. Needs root.
# The script that reads it has set files (a folder of its own); everything lies below $cluster. It may set
# own_processors to yes: then each node has one processor that the other does not use.
# shellcheck disable=SC2154

# A port that nobody listens on now; each call another one.
next_port=$((20000 + RANDOM % 20000))
free_port() {
  while ss -Hltn "sport = :$next_port" | grep -q .; do next_port=$((next_port + 1)); done
  port=$next_port
  next_port=$((next_port + 1))
}

wait_until() { # SECONDS COMMAND…
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.2
  done
}

start_munge() {
  install -d -o munge -g munge -m 711 "$cluster/munge"
  head -c 1024 /dev/urandom >"$cluster/munge/key"
  chown munge:munge "$cluster/munge/key"
  chmod 400 "$cluster/munge/key"
  setpriv --reuid munge --regid munge --clear-groups munged --key-file "$cluster/munge/key" --socket "$cluster/munge/socket" \
    --pid-file "$cluster/munge/pid" --log-file "$cluster/munge/log" --seed-file "$cluster/munge/seed"
}

write_configuration() {
  local ports=() cpus=2
  [ "${own_processors:-no}" = no ] || cpus=1
  while [ ${#ports[@]} -lt 3 ]; do free_port && ports+=("$port"); done
  mkdir -p "$cluster"/{state,spool1,spool2,log}
  cat >"$cluster/slurm.conf" <<C
ClusterName=lockstep
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=${ports[0]}
AuthType=auth/munge
AuthInfo=socket=$cluster/munge/socket
CryptoType=crypto/munge
SlurmUser=root
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool%n
SlurmctldPidFile=$cluster/slurmctld.pid
SlurmdPidFile=$cluster/slurmd-%n.pid
SlurmctldLogFile=$cluster/log/slurmctld
SlurmdLogFile=$cluster/log/slurmd-%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdTimeout=10
MinJobAge=300
SchedulerParameters=sched_interval=5
SlurmdParameters=config_overrides
NodeName=lone NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=${ports[1]} CPUs=$cpus RealMemory=4000 State=UNKNOWN
NodeName=ltwo NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=${ports[2]} CPUs=$cpus RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes=lone,ltwo Default=YES MaxTime=INFINITE State=UP
C
  mkdir -p "$cluster"/spool{lone,ltwo}
  echo 'CgroupAutomount=no' >"$cluster/cgroup.conf"
  export SLURM_CONF=$cluster/slurm.conf
}

start_node() { # NAME PROCESSOR
  local on=()
  [ "${own_processors:-no}" = no ] || on=(taskset -c "$2")
  "${on[@]}" slurmd -f "$SLURM_CONF" -N "$1"
}

two_idle_nodes() { [ "$(sinfo -h -o '%D %t' | awk '$2 == "idle" {n += $1} END {print n + 0}')" = 2 ]; }

start_cluster() {
  cluster=$files/cluster
  mkdir -p "$cluster"
  chmod 755 "$files" "$cluster"
  start_munge
  write_configuration
  slurmctld -f "$SLURM_CONF"
  start_node lone 0
  start_node ltwo 1
  wait_until 30 two_idle_nodes
}

end_process() { # PIDFILE
  local pid
  pid=$(cat "$1" 2>/dev/null) || return 0
  kill -9 "$pid" 2>/dev/null || true
}

# Ends a process and all that it started, the process first.
kill_tree() {
  local children
  children=$(pgrep -P "$1" || true)
  kill -9 "$1" 2>/dev/null || true
  for child in $children; do kill_tree "$child"; done
}

# As if its machine had lost power: the daemon, and its steps (they hold the node's log open) with their jobs.
kill_node() {
  local step
  end_process "$cluster/slurmd-$1.pid"
  for step in $(pgrep slurmstepd || true); do
    if find "/proc/$step/fd" -lname "$cluster/log/slurmd-$1" 2>/dev/null | grep -q .; then
      kill_tree "$step"
    fi
  done
}

stop_cluster() {
  scancel -u "$(id -un)" 2>/dev/null || true
  kill_node lone
  kill_node ltwo
  end_process "$cluster/slurmctld.pid"
  end_process "$cluster/munge/pid"
}
