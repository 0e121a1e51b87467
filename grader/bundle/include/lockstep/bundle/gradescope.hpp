// Gradescope's autograder for one exercise: a zip with setup.sh, run_autograder and the sources of
// the grader with this exercise only. Solutions and tests stay out of it.
//
// The image builds the grader itself, so that it fits the image's compiler. It needs no rights in
// the container: submissions run at step B or C of the sandbox, whichever is to be had.
#pragma once

#include <filesystem>

#include <lockstep/build/installation.hpp>
#include <lockstep/catalogue/exercise.hpp>

namespace lockstep::bundle {

struct GradescopeOptions {
  bool unsafe_no_sandbox = false;  // also grade where nothing can be isolated
};

/// The same sources give the same bytes. Replaces `zip`. Throws build::GraderFault for what cannot
/// be read or written.
void write_gradescope(const std::filesystem::path& zip, const build::Installation& installation,
                      const catalogue::Exercise& exercise, const GradescopeOptions& options = {});

}  // namespace lockstep::bundle
