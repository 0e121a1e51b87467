// A run before it knows what it runs: namespaces, private root and cgroup are made ahead, so that a
// launch need not wait for them.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "cgroup.hpp"
#include "filter.hpp"
#include "isolate.hpp"
#include "run_folder.hpp"

namespace lockstep::sandbox {

/// Everything here is fresh, belongs to one run, and no untrusted code has run in it. Destroying it
/// ends the init, with all that came from it, and waits for its end.
struct Prepared {
  explicit Prepared(Step wanted) : step(wanted) {}
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  ~Prepared();

  /// Waits until the init, and what it has waited for, is gone.
  void wait();

  Step step;
  std::optional<RunCgroup> cgroup;
  RunFolder folder;  // steps C and D
  InitProcess init;
  Fd to_init;  // empty once the init was waited for
};

/// `not_for_init`: descriptors that the init closes. Throws std::system_error, or
/// std::runtime_error that says what step A lacks.
[[nodiscard]] std::unique_ptr<Prepared> prepare(Step step, const CgroupTree& cgroups,
                                                const Filter& confinement,
                                                std::span<const int> not_for_init);

}  // namespace lockstep::sandbox
