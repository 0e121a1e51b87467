// Preloaded into compilers: their memory is asked for in huge pages.
//
// A compiler with a precompiled header takes twenty thousand page faults, most of them to copy
// pages of the header that it writes to. Each costs little on a bare machine; in a virtual one,
// where all processors wait for each other in them, they are half of a compilation, and two
// compilers are no faster than one. So writable private mappings of large files are read at once,
// and they and other large mappings are advised to be huge. Nothing else changes: what cannot be
// had is left as it is.
#include <cerrno>
#include <cstddef>

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr std::size_t kHugePage = 2U << 20U;
constexpr std::size_t kLargeFile = 4 * kHugePage;

void* map(void* at, std::size_t size, int protection, int flags, int file, off_t offset) noexcept {
  return reinterpret_cast<void*>(::syscall(SYS_mmap, at, size, protection, flags, file, offset));
}

bool read_whole(int file, off_t offset, char* to, std::size_t size) noexcept {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t more = ::pread(file, to + done, size - done, offset + static_cast<off_t>(done));
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return false;
    if (more == 0) break;  // the rest of the last page
    done += static_cast<std::size_t>(more);
  }
  return true;
}

void* map_huge(void* at, std::size_t size, int protection, int flags) noexcept {
  void* const memory = map(at, size, protection, flags | MAP_ANONYMOUS, -1, 0);
  if (memory != MAP_FAILED) ::madvise(memory, size, MADV_HUGEPAGE);
  return memory;
}

}  // namespace

extern "C" {

void* mmap(void* at, std::size_t size, int protection, int flags, int file, off_t offset) noexcept {
  const bool own = (protection & PROT_WRITE) != 0 && (flags & MAP_PRIVATE) != 0;
  if (own && file < 0 && size >= kHugePage) return map_huge(at, size, protection, flags);
  if (!own || file < 0 || size < kLargeFile) return map(at, size, protection, flags, file, offset);
  void* const memory = map_huge(at, size, protection, flags);
  if (memory != MAP_FAILED && read_whole(file, offset, static_cast<char*>(memory), size)) {
    return memory;
  }
  if (memory != MAP_FAILED) ::munmap(memory, size);
  return map(at, size, protection, flags, file, offset);
}

void* mmap64(void* at, std::size_t size, int protection, int flags, int file,
             off_t offset) noexcept {
  return mmap(at, size, protection, flags, file, offset);
}

}  // extern "C"
