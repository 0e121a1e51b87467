// main() of every suite binary: reads the setup from standard input, runs the one check that it
// names, and writes one check report to standard output. GoogleTest's own words go nowhere near a
// student: they only explain a grader fault.
#include <csignal>
#include <iostream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include <lockstep/wire/frame.hpp>

#include "state.hpp"

namespace {

using namespace lockstep;

/// Keeps what GoogleTest says about failures.
class FailureCollector : public testing::EmptyTestEventListener {
 public:
  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (result.failed()) messages_ += std::string(result.message()) + "\n";
  }
  [[nodiscard]] const std::string& messages() const { return messages_; }

 private:
  std::string messages_;
};

/// "threads.no-race" is TEST(threads, no_race).
std::string test_name(std::string check) {
  for (char& c : check) {
    if (c == '-') c = '_';
  }
  return check;
}

int run_check(const suite::Setup& setup) {
  testing::GTEST_FLAG(filter) = test_name(setup.check);
  testing::GTEST_FLAG(catch_exceptions) = false;
  auto& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  auto* failures = new FailureCollector;
  listeners.Append(failures);

  verdict::CheckReport& report = suite::current_report();
  report.check = setup.check;
  int result = 0;
  try {
    result = RUN_ALL_TESTS();
  } catch (const std::exception& error) {  // not the submission's fault: it only makes facts
    report.fault = error.what();
    report.findings.clear();
  }
  if (!report.findings.empty()) report.fault.reset();  // what was left undecided matters no more
  if (report.fault) {
    // It stands as it is.
  } else if (testing::UnitTest::GetInstance()->test_to_run_count() != 1) {
    report.fault = "the suite has no test for the check '" + setup.check + "'";
  } else if (result != 0 && report.findings.empty()) {
    report.fault = "the suite could not decide '" + setup.check + "': " + failures->messages();
  }
  std::cout << verdict::to_json_line(report) << std::endl;
  return report.fault ? 3 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  lockstep::wire::ignore_sigpipe();
  try {
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    lockstep::suite::set_setup(lockstep::suite::setup_from_json(text));
    return run_check(lockstep::suite::setup());
  } catch (const std::exception& error) {
    std::cerr << "suite: " << error.what() << '\n';
    return 3;
  }
}
