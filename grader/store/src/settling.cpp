// Which result counts for a student.
//
// The first result counts at once; so does that of something newly handed in. Where nothing but the
// versions of exercise, grader or compiler has changed, a result with other points or verdicts is
// only proposed: grades never change unseen. A grader fault never takes the place of anything.
#include "names.hpp"
#include "open.hpp"

namespace lockstep::store {

Settling::Settling(Database& database, std::int64_t version, Counts counts)
    : version_(version),
      counts_(counts),
      latest_attempt_(database,
                      "SELECT content FROM attempt WHERE student=? ORDER BY place DESC LIMIT 1"),
      attempts_(database,
                "SELECT content FROM attempt WHERE student=? AND content<>'' ORDER BY place DESC"),
      newest_result_(database,
                     "SELECT id, content, state, outline, score FROM result WHERE content=? AND "
                     "version=? ORDER BY id DESC LIMIT 1"),
      in_force_(database,
                "SELECT r.id, r.content, r.state, r.outline, r.version FROM grade g "
                "JOIN result r ON r.id=g.result WHERE g.student=?"),
      grade_(database, "INSERT OR REPLACE INTO grade(student, result) VALUES(?, ?)"),
      change_(database,
              "INSERT INTO change(student, before, after, reason, at) "
              "VALUES(?1, nullif(?2, 0), ?3, ?4, ?5)"),
      withdraw_(database, "DELETE FROM proposal WHERE student=? AND decision='open'"),
      known_(database,
             "SELECT 1 FROM proposal p JOIN result r ON r.id=p.result WHERE p.student=?1 AND "
             "p.decision='discarded' AND r.version=?2 AND r.content=?3 AND r.outline=?4"),
      propose_(database,
               "INSERT OR IGNORE INTO proposal(student, result, decision, at) "
               "VALUES(?, ?, 'open', ?)") {}

Settling::Candidate Settling::newest_result(const std::string& content) {
  if (content.empty() || !newest_result_.with(content, version_).step()) return {};
  return {newest_result_.number(0), newest_result_.text(1), newest_result_.text(2),
          newest_result_.text(3)};
}

/// Nothing before all attempts have been graded: the best of some would change again.
Settling::Candidate Settling::best(const std::string& student) {
  Candidate best;
  std::int64_t most = -1;
  attempts_.with(student);
  while (attempts_.step()) {
    Candidate each = newest_result(attempts_.text(0));
    if (each.result == 0) return {};
    const std::int64_t score = newest_result_.maybe(4).value_or(-1);
    if (score <= most) continue;
    most = score;
    best = std::move(each);
  }
  return best;
}

Settling::Candidate Settling::candidate(const std::string& student) {
  if (counts_ == Counts::best) return best(student);
  if (!latest_attempt_.with(student).step()) return {};
  return newest_result(latest_attempt_.text(0));
}

void Settling::settle(const std::string& student) {
  const Candidate found = candidate(student);
  if (found.result == 0 || state_called(found.state) == State::fault) return;
  if (!in_force_.with(student).step()) return put_in_force(student, 0, found.result);
  const std::int64_t before = in_force_.number(0);
  if (before == found.result) return withdraw_.with(student).run();
  const bool other_content = in_force_.text(1) != found.content;
  const bool same_outcome = in_force_.text(2) == found.state && in_force_.text(3) == found.outline;
  const bool same_versions = in_force_.number(4) == version_;
  in_force_.reset();
  // What was handed in anew counts. With `best` another attempt may also lead because of a version.
  if (other_content && (counts_ == Counts::latest || same_versions)) {
    return put_in_force(student, before, found.result);
  }
  if (same_outcome && !other_content) {
    withdraw_.with(student).run();
    return grade_.with(student, found.result).run();
  }
  propose(student, found);
}

void Settling::propose(const std::string& student, const Candidate& candidate) {
  withdraw_.with(student).run();
  if (known_.with(student, version_, candidate.content, candidate.outline).step()) return;
  propose_.with(student, candidate.result, utc_now()).run();
}

void Settling::put_in_force(const std::string& student, std::int64_t before, std::int64_t result) {
  withdraw_.with(student).run();
  grade_.with(student, result).run();
  change_.with(student, before, result, "handed in", utc_now()).run();
}

}  // namespace lockstep::store
