# lockstep::options: what every target of ours is compiled with. Students' code is not: see
# LockstepStudentToolchain.
set(LOCKSTEP_SANITIZE "" CACHE STRING "Sanitizers for our own code, as given to -fsanitize=")

add_library(lockstep_options INTERFACE)
add_library(lockstep::options ALIAS lockstep_options)
target_compile_features(lockstep_options INTERFACE cxx_std_20)
target_compile_options(lockstep_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wconversion -Wsign-conversion)
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
