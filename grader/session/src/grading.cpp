#include <lockstep/session/grading.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>
#include <boost/asio/post.hpp>
#include <lockstep/build/compile.hpp>
#include <lockstep/build/fault.hpp>
#include <lockstep/judge/judge.hpp>
#include <lockstep/judge/plan.hpp>

#include "suite_process.hpp"

namespace lockstep::session {
namespace {

using Clock = std::chrono::steady_clock;
using build::Product;
using build::Target;

/// A suite makes several runs, each under the limits of one; only a suite that hangs takes longer.
std::chrono::milliseconds longest_check(const catalogue::Limits& limits) {
  constexpr int most_runs = 15;
  return limits.wall * most_runs + std::chrono::seconds(60);
}

sandbox::Limits limits_of_a_run(const catalogue::Limits& limits) {
  sandbox::Limits result;
  result.wall = limits.wall;
  result.cpu = limits.cpu;
  result.memory_bytes = limits.memory.count;
  result.tasks = limits.tasks;
  result.output_bytes = limits.output.count;
  result.tmp_bytes = limits.tmp.count;
  return result;
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::chrono::milliseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
}

class Grading final : public std::enable_shared_from_this<Grading>, private Stoppable {
 public:
  Grading(Workshop& workshop, Task task, Done done, Watch watch)
      : workshop_(workshop),
        task_(std::move(task)),
        done_(std::move(done)),
        watch_(std::move(watch)) {
    workshop_.add(*this);
  }
  ~Grading() { workshop_.remove(*this); }

  void begin() {
    start_ = Clock::now();
    if (task_.submission->refused()) return refuse(task_.submission->remarks);
    try {
      parts_ = build::parts_of(workshop_.installation(), exercise());
      folder_.emplace();
      compilation_.emplace(workshop_.sandbox(), workshop_.cache(), exercise(), parts_,
                           *task_.submission, *folder_);
    } catch (const build::GraderFault& fault) {
      return give_up(fault.what());
    }
    progress_.compiling = true;
    show_progress();
    compile();
  }

 private:
  void stop() noexcept override {
    if (folder_) folder_->remove();
  }

  [[nodiscard]] const catalogue::Exercise& exercise() const { return *task_.exercise; }

  // ---- programs ----------------------------------------------------------------------------

  /// One step of the compilation in another thread; `next` on the loop where it made something.
  void run_step(Product& product, std::function<Product()> step, std::function<void()> next) {
    ++steps_;
    const auto self = shared_from_this();
    auto fault = std::make_shared<std::string>();
    const auto work = [&product, step = std::move(step), fault] {
      try {
        product = step();
      } catch (const std::exception& error) {  // of the sandbox, the disk, the memory
        *fault = error.what();
      }
    };
    workshop_.run_blocking(work, [self, &product, fault, next = std::move(next)] {
      if (!fault->empty()) self->faults_.insert(*fault);
      if (product.done()) next();
      if (--self->steps_ == 0) self->programs_made();
    });
  }

  void compile() {
    run_step(
        object_, [this] { return compilation_->compile(); },
        [this] {
          link(Target::native, native_);
          link(Target::explored, explored_);
          link(Target::recorded, recorded_);
          link(Target::race, race_);
        });
  }

  void link(Target target, Product& program) {
    run_step(
        program, [this, target] { return compilation_->link(target); }, [] {});
  }

  void programs_made() {
    compilation_time_ = since(start_);
    progress_.compiling = false;
    if (!faults_.empty()) return give_up(*faults_.begin());
    if (object_.tampering) return refuse(*object_.tampering);
    // In this order, so that two gradings say the same, whatever was refused first.
    for (const Product* product : {&object_, &native_, &explored_, &recorded_, &race_}) {
      if (product->done()) continue;
      if (product->by_student) return refuse(product->diagnostics);
      return give_up(product->diagnostics.back().message);
    }
    diagnostics_ = task_.submission->remarks;
    diagnostics_.insert(diagnostics_.end(), object_.diagnostics.begin(), object_.diagnostics.end());
    start_round();
  }

  // ---- checks ------------------------------------------------------------------------------

  void start_round() {
    reports_.clear();
    started_.clear();
    check_times_.clear();
    progress_.checks = judge::selected(exercise(), task_.only).size();
    progress_.checks_done = 0;
    start_ready_checks();
  }

  void start_ready_checks() {
    const judge::Plan plan = judge::plan(exercise(), reports_, task_.only);
    if (plan.ready.empty() && plan.waiting.empty()) return round_over();
    for (const std::string& id : plan.ready) {
      if (!started_.insert(id).second) continue;
      const Share share = exercise().check(id).timed ? Share::measured : Share::plain;
      workshop_.slots().request(share, [self = shared_from_this(), id, share](unsigned slot) {
        self->run(id, share, slot);
      });
    }
  }

  void run(const std::string& id, Share share, unsigned slot) {
    progress_.check = id;
    show_progress();
    suite::Setup setup;
    setup.check = id;
    setup.sandbox = workshop_.sandbox().connection();
    setup.native = native_.made.string();
    setup.explored = explored_.made.string();
    setup.race = race_.made.string();
    setup.cross_check = task_.cross_check;
    setup.recorded = recorded_.made.string();
    setup.replay = task_.replay;
    setup.seed = task_.submission->seed();
    setup.step = workshop_.sandbox().step();
    setup.limits = limits_of_a_run(exercise().limits);
    const auto reported = [self = shared_from_this(), share, slot,
                           began = Clock::now()](auto report) {
      self->check_times_[report.check] = since(began);
      self->reports_.push_back(std::move(report));
      ++self->progress_.checks_done;
      self->show_progress();
      self->workshop_.slots().release(share, slot);
      self->start_ready_checks();
    };
    run_suite(workshop_, parts_.suite.string(), setup, longest_check(exercise().limits),
              workshop_.processors().of(slot), reported);
  }

  void round_over() {
    if (round_is_over_) return;
    add(judge::judge(exercise(), reports_, circumstances()));
    if (results_.size() < task_.times) return start_round();
    round_is_over_ = true;
    hand_back();
  }

  // ---- results -----------------------------------------------------------------------------

  judge::Circumstances circumstances() {
    judge::Circumstances result;
    result.sandbox = sandbox::letter(workshop_.sandbox().step());
    result.diagnostics = diagnostics_;
    result.only = task_.only;
    result.measured = {host_name(), since(start_), compilation_time_, {}};
    for (const auto& [id, time] : check_times_) result.measured.checks[id] = time;
    return result;
  }

  void add(judge::Result result) {
    result.file = task_.submission->main_file();
    results_.push_back(std::move(result));
  }

  void refuse(std::vector<judge::Diagnostic> diagnostics) {
    diagnostics_ = std::move(diagnostics);
    add(judge::did_not_compile(exercise(), circumstances()));
    hand_back();
  }

  void refuse(const verdict::Finding& tampering) {
    add(judge::refused(exercise(), tampering, circumstances()));
    hand_back();
  }

  void give_up(const std::string& fault) {
    judge::Circumstances known = circumstances();
    known.diagnostics.clear();
    add(judge::grader_fault(exercise(), fault, std::move(known)));
    hand_back();
  }

  void hand_back() {
    compilation_.reset();
    folder_.reset();
    std::exchange(done_, nullptr)(std::move(results_));
  }

  void show_progress() const {
    if (watch_) watch_(progress_);
  }

  Workshop& workshop_;
  Task task_;
  Done done_;
  Watch watch_;
  Progress progress_;
  Clock::time_point start_;
  std::chrono::milliseconds compilation_time_{0};

  build::Parts parts_;
  std::optional<build::WorkFolder> folder_;
  std::optional<build::Compilation> compilation_;
  unsigned steps_ = 0;  // under way
  std::set<std::string> faults_;
  Product object_;
  Product native_;
  Product explored_;
  Product recorded_;
  Product race_;

  std::vector<judge::Diagnostic> diagnostics_;
  std::vector<verdict::CheckReport> reports_;
  std::set<std::string> started_;
  std::map<std::string, std::chrono::milliseconds> check_times_;
  std::vector<judge::Result> results_;
  bool round_is_over_ = false;
};

}  // namespace

void grade(Workshop& workshop, Task task, Done done, Watch watch) {
  auto grading =
      std::make_shared<Grading>(workshop, std::move(task), std::move(done), std::move(watch));
  boost::asio::post(workshop.loop(), [grading] { grading->begin(); });
}

}  // namespace lockstep::session
