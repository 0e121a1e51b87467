// Programs that are known from textbooks and papers.
#pragma once

#include "simulator.hpp"

namespace lockstep::explorer::simulator {

Program each_locks_once(std::uint32_t tasks);
Program locked_pushes(std::uint32_t tasks, std::uint32_t pushes);
/// One task writes `readers` variables, each of the others reads one of them.
Program one_writer(std::uint32_t readers);
/// Each task adds 1 `times` times by an atomic load and an atomic store.
Program lost_update(std::uint32_t tasks, std::uint32_t times);
Program abba(bool with_gate);
Program philosophers(std::uint32_t count, bool ordered);
/// One producer, consumers that look once (`if`) or until it is true (`while`).
Program consumers(std::uint32_t count, bool loop);
Program notify_before_wait();
/// Fails only if each of two tasks is interrupted once at the right place.
Program depth_three();
/// Fails only if the first task is interrupted twice and the second once.
Program three_preemptions();
/// Fails if one particular of many tasks, which the first one creates, is the first to write.
Program one_late_task_first(std::uint32_t tasks, std::uint32_t special);

}  // namespace lockstep::explorer::simulator
