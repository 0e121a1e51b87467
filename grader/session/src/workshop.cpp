#include <lockstep/session/workshop.hpp>

#include <algorithm>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <lockstep/build/fault.hpp>

namespace lockstep::session {
namespace {

/// Each slot runs one program at a time.
std::unique_ptr<sandbox::Sandbox> open_sandbox(const build::Installation& installation,
                                               sandbox::Isolation isolation, unsigned slots) {
  constexpr unsigned most_ahead = 16;
  const std::string helper = installation.launcher.string();
  if (::access(helper.c_str(), X_OK) != 0) {
    throw build::GraderFault(fmt::format(
        "the sandbox's helper is missing: {}\n./grade in the clone builds what is missing",
        helper));
  }
  try {
    return std::make_unique<sandbox::Sandbox>(helper, isolation, std::min(slots, most_ahead));
  } catch (const sandbox::NoSandbox& error) {
    throw build::GraderFault(fmt::format(
        "this machine cannot isolate a submission: {}\n'grade doctor' says how to change that; "
        "--unsafe-no-sandbox grades without isolation, for code that you trust",
        error.what()));
  } catch (const sandbox::SandboxError& error) {
    throw build::GraderFault(fmt::format("the sandbox does not work: {}", error.what()));
  }
}

}  // namespace

Workshop::Workshop(build::Installation installation, unsigned jobs, sandbox::Isolation isolation,
                   Placement placement)
    : processors_(jobs, placement),
      installation_(std::move(installation)),
      cache_(build::CompilerCache::of_this_user()),
      sandbox_(open_sandbox(installation_, isolation, jobs)),
      pool_(jobs),
      slots_(jobs) {}

Workshop::~Workshop() { pool_.join(); }

void Workshop::run_blocking(std::function<void()> work, std::function<void()> done) {
  slots_.request(
      Share::plain, [this, work = std::move(work), done = std::move(done)](unsigned slot) {
        // The guard keeps the loop from ending while it waits for the thread.
        auto finish = [this, done, slot, guard = boost::asio::make_work_guard(loop_)]() mutable {
          guard.reset();
          slots_.release(Share::plain, slot);
          done();
        };
        boost::asio::post(pool_, [this, work, slot, finish = std::move(finish)]() mutable {
          stay_on(processors_.of(slot));
          work();
          boost::asio::post(loop_, std::move(finish));
        });
      });
}

void Workshop::abandon() noexcept {
  while (!running_.empty()) {
    Stoppable* first = *running_.begin();
    running_.erase(running_.begin());
    first->stop();
  }
}

}  // namespace lockstep::session
