#include <lockstep/batch/grading.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <utility>

#include <sys/statvfs.h>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/asio/post.hpp>
#include <lockstep/build/submission.hpp>
#include <lockstep/build/tool.hpp>
#include <lockstep/session/grading.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::batch {
namespace {

/// A grading needs a few MiB for objects and programs.
constexpr std::uint64_t kLittleRoom = std::uint64_t{16} << 20U;

/// So many faults in a row that say the same are the machine's, not one submission's.
constexpr std::size_t kMostAlike = 10;

bool has_little_room(const std::filesystem::path& folder) {
  struct statvfs status {};
  if (::statvfs(folder.c_str(), &status) != 0) return false;
  return std::uint64_t{status.f_bavail} * status.f_frsize < kLittleRoom;
}

std::filesystem::path temporary_folder() {
  const char* value = std::getenv("TMPDIR");
  return value != nullptr && *value != '\0' ? value : "/tmp";
}

class Grading final : public std::enable_shared_from_this<Grading> {
 public:
  Grading(session::Workshop& workshop, Job job) : workshop_(workshop), job_(std::move(job)) {
    progress_.of = job_.contents.size();
  }

  void start_next() {
    while (running_ < job_.at_once && next_ < job_.contents.size()) start(job_.contents[next_++]);
  }

 private:
  void start(const std::string& content) {
    ++running_;
    std::vector<build::SourceFile> files;
    for (store::SourceText& each : job_.sources(content)) {
      files.push_back({std::move(each.name), std::move(each.content)});
    }
    auto submission =
        std::make_shared<const build::Submission>(build::submission_of(std::move(files)));
    session::grade(workshop_, {job_.exercise, std::move(submission), {}, 1},
                   [self = shared_from_this(), content](const std::vector<judge::Result>& results) {
                     self->graded(content, results.front());
                   });
  }

  void graded(const std::string& content, const judge::Result& result) {
    if (result.status == judge::Status::grader_fault) {
      stop_where_hopeless(fmt::format("{}", fmt::join(result.faults, "; ")));
      ++progress_.faults;
    } else {
      alike_ = 0;
    }
    job_.keep(content, result);
    --running_;
    ++progress_.done;
    if (job_.watch) job_.watch(progress_);
    start_next();
  }

  /// What this fault would be noted for is not this submission.
  void stop_where_hopeless(const std::string& fault) {
    const std::filesystem::path temporary = temporary_folder();
    if (has_little_room(temporary)) {
      throw BatchStopped(
          fmt::format("{} is full: {}\nmake room there, or name another folder (TMPDIR=/var/tmp "
                      "grade batch …), "
                      "and give the same command again; it goes on where it stopped",
                      verdict::printable(temporary.string()), fault));
    }
    alike_ = fault == last_fault_ ? alike_ + 1 : 1;
    last_fault_ = fault;
    if (alike_ < kMostAlike) return;
    throw BatchStopped(fmt::format(
        "the last {} submissions could not be graded, all for the same reason: {}\nput that right "
        "('grade doctor' tells more), and give the same command again with --retry-faults",
        alike_, fault));
  }

  session::Workshop& workshop_;
  Job job_;
  Progress progress_;
  std::size_t running_ = 0;
  std::size_t next_ = 0;
  std::size_t alike_ = 0;
  std::string last_fault_;
};

}  // namespace

std::uint64_t memory_for_one(const catalogue::Exercise& exercise) {
  constexpr std::uint64_t own = std::uint64_t{128} << 20U;  // a suite, the helper, the grader
  const std::uint64_t sandboxed =
      std::max(build::tool_limits().memory_bytes, exercise.limits.memory.count);
  return (sandboxed + own) >> 20U;
}

void grade(session::Workshop& workshop, Job job) {
  std::make_shared<Grading>(workshop, std::move(job))->start_next();
}

}  // namespace lockstep::batch
