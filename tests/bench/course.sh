# shellcheck shell=bash
# A course that hands in ex3, for the benchmarks of `grade batch`. The script that reads it has set root,
# exercise, work (a folder of its own) and count; `batch` grades the folder $in.
# shellcheck disable=SC2154,SC2034

correct=("$root"/solutions/ex3-queue-summation/*.cpp)
racing=()
wrong=()
for each in "$exercise"/mutants/*.cpp; do
  case $(basename "$each") in
    no_lock.cpp | unlocked_peek.cpp | plain_flag.cpp | relaxed_lock.cpp) racing+=("$each") ;;
    write_end_kept_open.cpp | spins_on_the_queue.cpp) ;;
    *) wrong+=("$each") ;;
  esac
done

# Another indentation, another name for the loop variable, and who it is from.
rewritten() {
  sed -E "s/\\bi\\b/i_$2/g; s/^( +)/$(printf '%*s' $(($2 % 4)) '')\\1/; 1i // student $2" "$1"
}
# Prints submission $1; $2 is how many of its kind there were.
submission() {
  case $(($1 % 6)) in
    0) rewritten "${correct[$2 % ${#correct[@]}]}" "$1" ;;
    1) rewritten "${wrong[$2 % ${#wrong[@]}]}" "$1" ;;
    2) rewritten "${racing[$2 % ${#racing[@]}]}" "$1" ;;
    # Nobody is told that a result is there; or an end of the pipe that nobody closes.
    3) if [ $(($2 % 2)) = 0 ]; then rewritten "${correct[2]}" "$1" | sed '/notify_/d'; else
         rewritten "$exercise/mutants/write_end_kept_open.cpp" "$1"
       fi ;;
    4) rewritten "${correct[$2 % ${#correct[@]}]}" "$1" | sed '0,/return/s/return/retrun/' ;;
    5) sed 's/$/\r/' "$work/in/student$(($1 - 5))/queue_summation.cpp" ;;
  esac
}
make_submissions() {
  local i
  in=$work/in
  for ((i = 0; i < count; ++i)); do
    mkdir -p "$work/in/student$i"
    submission "$i" $((i / 6)) >"$work/in/student$i/queue_summation.cpp"
  done
}

# hand_out PARTS  copies what make_submissions made to folders part0, part1 … of all kinds; a duplicate stays with
# its original.
hand_out() {
  local i part
  for ((i = 0; i < count; ++i)); do
    part=$work/part$((i / 6 % $1))
    mkdir -p "$part"
    cp -r "$work/in/student$i" "$part/"
  done
}

# seconds COMMAND…  prints the wall time; what the command says goes into $work/said
seconds() {
  local begin end
  begin=$(date +%s.%N)
  "$@" >"$work/said" 2>&1 || true
  end=$(date +%s.%N)
  awk -v a="$begin" -v b="$end" 'BEGIN {printf "%.2f", b - a}'
}
# Each call begins with an empty compiler's cache.
batch() { LOCKSTEP_CACHE=$1.cache grade batch ex3 "$in" --out "$1" "${@:2}"; }
show() { awk -v text="$1" -v s="$2" -v n="$count" 'BEGIN {printf "%-34s %8.2f s   %6.2f submissions/s\n", text, s, n / s}'; }
