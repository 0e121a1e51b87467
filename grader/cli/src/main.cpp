// main() of `grade`: one command, and an exit code for each kind of fault.
#include <csignal>
#include <exception>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/catalogue/error.hpp>

#include "commands.hpp"

namespace {

using namespace lockstep;

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

int run_batch(const cli::AnyBatchOptions& options) {
  return std::visit(
      Overloaded{
          [](const cli::BatchOptions& batch) { return cli::batch(batch); },
          [](const cli::BatchDecisionOptions& decision) { return cli::batch_decision(decision); },
          [](const cli::BatchOverrideOptions& change) { return cli::batch_override(change); },
          [](const cli::BatchExportOptions& exported) { return cli::batch_export(exported); },
          [](const cli::BatchWorkOptions& work) { return cli::batch_work(work); },
          [](const cli::BatchHelp& help) -> int {
            return cli::print(help.text) ? cli::all_passed : cli::grader_fault;
          }},
      options);
}

int run(const cli::Options& options) {
  return std::visit(
      Overloaded{[](const cli::GradeOptions& grade) { return cli::grade(grade); },
                 [](const cli::ListOptions&) { return cli::list(); },
                 [](const cli::VerifyOptions& verify) { return cli::verify(verify); },
                 [](const cli::DoctorOptions& doctor) { return cli::doctor(doctor); },
                 [](const cli::ExploreOptions& explore) { return cli::explore(explore); },
                 [](const cli::ReplayOptions& replay) { return cli::replay(replay); },
                 [](const cli::BundleOptions& bundle) { return cli::bundle(bundle); },
                 [](const cli::AnyBatchOptions& batch) { return run_batch(batch); },
                 [](const cli::Say& say) -> int {
                   return cli::print(say.text) ? cli::all_passed : cli::grader_fault;
                 }},
      options);
}

int complain(const std::exception& error, int code, const char* prefix = "grade: ") {
  cli::say(fmt::format("{}{}", prefix, error.what()));
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that is gone shows as a failed write
  try {
    return run(cli::read_command_line(argc, argv));
  } catch (const cli::UsageError& error) {
    return complain(error, cli::wrong_usage);
  } catch (const catalogue::UnknownName& error) {
    return complain(error, cli::wrong_usage);
  } catch (const build::NoSubmission& error) {
    return complain(error, cli::wrong_usage);
  } catch (const intake::IntakeError& error) {
    return complain(error, cli::wrong_usage);
  } catch (const store::NoStore& error) {
    return complain(error, cli::wrong_usage);
  } catch (const store::UnknownStudent& error) {
    return complain(error, cli::wrong_usage);
  } catch (const catalogue::ManifestError& error) {
    return complain(error, cli::grader_fault, "");
  } catch (const std::exception& error) {
    return complain(error, cli::grader_fault, "grade: grader fault: ");
  }
}
