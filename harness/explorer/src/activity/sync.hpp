// What the wrapped calls tell the recorder about synchronisation.
//
// Every function here counts as an operation that may have ordered the task with others, whether
// it acquires, releases or only waits: a race is claimed only before the first of them.
#pragma once

#include <cstdint>

#include "task.hpp"

namespace lockstep::explorer::activity {

/// Something in memory: orders processes only if they share that memory.
void synchronised_at(const volatile void* where) noexcept;
/// Something that the kernel keeps, or a wait for another task.
void synchronised_by_kernel() noexcept;

void lock_acquired(const volatile void* where) noexcept;
void lock_released(const volatile void* where) noexcept;
void kernel_lock_acquired(Key lock) noexcept;
void kernel_lock_released(Key lock) noexcept;
/// All kernel locks on one file, wherever they start.
void kernel_locks_released(std::uint64_t space) noexcept;

/// `amount` tokens taken or put; a kernel object's key has a space of its own.
void tokens_taken(Key object, std::int64_t amount) noexcept;
void tokens_put(Key object, std::int64_t amount) noexcept;
/// How many there are is not known any more.
void tokens_unknown(Key object) noexcept;

/// The key of something in memory, and whether processes share it.
Key key_at(const volatile void* where, bool& shared) noexcept;

/// An atomic word was changed. `conditional`: by exchange or compare-exchange, as a lock's word is
/// when it is acquired; `by_store`: by a plain atomic store, as it often is when it is released.
enum class Change : std::uint8_t { exchange, arithmetic, store };
void word_changed(const volatile void* where, std::uint64_t before, std::uint64_t after,
                  Change change) noexcept;

}  // namespace lockstep::explorer::activity
