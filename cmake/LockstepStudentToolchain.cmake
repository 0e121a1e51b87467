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

# -Og keeps every access where the student wrote it; -O1 would fold three `++c` into one.
set(LOCKSTEP_STUDENT_FLAGS -std=c++20 -pthread -Wall -Wextra)
# Places in the student's code come from the instrumented programs; debug information would only cost.
set(LOCKSTEP_PLAIN_FLAGS ${LOCKSTEP_STUDENT_FLAGS} -O1)
set(LOCKSTEP_INSTRUMENTED_FLAGS ${LOCKSTEP_STUDENT_FLAGS} -Og -g1 -fsanitize=thread)
