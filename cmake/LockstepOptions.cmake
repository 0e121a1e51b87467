# lockstep::options: what every target of ours is compiled with. Students' code is not: see
# LockstepStudentToolchain.
set(LOCKSTEP_SANITIZE "" CACHE STRING "Sanitizers for our own code, as given to -fsanitize=")

add_library(lockstep_options INTERFACE)
add_library(lockstep::options ALIAS lockstep_options)
target_compile_features(lockstep_options INTERFACE cxx_std_20)
target_compile_options(lockstep_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wconversion -Wsign-conversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(lockstep_options INTERFACE -Wno-restrict)  # GCC bug 105651: std::string
endif()
if(LOCKSTEP_WERROR)
  target_compile_options(lockstep_options INTERFACE -Werror)
endif()
if(LOCKSTEP_SANITIZE)
  target_compile_options(lockstep_options INTERFACE
    -fsanitize=${LOCKSTEP_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(lockstep_options INTERFACE -fsanitize=${LOCKSTEP_SANITIZE})
endif()
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

# Tests are built more often than they compute, and most of their building went into the headers of
# GoogleTest and of the standard library. Without the option every file has to include what it uses;
# the preset clang checks that. (In what is optimised, g++ 12 warns of what it inlined from precompiled
# headers as if it were ours.)
option(LOCKSTEP_PRECOMPILE "Precompile the headers that most tests include" ON)
set(LOCKSTEP_UNOPTIMISED $<$<CONFIG:Release>:-O0>)
if(LOCKSTEP_PRECOMPILE)
  file(WRITE ${CMAKE_BINARY_DIR}/nothing.cpp "")
  add_library(lockstep_test_headers OBJECT ${CMAKE_BINARY_DIR}/nothing.cpp)
  target_link_libraries(lockstep_test_headers PRIVATE lockstep::options GTest::gmock GTest::gtest)
  target_compile_options(lockstep_test_headers PRIVATE ${LOCKSTEP_UNOPTIMISED})
  target_precompile_headers(lockstep_test_headers PRIVATE
    <algorithm> <chrono> <filesystem> <fstream> <functional> <map> <optional> <set> <string> <vector>
    <gmock/gmock.h> <gtest/gtest.h>)
endif()

# lockstep_gtest(TARGET): a program of tests with GoogleTest, or a suite.
function(lockstep_gtest target)
  target_compile_options(${target} PRIVATE ${LOCKSTEP_UNOPTIMISED})
  if(LOCKSTEP_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM lockstep_test_headers)
  endif()
endfunction()

# lockstep_library(NAME [SOURCES …] [DEPENDS …] [USES …])
# One static library for each folder. DEPENDS are visible to users of the headers, USES are not.
# A library without SOURCES is header-only.
function(lockstep_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;USES")
  if(arg_SOURCES)
    add_library(lockstep_${name} STATIC ${arg_SOURCES})
    target_include_directories(lockstep_${name} PUBLIC include)
    target_link_libraries(lockstep_${name} PUBLIC ${arg_DEPENDS} PRIVATE lockstep::options ${arg_USES})
  else()
    add_library(lockstep_${name} INTERFACE)
    target_include_directories(lockstep_${name} INTERFACE include)
    target_link_libraries(lockstep_${name} INTERFACE ${arg_DEPENDS})
  endif()
  add_library(lockstep::${name} ALIAS lockstep_${name})
endfunction()
