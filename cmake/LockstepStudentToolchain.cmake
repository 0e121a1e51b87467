# How submissions are compiled: one place for the build (precompiled headers, entries) and, through a
# generated header, for the grader, because a precompiled header is only taken with the same flags.
find_program(LOCKSTEP_STUDENT_CXX NAMES g++ REQUIRED)
find_program(LOCKSTEP_MOLD mold)
find_program(LOCKSTEP_LLD ld.lld)
if(LOCKSTEP_MOLD)
  set(LOCKSTEP_STUDENT_LINKER -fuse-ld=mold)
elseif(LOCKSTEP_LLD)
  set(LOCKSTEP_STUDENT_LINKER -fuse-ld=lld)
else()
  set(LOCKSTEP_STUDENT_LINKER -fuse-ld=bfd)
endif()

# libstdc++ 12's own semaphore can lose a wake-up (GCC bug 104928), which is no fault of a student's.
set(LOCKSTEP_SEMAPHORE_FLAGS -D_GLIBCXX_USE_POSIX_SEMAPHORE -D_GLIBCXX_REQUIRE_POSIX_SEMAPHORE)
set(LOCKSTEP_STUDENT_FLAGS -std=c++20 -pthread -Wall -Wextra ${LOCKSTEP_SEMAPHORE_FLAGS})
# -Og keeps every access where the student wrote it; -O1 would fold three `++c` into one. Expanded in
# place, memset and its like would hide what they write. addr2line takes the wrong file for templates
# in the fifth version of DWARF.
set(LOCKSTEP_EXPLORED_FLAGS -Og -fsanitize=thread -gdwarf-4
  -fno-builtin-memset -fno-builtin-memmove -fno-builtin-strcpy ${LOCKSTEP_SEMAPHORE_FLAGS})
set(LOCKSTEP_INSTRUMENTED_FLAGS ${LOCKSTEP_STUDENT_FLAGS} -g1 ${LOCKSTEP_EXPLORED_FLAGS})
