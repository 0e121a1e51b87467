#include "suite_process.hpp"

#include <array>
#include <csignal>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/writable_pipe.hpp>
#include <boost/asio/write.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::session {
namespace {

namespace asio = boost::asio;
namespace process = boost::process::v2;
using boost::system::error_code;

constexpr std::size_t kLongestReport = 9U << 20U;  // a report has at most 8 MiB
constexpr std::size_t kLongestErrors = 64U << 10U;

/// After the suite has ended, for what it left in the pipes.
constexpr std::chrono::seconds kDrain{2};

/// A group of its own: Ctrl-C in the terminal is ours to handle. It does not outlive us, and has
/// our connection to the sandbox's helper.
struct OurSuite {
  int connection;
  int processor;

  template <typename Launcher>
  error_code on_setup(Launcher& launcher, const process::filesystem::path& /*executable*/,
                      const char* const*(&/*command_line*/)) {
    launcher.fd_whitelist.push_back(connection);
    return {};
  }
  template <typename Launcher>
  error_code on_exec_setup(Launcher& /*launcher*/, const process::filesystem::path& /*executable*/,
                           const char* const*(&/*command_line*/)) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::fcntl(connection, F_SETFD, 0);
    stay_on(processor);
    return {};
  }
};

class SuiteProcess final : public std::enable_shared_from_this<SuiteProcess>, private Stoppable {
 public:
  SuiteProcess(Workshop& workshop, const suite::Setup& setup, std::chrono::milliseconds longest,
               Reported reported)
      : workshop_(workshop),
        check_(setup.check),
        setup_(suite::to_json(setup)),
        longest_(longest),
        reported_(std::move(reported)),
        input_(workshop.loop()),
        timer_(workshop.loop()),
        output_{asio::readable_pipe(workshop.loop()), {}, kLongestReport},
        errors_{asio::readable_pipe(workshop.loop()), {}, kLongestErrors} {}

  ~SuiteProcess() {
    workshop_.remove(*this);
    stop();
  }

  void start(const std::string& suite, int processor) {
    // The executor, not the context: with that, Boost 1.81 loses errors.
    process_.emplace(workshop_.loop().get_executor(), suite, std::vector<std::string>{},
                     process::process_stdio{input_, output_.pipe, errors_.pipe},
                     OurSuite{workshop_.sandbox().connection(), processor});
    workshop_.add(*this);
    const auto self = shared_from_this();
    asio::async_write(input_, asio::buffer(setup_), [self](error_code, std::size_t) {
      error_code ignored;
      self->input_.close(ignored);
    });
    timer_.expires_after(longest_);
    timer_.async_wait([self](error_code error) {
      if (error) return;
      self->timed_out_ = true;
      self->stop();
    });
    read(output_);
    read(errors_);
    process_->async_wait([self](error_code, int) { self->ended(); });
  }

 private:
  struct Stream {
    asio::readable_pipe pipe;
    std::string text;
    std::size_t longest;
    bool too_much = false;
    std::array<char, 16U << 10U> block{};
    bool open = true;
  };

  void stop() noexcept override {
    // The id is ours until the process has been waited for, which only the loop does.
    if (process_ && !has_ended_) ::kill(process_->id(), SIGKILL);
  }

  void read(Stream& stream) {
    const auto self = shared_from_this();
    stream.pipe.async_read_some(asio::buffer(stream.block),
                                [self, &stream](error_code error, std::size_t size) {
                                  const std::size_t room = stream.longest - stream.text.size();
                                  stream.text.append(stream.block.data(), std::min(size, room));
                                  if (size > room) stream.too_much = true;
                                  if (!error) return self->read(stream);
                                  stream.open = false;
                                  self->finish_if_over();
                                });
  }

  void ended() {
    has_ended_ = true;
    workshop_.remove(*this);
    // Should something else still hold the pipes, what it writes is not waited for.
    timer_.expires_after(kDrain);
    timer_.async_wait([self = shared_from_this()](error_code error) {
      if (error) return;
      error_code ignored;
      self->output_.pipe.close(ignored);
      self->errors_.pipe.close(ignored);
    });
    finish_if_over();
  }

  void finish_if_over() {
    if (!has_ended_ || output_.open || errors_.open || !reported_) return;
    timer_.cancel();
    std::exchange(reported_, nullptr)(report());
  }

  verdict::CheckReport report() const {
    if (timed_out_) {
      return fault(fmt::format("it did not end within {} s",
                               std::chrono::ceil<std::chrono::seconds>(longest_).count()));
    }
    const int status = process_->native_exit_code();
    if (WIFSIGNALED(status)) {
      return fault(fmt::format("it was ended by signal {} ({})", WTERMSIG(status),
                               ::strsignal(WTERMSIG(status))));
    }
    if (output_.too_much) return fault("it printed more than a report");
    std::string_view line = output_.text;
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.empty()) {
      return fault(fmt::format("it ended with code {} and without a report", WEXITSTATUS(status)));
    }
    try {
      verdict::CheckReport read = verdict::check_report_from_json(line);
      if (read.check != check_)
        return fault("it reported '" + verdict::printable(read.check) + "'");
      return read;
    } catch (const verdict::ReportError& error) {
      return fault(fmt::format("what it printed is no report: {}", error.what()));
    }
  }

  verdict::CheckReport fault(const std::string& reason) const {
    verdict::CheckReport report;
    report.check = check_;
    report.fault = "the suite failed: " + reason;
    constexpr std::size_t most = 1000;
    const std::string_view errors = errors_.text;
    if (!errors.empty()) {
      report.fault->append("\n").append(
          verdict::printable_lines(errors.substr(errors.size() - std::min(errors.size(), most))));
    }
    return report;
  }

  Workshop& workshop_;
  std::string check_;
  std::string setup_;
  std::chrono::milliseconds longest_;
  Reported reported_;
  std::optional<process::process> process_;
  asio::writable_pipe input_;
  asio::steady_timer timer_;
  Stream output_;
  Stream errors_;
  bool timed_out_ = false;
  bool has_ended_ = false;
};

}  // namespace

void run_suite(Workshop& workshop, const std::string& suite, const suite::Setup& setup,
               std::chrono::milliseconds longest, int processor, Reported reported) {
  auto process = std::make_shared<SuiteProcess>(workshop, setup, longest, reported);
  const pid_t self = ::getpid();
  try {
    process->start(suite, processor);
  } catch (const std::exception& error) {
    if (::getpid() != self) ::_exit(127);  // Boost threw between fork and exec
    verdict::CheckReport report;
    report.check = setup.check;
    report.fault = fmt::format("the suite cannot be started: {}: {}", suite, error.what());
    boost::asio::post(workshop.loop(), [reported, report] { reported(report); });
  }
}

}  // namespace lockstep::session
