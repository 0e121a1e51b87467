// The commands of `grade`. Each returns the exit code.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include <lockstep/catalogue/catalogue.hpp>
#include <lockstep/session/workshop.hpp>

#include "options.hpp"
#include "terminal.hpp"

namespace lockstep::cli {

enum Exit : int {
  all_passed = 0,
  something_failed = 1,
  wrong_usage = 2,
  grader_fault = 3,
  undecided = 4,  // of explore only
};

[[nodiscard]] int grade(const GradeOptions& options);
[[nodiscard]] int list();
[[nodiscard]] int explore(const ExploreOptions& options);
[[nodiscard]] int replay(const ReplayOptions& options);
[[nodiscard]] int verify(const VerifyOptions& options);
[[nodiscard]] int doctor(const DoctorOptions& options);
[[nodiscard]] int bundle(const BundleOptions& options);
[[nodiscard]] int batch(const BatchOptions& options);
[[nodiscard]] int batch_decision(const BatchDecisionOptions& options);
[[nodiscard]] int batch_override(const BatchOverrideOptions& options);
[[nodiscard]] int batch_work(const BatchWorkOptions& options);
[[nodiscard]] int batch_export(const BatchExportOptions& options);

[[nodiscard]] inline sandbox::Isolation isolation(bool unsafe_no_sandbox) {
  return unsafe_no_sandbox ? sandbox::Isolation::not_required : sandbox::Isolation::required;
}

/// Throws build::GraderFault.
void write_file(const std::string& file, const std::string& text);

/// Runs the workshop's loop until all is done. On SIGINT, SIGTERM or SIGHUP everything is ended,
/// temporary files are removed, `interrupted` is said, and the process exits with 128 + the
/// signal's number.
void run_until_done(session::Workshop& workshop, ProgressLine& progress,
                    const std::function<std::string()>& interrupted = {});

/// What is graded where no file is named: the file of that name in the current folder, or the
/// exercise's own, which is said aloud (to standard error where `quietly`).
[[nodiscard]] std::filesystem::path default_path(const catalogue::Exercise& exercise, bool quietly);

/// One line about what this machine cannot isolate; empty at the best step.
[[nodiscard]] std::string sandbox_remark(const session::Workshop& workshop);

/// Throws catalogue::UnknownName, which says what was probably meant: an exercise or a command.
[[nodiscard]] catalogue::Exercise find_exercise(const catalogue::Catalogue& catalogue,
                                                const std::string& name);

}  // namespace lockstep::cli
