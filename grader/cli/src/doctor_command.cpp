#include <fmt/format.h>
#include <boost/json.hpp>
#include <lockstep/build/fault.hpp>
#include <lockstep/verdict/printable.hpp>

#include "commands.hpp"
#include "diagnosis.hpp"

namespace lockstep::cli {
namespace {

namespace json = boost::json;

std::string what_a_step_means(char step) {
  switch (step) {
    case 'A':
      return "all is isolated; memory, tasks and CPU time are counted by the kernel";
    case 'B':
      return "all is isolated; memory is watched every 5 ms, CPU time of children that nobody "
             "waits "
             "for may be missed";
    case 'C':
      return "files, signals and networks are confined; process ids, /dev/shm and System V objects "
             "are the machine's";
    default:
      return "nothing is isolated";
  }
}

double milliseconds(std::chrono::microseconds time) {
  return static_cast<double>(time.count()) / 1000;
}

double gibibytes(std::uint64_t bytes) {
  return static_cast<double>(bytes) / static_cast<double>(1U << 30U);
}

std::string line(std::string_view name, const std::string& text) {
  return fmt::format(" {:<9} {}\n", name, verdict::printable(text));
}

std::string sandbox_lines(const Diagnosis& diagnosis) {
  if (!diagnosis.fault.empty()) return line("sandbox", "does not work: " + diagnosis.fault);
  if (!diagnosis.step) return line("sandbox", "none: nothing can be isolated");
  std::string text = line(
      "sandbox", fmt::format("step {}: {}", *diagnosis.step, what_a_step_means(*diagnosis.step)));
  if (diagnosis.launch) {
    text += line("", fmt::format("{:.2f} ms to run a program that does nothing",
                                 milliseconds(*diagnosis.launch)));
  }
  return text;
}

std::string compiler_lines(const Diagnosis& diagnosis) {
  std::string text;
  for (const Compiler& compiler : diagnosis.compilers) {
    text += line(text.empty() ? "compiler" : "",
                 fmt::format("{}: {}{}", compiler.path,
                             compiler.version.empty() ? "cannot be run" : compiler.version,
                             compiler.for_submissions ? ", for submissions" : ""));
  }
  return text;
}

std::string machine_lines(const Diagnosis& diagnosis) {
  const Clock& clock = diagnosis.clock;
  std::string text = line("kernel", diagnosis.kernel) + compiler_lines(diagnosis);
  text += line("clock", fmt::format("monotonic{}{}, steps of {} ns, {} ns to read{}",
                                    clock.source.empty() ? "" : ", from ", clock.source,
                                    clock.step.count(), clock.cost.count(),
                                    clock.slow ? ": slow, short times are inexact" : ""));
  text += line("noise",
               fmt::format("sleeps of 1 ms end {:.2f} ms late, 1 in 100 more than {:.2f} "
                           "ms, worst {:.2f} ms",
                           milliseconds(diagnosis.noise.median), milliseconds(diagnosis.noise.most),
                           milliseconds(diagnosis.noise.worst)));
  text +=
      line("machine", fmt::format("{} core{}, {:.1f} GiB of memory, {:.1f} GiB free, load {:.1f}",
                                  diagnosis.cores, diagnosis.cores == 1 ? "" : "s",
                                  gibibytes(diagnosis.memory_bytes),
                                  gibibytes(diagnosis.free_memory_bytes), diagnosis.load));
  return text;
}

std::string lack_lines(const Lack& lack) {
  std::string text = fmt::format("\n step {} is not to be had:\n", lack.step);
  text += fmt::format("     {}\n", verdict::printable(lack.why));
  for (const std::string& remedy : lack.remedies) {
    text +=
        fmt::format("   {} {}\n", &remedy == &lack.remedies.front() ? "try: " : "  or: ", remedy);
  }
  return text;
}

std::string as_text(const Diagnosis& diagnosis) {
  std::string text = sandbox_lines(diagnosis) + machine_lines(diagnosis);
  for (const Lack& lack : diagnosis.lacks) text += lack_lines(lack);
  text +=
      diagnosis.can_grade() ? "\n This machine can grade.\n" : "\n This machine cannot grade.\n";
  if (!diagnosis.step && diagnosis.fault.empty()) {
    text += " Code that you trust can be graded without isolation: --unsafe-no-sandbox\n";
  }
  return text;
}

json::array lacks_as_json(const Diagnosis& diagnosis) {
  json::array lacks;
  for (const Lack& lack : diagnosis.lacks) {
    json::array remedies(lack.remedies.begin(), lack.remedies.end());
    lacks.push_back({{"step", std::string(1, lack.step)},
                     {"why", verdict::printable(lack.why)},
                     {"remedies", std::move(remedies)}});
  }
  return lacks;
}

json::array compilers_as_json(const Diagnosis& diagnosis) {
  json::array compilers;
  for (const Compiler& compiler : diagnosis.compilers) {
    compilers.push_back({{"path", compiler.path},
                         {"version", verdict::printable(compiler.version)},
                         {"for_submissions", compiler.for_submissions}});
  }
  return compilers;
}

std::string as_json(const Diagnosis& diagnosis) {
  const Clock& clock = diagnosis.clock;
  json::object object{{"schema", "lockstep/doctor/v1"}, {"can_grade", diagnosis.can_grade()}};
  object["sandbox"] = diagnosis.step ? json::value(std::string(1, *diagnosis.step)) : json::value();
  if (!diagnosis.fault.empty()) object["fault"] = verdict::printable(diagnosis.fault);
  object["missing"] = lacks_as_json(diagnosis);
  object["kernel"] = diagnosis.kernel;
  object["compilers"] = compilers_as_json(diagnosis);
  object["clock"] = {{"source", clock.source},
                     {"resolution_ns", clock.resolution.count()},
                     {"step_ns", clock.step.count()},
                     {"reading_ns", clock.cost.count()},
                     {"slow", clock.slow}};
  object["noise"] = {{"median_us", diagnosis.noise.median.count()},
                     {"percentile_99_us", diagnosis.noise.most.count()},
                     {"worst_us", diagnosis.noise.worst.count()}};
  object["cores"] = diagnosis.cores;
  object["memory_bytes"] = diagnosis.memory_bytes;
  object["free_memory_bytes"] = diagnosis.free_memory_bytes;
  object["load"] = diagnosis.load;
  if (diagnosis.launch) object["launch_us"] = diagnosis.launch->count();
  return json::serialize(object) + "\n";
}

}  // namespace

int doctor(const DoctorOptions& options) {
  const Diagnosis diagnosis = diagnose(build::Installation::of_this_build());
  bool written = true;
  if (options.json != "-") written = print(as_text(diagnosis));
  if (options.json == "-") {
    written = print(as_json(diagnosis));
  } else if (options.json) {
    write_file(*options.json, as_json(diagnosis));
  }
  if (!written) throw build::GraderFault("cannot write to standard output");
  return diagnosis.can_grade() ? Exit::all_passed : Exit::grader_fault;
}

}  // namespace lockstep::cli
