// fill_store FOLDER: makes a batch's store from the class on standard input, as
// tests/export/a_class.py writes it. What grading would take minutes for, and faults that it cannot
// be made to have.
#include <iostream>
#include <iterator>
#include <map>
#include <string>

#include <boost/json.hpp>
#include <lockstep/store/ledger.hpp>

namespace {

using boost::json::object;
using boost::json::value;
using namespace lockstep::store;

std::string text(const object& from, const char* key) {
  const value* found = from.if_contains(key);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

Entrant entrant_of(const object& from) {
  Entrant entrant;
  entrant.student = text(from, "student");
  entrant.identity = {text(from, "name"),  text(from, "id"),    text(from, "sis_id"),
                      text(from, "login"), text(from, "email"), text(from, "section")};
  Attempt attempt;
  attempt.label = "1";
  attempt.origin = entrant.student;
  attempt.problem = text(from, "problem");
  attempt.handed_in = text(from, "handed_in");
  attempt.late = from.contains("late");
  if (attempt.problem.empty()) {
    attempt.content = text(from, "content");
    attempt.files = {{text(from, "file"), text(from, "source")}};
  }
  entrant.attempts.push_back(attempt);
  return entrant;
}

Graded graded_of(const object& from) {
  Graded graded;
  const object& result = from.at("result").as_object();
  const std::map<std::string, State> states{{"graded", State::graded},
                                            {"did-not-compile", State::did_not_compile},
                                            {"tampering", State::tampering},
                                            {"grader-fault", State::fault}};
  graded.state = states.at(text(result, "status"));
  if (graded.state != State::fault) graded.score = result.at("score").to_number<int>();
  if (graded.state == State::fault) graded.reason = result.at("faults").at(0).as_string().c_str();
  graded.json = boost::json::serialize(result);
  graded.measured = R"({"host":"vm","total_ms":1347,"compilation_ms":1262,"checks_ms":{}})";
  graded.host = "vm";
  graded.outline = graded.json;
  return graded;
}

void fill(Ledger& ledger, const boost::json::array& students) {
  ledger.begin_run({"0.1.0 (abc)", "def", "g++ 12"}, Counts::latest, {}, "vm");
  ledger.take_in([&](const auto& each) {
    for (const value& student : students) each(entrant_of(student.as_object()));
  });
  for (const value& student : students) {
    const object& from = student.as_object();
    if (from.contains("result")) ledger.add(text(from, "content"), graded_of(from));
  }
  ledger.settle();
  ledger.end_run();
  for (const value& student : students) {
    const object& from = student.as_object();
    if (!from.contains("override")) continue;
    ledger.override_points(text(from, "student"),
                           {from.at("override").to_number<int>(), "staff", "by hand", ""});
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string input{std::istreambuf_iterator<char>(std::cin), {}};
  const value all = boost::json::parse(input);
  const object& from = all.as_object();
  Ledger ledger(argv[1], {text(from, "exercise"), text(from, "title"), 12});
  fill(ledger, from.at("students").as_array());
  return 0;
}
