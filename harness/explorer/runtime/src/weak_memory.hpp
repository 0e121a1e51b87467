// Which values a load may read, by C++20 [intro.races] and [atomics.order].
//
// Not older than what its task, or anything that happens before it, has read or written
// (coherence). The order S of all seq_cst operations is the order in which they are carried out: a
// seq_cst load, or any load after a seq_cst fence, may not read older than what earlier operations
// of S, or what happens before earlier fences of S, have seen.
//
// Left out, though C++ allows it: stores that take effect in another order than they were carried
// out in, loads that read what is stored only later (load buffering), failed compare-exchanges that
// read older values. A load in a loop reads an old value again twice, then it is shown the newest:
// values become visible in finite time.
//
// B. Norris and B. Demsky, "CDSChecker: Checking Concurrent Data Structures Written with C/C++
// Atomics", OOPSLA 2013; W. Luo and B. Demsky, "C11Tester", ASPLOS 2021.
//
// THREADS  belongs to the one kernel thread that explores.
#pragma once

#include <cstdint>
#include <vector>

#include "core.hpp"

namespace lockstep::explorer::runtime {

/// Histories are kept from now on, and the exploration starts anew: a program that never uses
/// weaker orders than seq_cst pays nothing.
void begin_weak_memory();

/// Relaxed stores and seq_cst loads of one atomic, or a seq_cst fence: the order of S is to be
/// explored as well.
void make_seq_cst_visible();

/// What a seq_cst operation touches beside its atomic. Operations commute, fences do not.
[[nodiscard]] Touch order_of_seq_cst(Use use) noexcept;

/// Appends the older values that the task's published load may read.
void offer_older(std::vector<Candidate>& into, const Task& task);

/// The history of an atomic that holds what lies at `memory`; nullptr where none is kept.
[[nodiscard]] History* history_of(Object& object, const volatile void* memory, std::uint32_t size);

/// The current task has read that store.
void note_read(History& history, std::uint32_t number, int order);

/// Before the current task stores, and after it has.
struct Moment {
  History* history = nullptr;
  std::uint32_t time = 0;
};
[[nodiscard]] Moment before_store(Object& object, const volatile void* memory, std::uint32_t size);
void after_store(const Moment& before, const Object& object, const volatile void* memory, int order,
                 std::uintptr_t pc);

/// For replays: the current task reads an old value.
void record_old_read(const Object& object, std::uint32_t number, std::uint32_t size, int order,
                     std::uintptr_t pc);

/// A seq_cst fence of the current task.
void note_fence();

}  // namespace lockstep::explorer::runtime
