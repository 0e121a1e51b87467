#include "judgement.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace lockstep::explorer_cases {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

std::string_view text(const value& of) {
  return of.is_string() ? std::string_view(of.as_string()) : "";
}

const array& list(const object& in, std::string_view key) {
  static const array none;
  const value* found = in.if_contains(key);
  return found != nullptr && found->is_array() ? found->as_array() : none;
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// Blanks and hyphens are the same: `busy-wait` is found in "busy waiting".
bool says(std::string_view sentence, std::string_view wanted) {
  const auto same = [](char a, char b) {
    const auto plain = [](char c) { return c == '-' ? ' ' : c; };
    return plain(a) == plain(b);
  };
  return std::search(sentence.begin(), sentence.end(), wanted.begin(), wanted.end(), same) !=
         sentence.end();
}

bool any_says(const array& sentences, std::string_view wanted) {
  return std::any_of(sentences.begin(), sentences.end(),
                     [&](const value& each) { return says(text(each), wanted); });
}

bool any_message_says(const object& got, std::string_view wanted) {
  const array& findings = list(got, "findings");
  return std::any_of(findings.begin(), findings.end(),
                     [&](const value& each) { return says(text(each.at("message")), wanted); });
}

int status_of(std::string_view verdict) {
  if (verdict == "ok") return 0;
  return verdict == "undecided" ? 4 : 1;
}

std::string join(const std::set<std::string>& all) {
  std::string joined;
  for (const std::string& each : all) joined += (joined.empty() ? "" : ", ") + each;
  return joined;
}

std::string trimmed(std::string_view all) {
  while (!all.empty() && (all.back() == '\n' || all.back() == ' ')) all.remove_suffix(1);
  return std::string(all);
}

void compare_outcomes(const Expectation& want, const object& got, std::vector<std::string>& out) {
  if (want.outcomes.empty()) return;
  std::set<std::string> seen;
  for (const value& each : list(got, "outcomes")) seen.insert(trimmed(text(each.at("output"))));
  const std::set<std::string> wanted(want.outcomes.begin(), want.outcomes.end());
  if (seen != wanted) out.push_back("outcomes " + join(seen) + "; expected " + join(wanted));
}

/// Of findings with the right verdict.
void compare_lines(const Expectation& want, const object& got, std::vector<std::string>& out) {
  std::set<int> named;
  for (const value& finding : list(got, "findings")) {
    if (!contains(want.verdicts, text(finding.at("verdict")))) continue;
    for (const value& place : list(finding.as_object(), "places")) {
      named.insert(static_cast<int>(place.at("line").to_number<std::int64_t>()));
    }
  }
  for (const int line : want.lines) {
    if (named.contains(line)) continue;
    std::set<std::string> texts;
    for (const int each : named) texts.insert(std::to_string(each));
    out.push_back("line " + std::to_string(line) + " is not among the places: " + join(texts));
  }
}

void compare_numbers(const Expectation& want, const object& got, std::vector<std::string>& out) {
  const auto count = got.at("interleavings").to_number<std::int64_t>();
  if (want.interleavings && count != *want.interleavings) {
    out.push_back(std::to_string(count) + " interleavings; expected " +
                  std::to_string(*want.interleavings));
  }
  const bool exhausted = got.at("exhausted").as_bool();
  if (want.exhausted && exhausted != *want.exhausted) {
    out.push_back(std::string(exhausted ? "exhausted" : "not exhausted") + " after " +
                  std::to_string(count));
  }
}

void compare_sentences(const Expectation& want, const object& got, std::vector<std::string>& out) {
  for (const std::string& note : want.notes) {
    if (!any_says(list(got, "notes"), note)) out.push_back("no note says " + note);
  }
  for (const std::string& name : want.undecided) {
    if (!any_says(list(got, "undecided"), name)) out.push_back("not named as undecided: " + name);
  }
  for (const std::string& part : want.texts) {
    if (!any_message_says(got, part)) out.push_back("no message says " + part);
  }
  for (const std::string& part : want.silent) {
    if (any_message_says(got, part)) out.push_back("a message says " + part);
  }
  if (want.spurious && !any_message_says(got, "spurious")) {
    out.push_back("no message says that a spurious wake-up is needed");
  }
  for (const std::string& kind : want.kinds) {
    const array& findings = list(got, "findings");
    if (std::none_of(findings.begin(), findings.end(),
                     [&](const value& each) { return text(each.at("kind")) == kind; })) {
      out.push_back("no finding is a " + kind);
    }
  }
}

}  // namespace

std::vector<std::string> differences(const Expectation& want, const object& got, int exit_status,
                                     bool optimised) {
  std::vector<std::string> out;
  const std::string_view verdict = text(got.at("verdict"));
  if (!contains(want.verdicts, verdict)) {
    out.push_back("verdict " + std::string(verdict.empty() ? "missing" : verdict));
    return out;
  }
  if (exit_status != status_of(verdict)) {
    out.push_back("exit status " + std::to_string(exit_status));
  }
  if (!(optimised && verdict == "data-race")) {
    compare_outcomes(want, got, out);
    compare_lines(want, got, out);
  }
  compare_numbers(want, got, out);
  compare_sentences(want, got, out);
  return out;
}

std::vector<std::string> replays(const object& got) {
  std::vector<std::string> ids;
  for (const value& finding : list(got, "findings")) {
    const std::string_view id = text(finding.at("replay"));
    if (!id.empty() && !contains(ids, id)) ids.emplace_back(id);
  }
  return ids;
}

std::string essence(const object& got, const std::string& id) {
  for (const value& finding : list(got, "findings")) {
    if (text(finding.at("replay")) != id) continue;
    object shown{{"kind", finding.at("kind")}, {"places", finding.at("places")}};
    return boost::json::serialize(shown);
  }
  return "";
}

}  // namespace lockstep::explorer_cases
