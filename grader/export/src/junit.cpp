// GitLab shows a case's class as its suite and the text of failure and error; Jenkins the same.
#include <array>

#include <fmt/format.h>
#include <lockstep/export/formats.hpp>
#include <lockstep/export/markup.hpp>
#include <lockstep/export/words.hpp>

namespace lockstep::exports {
namespace {

using judge::CheckStatus;

constexpr std::size_t most_bytes = 29'000'000;  // GitLab reads 30 MB

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, escaped_markup(line(value)));
}

std::string seconds(std::chrono::milliseconds time) {
  return fmt::format("{:.3f}", static_cast<double>(time.count()) / 1000);
}

/// One suite, written case by case.
class Suite {
 public:
  Suite(const Entry& entry, std::string exercise, std::size_t most_characters)
      : entry_(entry), class_(std::move(exercise)), most_(most_characters) {
    if (!entry.standing.student.empty()) class_ += "." + entry.standing.student;
  }

  std::string text() {
    if (!entry_.points() && entry_.standing.state != store::State::graded) without_grade();
    if (entry_.result) {
      compilation(*entry_.result);
      for (const judge::CheckResult& check : entry_.result->checks) add(check);
    }
    std::string suite = "<testsuite" + attribute("name", class_);
    suite += fmt::format(R"( tests="{}" failures="{}" errors="{}" skipped="{}")", tests_, failures_,
                         errors_, skipped_);
    if (entry_.result) suite += attribute("time", seconds(entry_.result->measured.total));
    return suite + ">\n" + cases_ + "</testsuite>\n";
  }

 private:
  static constexpr std::string_view nothing = "";

  void open(std::string_view name, const std::string& more = "") {
    ++tests_;
    cases_ += "<testcase" + attribute("classname", class_) + attribute("name", name) + more + ">";
  }

  void body(std::string_view element, std::string_view type, std::string_view text) {
    cases_ += fmt::format("<{}", element);
    if (!type.empty()) cases_ += attribute("type", type);
    cases_ += fmt::format(">{}</{}>", escaped_markup(lines(text, most_)), element);
  }

  void close() { cases_ += "</testcase>\n"; }

  /// The grader's own fault, or a submission that could not be read: first, and no failure.
  void without_grade() {
    const bool fault = entry_.standing.state == store::State::fault;
    open(fault ? "grader" : "submission");
    if (fault) {
      ++errors_;
      body("error", "grader-fault", note(entry_));
    } else {
      ++skipped_;
      body("skipped", nothing, note(entry_));
    }
    close();
  }

  void compilation(const judge::Result& result) {
    if (result.status != judge::Status::did_not_compile) return;
    ++failures_;
    open("compilation");
    body("failure", "did-not-compile", compiler_errors(result));
    close();
  }

  void add(const judge::CheckResult& check) {
    const auto measured = entry_.result->measured.checks.find(check.id);
    std::string more;
    if (measured != entry_.result->measured.checks.end()) {
      more = attribute("time", seconds(measured->second));
    }
    if (!check.places.empty()) more += place(check.places.front());
    open(check.id + ": " + check.title, more);
    if (check.undecided) {
      ++errors_;
      body("error", "not-decided", check.message);
    } else if (check.status == CheckStatus::skipped) {
      ++skipped_;
      body("skipped", nothing, check.message);
    } else if (check.status == CheckStatus::failed) {
      ++failures_;
      body("failure", verdict::name(check.verdict), reason(check) + "\n\n" + details(check));
    }
    close();
  }

  static std::string place(const verdict::Place& where) {
    std::string text = attribute("file", where.file);
    if (where.line > 0) text += fmt::format(" line=\"{}\"", where.line);
    return text;
  }

  const Entry& entry_;
  std::string class_;
  std::size_t most_;
  std::string cases_;
  int tests_ = 0, failures_ = 0, errors_ = 0, skipped_ = 0;
};

std::string document(const Class& all, std::size_t most_characters) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
                     attribute("name", "lockstep " + all.subject.exercise) + ">\n";
  for (const Entry& entry : all.entries) {
    text += Suite(entry, all.subject.exercise, most_characters).text();
  }
  return text + "</testsuites>\n";
}

}  // namespace

std::string junit(const Class& all) {
  constexpr std::array<std::size_t, 5> cuts{8'000, 2'000, 500, 100, 0};
  std::string text;
  for (const std::size_t most : cuts) {
    text = document(all, most);
    if (text.size() <= most_bytes) break;
  }
  return text;
}

}  // namespace lockstep::exports
