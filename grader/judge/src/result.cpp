#include <lockstep/judge/result.hpp>

namespace lockstep::judge {

std::string_view name(Status status) noexcept {
  switch (status) {
    case Status::graded:
      return "graded";
    case Status::did_not_compile:
      return "did-not-compile";
    case Status::tampering:
      return "tampering";
    case Status::grader_fault:
      break;
  }
  return "grader-fault";
}

std::string_view name(CheckStatus status) noexcept {
  switch (status) {
    case CheckStatus::passed:
      return "passed";
    case CheckStatus::failed:
      return "failed";
    case CheckStatus::skipped:
      break;
  }
  return "skipped";
}

std::string_view name(Severity severity) noexcept {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      break;
  }
  return "note";
}

}  // namespace lockstep::judge
