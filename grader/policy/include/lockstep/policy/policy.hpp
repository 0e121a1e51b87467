// Refuses an object file that interferes with its grading.
//
// What it looks for stands in ARCHITECTURE.md, "The object-file policy". It must never refuse
// honest code, so it judges only what a compiler does not make of ordinary C++ by itself. It is no
// wall: what runs in the sandbox is judged by what the kernel saw, whatever its code looks like.
//
// THREADS  pure functions.
#pragma once

#include <optional>
#include <string_view>

#include <lockstep/policy/assembly.hpp>
#include <lockstep/policy/object_file.hpp>
#include <lockstep/verdict/finding.hpp>

namespace lockstep::policy {

/// What the object was made from.
struct Origin {
  std::string_view file;      // the student's, as it is to be shown
  bool instrumented = false;  // with -fsanitize=thread
};

/// The first thing that is wrong, with its place; nullopt where nothing is.
[[nodiscard]] std::optional<verdict::Finding> tampering_in(const ObjectFile& object,
                                                           const Assembly& assembly,
                                                           const Origin& origin);

/// The part of it that is known even where the assembler refused the text.
[[nodiscard]] std::optional<verdict::Finding> tampering_in(const Assembly& assembly,
                                                           const Origin& origin);

}  // namespace lockstep::policy
