// Which addresses of this process are memory that processes share, and which object they show.
//
// One object may be mapped at several addresses, in one process or in several: its pages have the
// same Key everywhere. The table is filled by the mmap and shmat wrappers, before and during
// recordings, and inherited at fork.
//
// THREADS  all functions may be called from several threads at once; none blocks.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>

#include "task.hpp"

namespace lockstep::explorer::activity {

inline constexpr std::uint64_t kSharedSpace = std::uint64_t{1} << 63;

/// An object that no other mapping shows: anonymous memory.
std::uint64_t new_space() noexcept;

/// The object behind a descriptor: the same for every descriptor of one file, pipe or memfd.
/// `kind` keeps apart what is used in different ways. 0 when there is no such descriptor.
std::uint64_t space_of(int descriptor, std::uint64_t kind) noexcept;

/// The same number for the same two.
std::uint64_t space_of_id(std::uint64_t id, std::uint64_t kind) noexcept;

void add_mapping(const void* start, std::size_t size, std::uint64_t space,
                 std::uint64_t offset) noexcept;
void remove_mapping(const void* start, std::size_t size) noexcept;

/// True, and the key set, if `address` lies in memory that processes share. `mapped_by`: the number
/// of the task that mapped it; -1 if that was before the recording.
bool shared_key(std::uintptr_t address, Key& key, std::int32_t* mapped_by = nullptr) noexcept;

}  // namespace lockstep::explorer::activity
