#include <lockstep/batch/cluster.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <lockstep/batch/cluster_folder.hpp>
#include <lockstep/batch/outcome.hpp>
#include <lockstep/report/json.hpp>
#include <lockstep/verdict/printable.hpp>

#include "chunks.hpp"
#include "slurm.hpp"

namespace lockstep::batch {
namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenLooks{500};
constexpr std::chrono::seconds kBetweenQuestions{5};  // a cluster's controller serves many
constexpr int kMostRounds = 3;

/// Text for a shell, whatever is in it.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

class Cluster {
 public:
  explicit Cluster(ClusterJob job)
      : job_(std::move(job)),
        slurm_(job_.options),
        folder_(job_.folder),
        missing_(job_.contents.begin(), job_.contents.end()),
        timer_(loop_),
        signals_(loop_, SIGINT, SIGTERM, SIGHUP) {
    progress_.of = missing_.size();
    chunk_ = job_.chunk;
  }

  ClusterEnd run() {
    folder_.prepare(job_.versions);
    array_ = folder_.array().value_or("");
    pick_up_or_begin();
    signals_.async_wait([this](boost::system::error_code error, int number) {
      if (error) return;
      signal_ = number;
      loop_.stop();
    });
    look_later();
    loop_.run();
    return {signal_, array_};
  }

 private:
  void pick_up_or_begin() {
    const bool active = !array_.empty() && is_active();
    if (active && !job_.resume) {
      throw BatchStopped(
          fmt::format("the array {0} of an earlier call still runs: --resume picks it up, 'scancel "
                      "{0}' ends it",
                      array_));
    }
    merge();
    if (active) {
      job_.say(fmt::format("picked up the array {}", array_));
    } else if (!missing_.empty()) {
      submit();
    }
  }

  void look_later() {
    timer_.expires_after(kBetweenLooks);
    timer_.async_wait([this](boost::system::error_code error) {
      if (!error) look();
    });
  }

  void look() {
    // In this order: a task that ends between the two has written all it had.
    const bool active = Clock::now() < asked_ + kBetweenQuestions || is_active();
    merge();
    if (!missing_.empty() && !active) next_round();
    if (missing_.empty()) return signals_.cancel();
    look_later();
  }

  void merge() {
    for (const std::string& content : folder_.results()) {
      if (missing_.erase(content) > 0) {
        const store::Graded graded = outcome(folder_.result(content));
        job_.ledger->add(content, graded);
        if (graded.state == store::State::fault) ++progress_.faults;
        ++progress_.done;
        job_.watch(progress_);
      }
      folder_.remove_result(content);
    }
  }

  void next_round() {
    if (round_ < kMostRounds) {
      job_.say(fmt::format(
          "the array {} is over, and {} submissions are not graded; they are tried "
          "again (its output lies in {})",
          array_, missing_.size(), verdict::printable((folder_.path() / "output").string())));
      return submit();
    }
    for (const std::string& content : missing_) {
      store::Graded fault;
      fault.state = store::State::fault;
      fault.reason =
          fmt::format("{} arrays of the cluster did not grade it; their output lies in {}",
                      kMostRounds, verdict::printable((folder_.path() / "output").string()));
      job_.ledger->add(content, fault);
      ++progress_.faults;
      ++progress_.done;
    }
    missing_.clear();
  }

  void submit() {
    // Smaller from round to round: what ends its task takes fewer others with it.
    if (round_ > 0) chunk_ = std::max<std::size_t>(1, chunk_ / 4);
    const Room room = slurm_.room(job_.cpus);
    const std::size_t tasks = number_of_tasks(missing_.size(), room.places, chunk_);
    chunk_ = (missing_.size() + tasks - 1) / tasks;
    folder_.put_chunks(dealt_out(put_sources(), tasks));
    array_ = slurm_.submit({"grade-" + job_.exercise, tasks, job_.cpus, memory_to_ask_for(room),
                            folder_.path() / "output", command()});
    asked_ = Clock::now();
    folder_.put_array(array_);
    ++round_;
    job_.say(fmt::format("submitted the array {}: {} submissions in {} tasks", array_,
                         missing_.size(), tasks));
  }

  /// None where the nodes' memory is not written down in Slurm's configuration: it then takes them
  /// to have 1 MiB, and would refuse.
  [[nodiscard]] std::uint64_t memory_to_ask_for(const Room& room) const {
    const bool known = room.memory >= job_.memory * job_.cpus;
    return known && !slurm_.memory_is_told() ? job_.memory : 0;
  }

  std::vector<Weighed> put_sources() {
    std::vector<Weighed> contents;
    for (const std::string& each : missing_) {
      const std::vector<store::SourceText> files = job_.ledger->sources(each);
      folder_.put_sources(each, files);
      std::size_t bytes = 0;
      for (const store::SourceText& file : files) bytes += file.content.size();
      contents.push_back({each, bytes});
    }
    return contents;
  }

  [[nodiscard]] std::string command() const {
    std::error_code error;
    const std::string grade = fs::read_symlink("/proc/self/exe", error).string();
    return fmt::format(
        "exec {} batch work {} --folder {} --chunk {}/chunks/$SLURM_ARRAY_TASK_ID --jobs {}{}",
        quoted(grade), quoted(job_.exercise), quoted(folder_.path().string()),
        quoted(folder_.path().string()), job_.cpus,
        job_.unsafe_no_sandbox ? " --unsafe-no-sandbox" : "");
  }

  /// While Slurm does not answer, the array is thought to go on.
  bool is_active() {
    const Slurm::Answer answer = slurm_.ask(array_);
    asked_ = Clock::now();
    const bool silent = answer.state == Slurm::State::no_answer;
    if (silent && !silent_) {
      job_.say("Slurm does not answer: " + verdict::printable(answer.error) + "; waiting");
    }
    silent_ = silent;
    return answer.state != Slurm::State::over;
  }

  ClusterJob job_;
  Slurm slurm_;
  ClusterFolder folder_;
  std::set<std::string> missing_;
  Progress progress_;
  boost::asio::io_context loop_;
  boost::asio::steady_timer timer_;
  boost::asio::signal_set signals_;
  std::string array_;
  Clock::time_point asked_;
  std::size_t chunk_ = 0;  // submissions in a task of the last array; at first as the job says
  int round_ = 0;
  int signal_ = 0;
  bool silent_ = false;
};

}  // namespace

ClusterEnd grade_on_cluster(ClusterJob job) { return Cluster(std::move(job)).run(); }

void grade_chunk(session::Workshop& workshop, const catalogue::Exercise& exercise,
                 const fs::path& folder, const fs::path& chunk, std::size_t at_once) {
  auto shared = std::make_shared<ClusterFolder>(folder);
  Job job;
  job.exercise = &exercise;
  for (std::string& content : ClusterFolder::read_chunk(chunk)) {
    if (!shared->has_result(content)) job.contents.push_back(std::move(content));
  }
  job.at_once = at_once;
  job.sources = [shared](const std::string& content) { return shared->sources(content); };
  job.keep = [shared](const std::string& content, const judge::Result& result) {
    shared->put_result(content, report::json(result, false));
  };
  grade(workshop, std::move(job));
}

}  // namespace lockstep::batch
