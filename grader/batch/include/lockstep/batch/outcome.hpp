// What grading one submission came to, as the store keeps it. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <lockstep/judge/result.hpp>
#include <lockstep/store/ledger.hpp>

namespace lockstep::batch {

/// `json` is lockstep/result/v1 with `measured`, as this version of `grade` writes it. Text that is
/// none is a grader fault that says so.
[[nodiscard]] store::Graded outcome(std::string_view json);
[[nodiscard]] store::Graded outcome(const judge::Result& result);

/// What differs between two outlines, "threads.no-race: passed 3 → failed 0 (data-race)"; empty
/// where nothing does.
[[nodiscard]] std::vector<std::string> differences(const std::string& before,
                                                   const std::string& after);

/// "the exercise", "the grader and the compiler": what changed between two gradings.
[[nodiscard]] std::string cause(const store::Side& before, const store::Side& after);

}  // namespace lockstep::batch
