#include <array>

#include <unistd.h>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/build/messages.hpp>
#include <lockstep/explanation/claim.hpp>
#include <lockstep/explanation/kinds.hpp>
#include <lockstep/explore/exploration.hpp>
#include <lockstep/verdict/printable.hpp>

#include "workbench.hpp"

namespace lockstep::explore {
namespace {

using Clock = std::chrono::steady_clock;
using explorer::report::Report;

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::chrono::milliseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
}

bool refused(const std::vector<judge::Diagnostic>& remarks) {
  for (const judge::Diagnostic& each : remarks) {
    if (each.severity == judge::Severity::error) return true;
  }
  return false;
}

/// As clang 14 has it: whether an address was handed out is asked of the member's address only.
constexpr const char* kClangIsSilent =
    "clang reports no access to members and elements of a function's own variables: a data race "
    "there is not seen (g++ reports them)";

class Run {
 public:
  Run(Workbench bench, const std::function<void(std::string_view)>& progress)
      : bench_(std::move(bench)), progress_(progress) {
    result_.sandbox = sandbox::letter(bench_.sandbox.step());
    result_.seed = bench_.job.request.seed;
    for (const Sources::Unit& unit : bench_.sources.units) {
      result_.files.push_back(bench_.sources.shown.at(unit.name));
    }
    result_.measured.host = host_name();
  }

  Exploration all() {
    const auto start = Clock::now();
    try {
      steps();
    } catch (const build::GraderFault& fault) {
      give_up(fault.what());
    } catch (const sandbox::SandboxError& fault) {
      give_up(fault.what());
    }
    result_.measured.total = since(start);
    result_.source_line = [sources = std::move(bench_.sources)](const std::string& file, int line) {
      return sources.line(file, line);
    };
    return std::move(result_);
  }

 private:
  void steps() {
    if (!make()) {
      result_.status = Status::did_not_compile;
      return;
    }
    show("exploring");
    const auto start = Clock::now();
    const Answer answer = run(bench_, result_.program);
    result_.measured.exploration = since(start);
    if (!answer.report) {
      result_.status = Status::undecided;
      result_.undecided = {"undecided: " + answer.why_not};
      return;
    }
    Report report = *answer.report;
    if (inline_assembly_) report.undecided.emplace_back("inline assembly");
    tell(report);
  }

  bool make() {
    show("compiling");
    const auto start = Clock::now();
    write_tree();
    result_.diagnostics = bench_.sources.tree.remarks;
    for (judge::Diagnostic& each : result_.diagnostics) {
      each.file = bench_.sources.shown.at(each.file);
    }
    if (refused(result_.diagnostics)) return false;
    const Made objects = compile(bench_);
    add(objects.diagnostics);
    if (!objects.done()) return false;
    inline_assembly_ = objects.inline_assembly;
    const Made program = link(bench_, objects.files);
    add(program.diagnostics);
    result_.measured.compilation = since(start);
    if (program.done()) result_.program = program.files.front();
    return program.done();
  }

  void write_tree() {
    for (const build::SourceFile& file : bench_.sources.tree.files) {
      bench_.folder.write("tree/" + file.name, file.content);
    }
    result_.sources = bench_.folder.path() / "tree";
  }

  void add(const std::vector<judge::Diagnostic>& diagnostics) {
    result_.diagnostics.insert(result_.diagnostics.end(), diagnostics.begin(), diagnostics.end());
  }

  void tell(const Report& report) {
    const auto addresses = explanation::addresses_in(report);
    const auto resolved = resolve(bench_, result_.program, addresses);
    result_.findings = explanation::explain(report, resolved);
    result_.interleavings = report.complete > 0 ? report.complete : report.executions;
    result_.exhausted = explanation::exhausted(report);
    result_.claims = explanation::claims(report);
    result_.undecided = explanation::undecided(report);
    result_.notes = explanation::notes(report);
    result_.outcome_kinds = report.outcome_kinds;
    for (const auto& each : report.outcomes) {
      result_.outcomes.push_back(
          {each.value, each.exit_status, each.count, each.spurious, each.timed_out});
    }
    if (!bench_.job.request.replay.empty()) return replay(report, resolved);
    result_.status = !result_.findings.empty()    ? Status::found
                     : !result_.undecided.empty() ? Status::undecided
                                                  : Status::clean;
    if (result_.status == Status::clean && report.executions == 0) {
      result_.status = Status::undecided;
      result_.undecided = {"undecided: not one execution was made"};
    }
    if (result_.status == Status::clean && bench_.compilers.clang) {
      result_.notes.emplace_back(kClangIsSilent);
    }
  }

  void replay(const Report& report, const explanation::Resolved& resolved) {
    if (report.findings.empty()) {
      result_.status = Status::unknown_replay;
      return;
    }
    result_.status = Status::found;
    explanation::Replay replay = explanation::replay(report, resolved);
    result_.lanes = std::move(replay.lanes);
    result_.failing_step = replay.failing_step;
  }

  void give_up(const std::string& fault) {
    result_.status = Status::grader_fault;
    result_.fault = fault;
  }

  void show(std::string_view what) const {
    if (progress_) progress_(what);
  }

  Workbench bench_;
  const std::function<void(std::string_view)>& progress_;
  Exploration result_;
  bool inline_assembly_ = false;
};

}  // namespace

std::string_view verdict_of(const Exploration& exploration) {
  switch (exploration.status) {
    case Status::clean:
      return verdict::name(verdict::Word::ok);
    case Status::found:
      return verdict::name(explanation::word(exploration.findings.front().kind));
    case Status::undecided:
      return "undecided";
    default:
      return "";
  }
}

Exploration explore(sandbox::Sandbox& sandbox, const build::Installation& installation,
                    const Job& job, build::WorkFolder& folder,
                    const std::function<void(std::string_view)>& progress) {
  Sources sources = read_sources(job.files, job.flags.include);
  Compilers compilers;
  try {
    compilers = find_compilers(job.compiler, installation.compiler);
  } catch (const build::GraderFault& fault) {
    Exploration result;
    result.fault = fault.what();
    return result;
  }
  return Run({sandbox, installation, job, folder, std::move(sources), std::move(compilers)},
             progress)
      .all();
}

}  // namespace lockstep::explore
