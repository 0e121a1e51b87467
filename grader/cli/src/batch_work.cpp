// `grade batch work`: one task of a cluster's array.
#include <cstdlib>

#include <fmt/format.h>
#include <lockstep/batch/cluster.hpp>
#include <lockstep/batch/cluster_folder.hpp>
#include <lockstep/batch/versions.hpp>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/work_folder.hpp>

#include "commands.hpp"

namespace lockstep::cli {
namespace {

/// Results of two graders must not end up in one table.
void refuse_other_versions(const store::Versions& mine, const store::Versions& of_batch) {
  if (mine == of_batch) return;
  throw build::GraderFault(
      "this node has another grader, exercise or compiler than the one that submitted the array; "
      "all "
      "nodes need the same clone and the same packages");
}

}  // namespace

int batch_work(const BatchWorkOptions& options) {
  const build::Installation installation = build::Installation::of_this_build();
  const catalogue::Exercise exercise =
      catalogue::Catalogue(installation.exercises).find(options.exercise);
  refuse_other_versions(batch::versions_of(installation, exercise, LOCKSTEP_VERSION),
                        batch::ClusterFolder(options.folder).versions());
  build::WorkFolder::remove_leftovers();
  session::Workshop workshop(installation, options.jobs, isolation(options.unsafe_no_sandbox),
                             session::Placement::fixed);
  ProgressLine line;
  try {
    batch::grade_chunk(workshop, exercise, options.folder, options.chunk, options.jobs + 2);
    run_until_done(workshop, line);
  } catch (const std::exception& error) {
    workshop.abandon();
    say(fmt::format("grade: grader fault: {}", error.what()));
    std::_Exit(Exit::grader_fault);  // gradings that are under way hold on to each other
  }
  return Exit::all_passed;
}

}  // namespace lockstep::cli
