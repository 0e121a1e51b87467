#!/usr/bin/env bash
# slurm_test.sh CLONE BUILD CASE: `grade batch --engine slurm` on a real cluster of two nodes. Status 77:
# cannot be tried here.
# shellcheck disable=SC2016
set -euo pipefail
source_root=$1
build=$2
case_name=$3
folder=ex3-queue-summation
file=queue_summation.cpp
stub=$source_root/exercises/$folder/$file

# shellcheck source=tests/e2e/helpers.sh
. "$source_root/tests/e2e/helpers.sh"
# shellcheck source=tests/e2e/batch_helpers.sh
. "$source_root/tests/e2e/batch_helpers.sh"
# shellcheck source=tests/slurm/cluster.sh
. "$source_root/tests/slurm/cluster.sh"

end_case() {
  stop_cluster
  if [ "$1" = 0 ]; then rm -rf "$files"; else echo "files were left in $files"; fi
  exit "$1"
}

cluster_or_skip() {
  local program
  [ "$(id -u)" = 0 ] || skip 'needs root'
  for program in munged slurmctld slurmd sbatch setpriv ss; do
    command -v $program >/dev/null || skip "no $program (packages slurm-wlm and munge)"
  done
  id munge >/dev/null 2>&1 || skip 'no user munge'
  trap 'end_case $?' EXIT
  start_cluster || die "no cluster: $(tail -n 20 "$cluster"/log/*)"
}

on_cluster() { run timeout 200 grade batch ex3 in --out out --engine slurm "$@"; }

results() { find out/slurm/results -name '*.json' 2>/dev/null | wc -l; }

test_an_array_grades_what_one_machine_would() {
  cluster_or_skip
  fake_suite_that_fails threads.sums
  for i in {1..12}; do blank in/s"$i"/$file "$i"; done
  mkdir -p in/real && cp "$stub" in/real/$file
  run grade batch ex3 in --out local
  expect_status 0
  on_cluster --chunk 4
  expect_status 0
  expect_in '13 submissions in 4 tasks' "$err"
  # 512 MiB for a compiler, 128 for ourselves.
  expect_in 'MinMemoryCPU=640M' "$(scontrol show job "$(cat out/slurm/array)")"
  grade batch show --out local >expected
  grade batch show --out out >actual
  diff expected actual || die 'another table than on one machine'
  # Nothing changed, so there is nothing to submit.
  on_cluster
  expect_status 0
  expect_not_in submitted "$err"
}

test_a_node_that_dies_costs_nothing() {
  cluster_or_skip
  # Each task waits at its first real check until the node is dead; the other node's goes on then.
  fake_suite <<<'touch "$files/running-$SLURMD_NODENAME"; while [ -e "$files/hold" ]; do sleep 0.1; done; '"$passing"
  touch "$files/hold"
  for i in {1..8}; do blank in/s"$i"/$file "$i"; done
  for i in 1 2; do
    mkdir -p in/real$i
    sed "\$a // $i" "$stub" >in/real$i/$file
  done
  timeout 200 grade batch ex3 in --out out --engine slurm --chunk 5 --sbatch=--spread-job >first.out 2>first.err &
  local pid=$!
  wait_until 60 test -e "$files/running-lone" || wait_until 60 test -e "$files/running-ltwo"
  local node=lone
  [ -e "$files/running-lone" ] || node=ltwo
  kill_node $node
  rm "$files/hold"
  status=0
  wait $pid || status=$?
  out=$(cat first.out) err=$(cat first.err)
  expect_status 0
  expect_in 'they are tried again' "$err"
  expect_in '10 graded (10 submissions now)' "$out"
  whole_store out
  [ "$(sqlite3 out/batch.sqlite 'SELECT count(*) FROM result')" = 10 ] || die 'graded twice, or lost'
}

test_resume_picks_up_a_running_array() {
  cluster_or_skip
  fake_suite <<<'touch "$files/running"; while [ -e "$files/hold" ]; do sleep 0.1; done; '"$passing"
  touch "$files/hold"
  blank in/s1/$file 1
  mkdir -p in/real && cp "$stub" in/real/$file
  grade batch ex3 in --out out --engine slurm >first.out 2>first.err &
  local pid=$!
  wait_until 60 test -e "$files/running" || die "nothing ran: $(cat first.err)"
  kill -INT $pid
  status=0
  wait $pid || status=$?
  expect_status 130
  expect_in 'goes on without you; the same command with --resume picks it up' "$(cat first.err)"
  on_cluster
  expect_status 3
  expect_in '--resume picks it up' "$err"
  grade batch ex3 in --out out --engine slurm --resume >second.out 2>second.err &
  pid=$!
  wait_until 30 grep -q 'picked up' second.err || die "not picked up: $(cat second.err)"
  rm "$files/hold"
  status=0
  wait $pid || status=$?
  out=$(cat second.out) err=$(cat second.err)
  expect_status 0
  expect_in '2 graded' "$out"
  expect_not_in submitted "$err"
}

run_case
