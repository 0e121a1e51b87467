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

/// The first thing that is wrong with an object compiled with -fsanitize=thread, with its place;
/// nullopt where nothing is. `file` is the student's, as it is to be shown.
[[nodiscard]] std::optional<verdict::Finding> tampering_in(const ObjectFile& object,
                                                           const Assembly& assembly,
                                                           std::string_view file);

/// The part of it that is known even where the assembler refused the text.
[[nodiscard]] std::optional<verdict::Finding> tampering_in(const Assembly& assembly,
                                                           std::string_view file);

}  // namespace lockstep::policy
