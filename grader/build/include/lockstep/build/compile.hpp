// Compiles and links a submission inside the sandbox: both the compiler and the linker read what a
// student wrote.
//
// THREADS  every function may be called from several threads at once; each call blocks until its
// compiler has ended.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <lockstep/build/compiler_cache.hpp>
#include <lockstep/build/installation.hpp>
#include <lockstep/build/submission.hpp>
#include <lockstep/build/work_folder.hpp>
#include <lockstep/catalogue/exercise.hpp>
#include <lockstep/judge/result.hpp>
#include <lockstep/sandbox/sandbox.hpp>
#include <lockstep/verdict/finding.hpp>

namespace lockstep::build {

/// The runtime that the submission's one object file is linked with: every access in it calls that.
enum class Target {
  native,    // nothing but runs: answers for values, kernel facts, limits and time
  explored,  // the schedule explorer: answers for interleavings
  recorded,  // the activity recorder
  race,      // ThreadSanitizer: where the explorer cannot decide, or to compare
};

/// What the compiler or the linker made of a submission. A refusal is a value.
struct Product {
  fs::path made;  // empty: refused, and the diagnostics say why
  std::vector<judge::Diagnostic> diagnostics;
  bool by_student = true;  // of a refusal: the reason lies in the submission
  std::optional<verdict::Finding> tampering;  // why the object file was refused, if by our policy

  [[nodiscard]] bool done() const { return !made.empty(); }
};

/// Everything that compiling one submission needs. Refers to its parts: they must outlive it.
class Compilation {
 public:
  /// Puts the submission's files into `folder`. Throws GraderFault.
  Compilation(sandbox::Sandbox& sandbox, const CompilerCache& cache,
              const catalogue::Exercise& exercise, Parts parts, const Submission& submission,
              WorkFolder& folder);

  /// Throws GraderFault where the compiler did not use our assembler.
  [[nodiscard]] Product compile() const;

  /// The object file must have been made.
  [[nodiscard]] Product link(Target target) const;

 private:
  [[nodiscard]] Product refused(const sandbox::Facts& facts, std::string_view tool,
                                std::vector<judge::Diagnostic> diagnostics) const;
  [[nodiscard]] std::optional<verdict::Finding> tampering(const sandbox::Facts& facts) const;
  [[nodiscard]] std::optional<verdict::Finding> tampering_in_text() const;
  [[nodiscard]] std::string preprocessed(std::span<const std::string_view> flags) const;

  sandbox::Sandbox& sandbox_;
  const CompilerCache& cache_;
  const catalogue::Exercise& exercise_;
  Parts parts_;
  const Submission& submission_;
  WorkFolder& folder_;
  std::vector<sandbox::Mount> sources_;
};

}  // namespace lockstep::build
