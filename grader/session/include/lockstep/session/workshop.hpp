// What all gradings of one process share: the event loop, the slots, the sandbox, the folders.
//
// THREADS  belongs to the thread that runs the loop; only blocking work runs in others.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <lockstep/build/compiler_cache.hpp>
#include <lockstep/build/installation.hpp>
#include <lockstep/build/work_folder.hpp>
#include <lockstep/sandbox/sandbox.hpp>
#include <lockstep/session/processors.hpp>
#include <lockstep/session/slots.hpp>

namespace lockstep::session {

/// Something that is under way and can be ended at once.
class Stoppable {
 public:
  virtual void stop() noexcept = 0;

 protected:
  ~Stoppable() = default;
};

class Workshop {
 public:
  /// So many jobs at once, on as many processors. Throws build::GraderFault where this machine has
  /// no sandbox, as far as one is required.
  Workshop(build::Installation installation, unsigned jobs,
           sandbox::Isolation isolation = sandbox::Isolation::required,
           Placement placement = Placement::anywhere);
  ~Workshop();
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  [[nodiscard]] boost::asio::io_context& loop() noexcept { return loop_; }
  [[nodiscard]] Slots& slots() noexcept { return slots_; }
  [[nodiscard]] const Processors& processors() const noexcept { return processors_; }
  [[nodiscard]] sandbox::Sandbox& sandbox() const noexcept { return *sandbox_; }
  [[nodiscard]] const build::CompilerCache& cache() const noexcept { return cache_; }
  [[nodiscard]] const build::Installation& installation() const noexcept { return installation_; }

  /// Once a slot is free, calls `work` in a thread of the pool, then `done` on the loop.
  void run_blocking(std::function<void()> work, std::function<void()> done);

  void add(Stoppable& running) { running_.insert(&running); }
  void remove(Stoppable& running) noexcept { running_.erase(&running); }

  /// Something is under way. The loop may have other things to wait for.
  [[nodiscard]] bool busy() const noexcept { return !running_.empty(); }

  /// Ends everything that is under way and removes its files; for a process that is about to end.
  void abandon() noexcept;

 private:
  Processors processors_;  // before the sandbox's helper and the pool, which inherit it
  build::Installation installation_;
  build::CompilerCache cache_;
  std::unique_ptr<sandbox::Sandbox> sandbox_;
  boost::asio::io_context loop_;
  boost::asio::thread_pool pool_;
  Slots slots_;
  std::set<Stoppable*> running_;
};

}  // namespace lockstep::session
