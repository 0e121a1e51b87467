#include <fmt/format.h>
#include <lockstep/build/installation.hpp>
#include <lockstep/bundle/gradescope.hpp>
#include <lockstep/verdict/printable.hpp>

#include "commands.hpp"

namespace lockstep::cli {

int bundle(const BundleOptions& options) {
  const build::Installation installation = build::Installation::of_this_build();
  const catalogue::Catalogue catalogue(installation.exercises);
  const catalogue::Exercise exercise = catalogue.find(options.exercise);
  const std::string to =
      options.to.empty() ? fmt::format("{}-gradescope.zip", exercise.id) : options.to;
  lockstep::bundle::write_gradescope(to, installation, exercise, {options.unsafe_no_sandbox});
  say(fmt::format(
      "{}: upload it as the autograder of a programming assignment; the image builds the "
      "grader, which takes some minutes",
      verdict::printable(to)));
  if (options.unsafe_no_sandbox) {
    say("it also grades where nothing can be isolated: a submission can then forge its own result");
  }
  return Exit::all_passed;
}

}  // namespace lockstep::cli
