#include "commands.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/asio/signal_set.hpp>
#include <lockstep/build/fault.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::cli {

void run_until_done(session::Workshop& workshop, ProgressLine& progress,
                    const std::function<std::string()>& interrupted) {
  boost::asio::signal_set signals(workshop.loop(), SIGINT, SIGTERM, SIGHUP);
  bool done = false;
  signals.async_wait([&](const boost::system::error_code& error, int number) {
    if (error || done) return;
    progress.clear();
    workshop.abandon();
    say(interrupted ? interrupted() : "interrupted; nothing is left behind");
    // At once: a compiler that still runs in the sandbox ends together with this process.
    std::_Exit(128 + number);
  });
  // The wait for signals alone must not keep the loop going.
  while (workshop.busy()) workshop.loop().run_one();
  done = true;
  signals.cancel();
}

std::string sandbox_remark(const session::Workshop& workshop) {
  const sandbox::Sandbox& box = workshop.sandbox();
  if (box.step() == sandbox::Step::nothing) {
    return "sandbox: step D, nothing is isolated: what is graded can do whatever you can";
  }
  if (box.step() == sandbox::Step::namespaces_and_cgroup) return "";
  if (box.step() == sandbox::Step::namespaces) {
    return "sandbox: step B, memory and CPU time are watched and not counted; 'grade doctor' says "
           "why";
  }
  std::vector<std::string> reasons;
  for (const sandbox::Refusal& refusal : box.reasons()) {
    reasons.push_back(verdict::printable(sandbox::to_string(refusal)));
  }
  return fmt::format("sandbox: step {}, because {}; 'grade doctor' says more",
                     sandbox::letter(box.step()), fmt::join(reasons, "; "));
}

void write_file(const std::string& file, const std::string& text) {
  errno = 0;
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return;
  throw build::GraderFault(fmt::format("cannot write {}: {}", verdict::printable(file),
                                       errno != 0 ? std::strerror(errno) : "unknown reason"));
}

catalogue::Exercise find_exercise(const catalogue::Catalogue& catalogue, const std::string& name) {
  try {
    return catalogue.find(name);
  } catch (const catalogue::UnknownName&) {
    const std::string meant = command_meant_by(name);
    if (meant.empty()) throw;
    throw catalogue::UnknownName(
        fmt::format("unknown command '{}'; {}", verdict::printable(name), meant));
  }
}

}  // namespace lockstep::cli
