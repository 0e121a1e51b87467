// The heap of the explored program: the same addresses in every execution that asks for the same.
//
// Freed blocks are given out again last in, first out within a size class, as malloc does, so that
// what hangs on addresses being used again (ABA) is seen. Between executions the arena goes back to
// what it was at keep(): nothing of an execution is left.
//
// THREADS  belongs to the one kernel thread that explores; before that, to the program's start-up.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace lockstep::explorer::runtime {

class Arena {
 public:
  void open(std::uintptr_t wanted, std::size_t reserve);
  [[nodiscard]] bool is_open() const noexcept { return base_ != nullptr; }

  /// nullptr where `size` is more than there is. `alignment` is a power of two.
  [[nodiscard]] void* allocate(std::size_t size, std::size_t alignment, bool zeroed) noexcept;

  enum class Freed : std::uint8_t { done, twice, foreign };
  Freed free(void* memory) noexcept;

  [[nodiscard]] bool owns(const void* memory) const noexcept {
    return static_cast<std::size_t>(static_cast<const std::byte*>(memory) - base_) < reserve_;
  }
  /// 0 where `memory` is not a block that is in use.
  [[nodiscard]] std::size_t size_of(const void* memory) const noexcept;

  /// From now on reset() comes back to this moment; what is in use now must be restored by others.
  void keep() noexcept { kept_ = lists_; }
  void reset() noexcept;

  /// Bytes from the beginning on that hold blocks, or held some.
  [[nodiscard]] std::size_t used() const noexcept { return lists_.used; }

  /// The part that was in use at keep().
  [[nodiscard]] std::byte* begin() const noexcept { return base_; }
  [[nodiscard]] std::byte* kept_end() const noexcept { return base_ + kept_.used; }

 private:
  struct Header {
    std::uint64_t size : 48;  // asked for
    std::uint64_t room : 16;  // size class
    std::uint32_t ahead;      // 16 bytes each: the block begins so much before the header
    std::uint32_t state;      // kInUse or kFree; anything else: no header
  };
  struct Lists {
    std::size_t used = 0;
    std::array<std::byte*, 512> free{};  // by size class: the block last freed
  };

  static constexpr std::uint32_t kInUse = 0x10c5'7e90;
  static constexpr std::uint32_t kFree = 0x10c5'7e91;
  static constexpr std::size_t kHeader = 16;

  [[nodiscard]] static std::size_t class_of(std::size_t size) noexcept;
  [[nodiscard]] static std::size_t room_of(std::size_t size_class) noexcept;
  [[nodiscard]] Header* header_of(const void* memory) const noexcept;
  [[nodiscard]] std::byte* take(std::size_t size_class, bool& fresh) noexcept;

  std::byte* base_ = nullptr;
  std::size_t reserve_ = 0;
  std::size_t touched_ = 0;  // memory from here on has never been used and is zero
  Lists lists_;
  Lists kept_;
};

}  // namespace lockstep::explorer::runtime
