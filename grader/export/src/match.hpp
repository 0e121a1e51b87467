// Which student each line of a downloaded sheet is about.
#pragma once

#include <string>
#include <vector>

#include <lockstep/export/entry.hpp>

namespace lockstep::exports {

/// What a line of a sheet says about its student; empty where it says nothing.
struct Clues {
  std::string id;
  std::string sis_id;
  std::string login;
  std::string email;
  std::string name;
};

struct Matches {
  std::vector<const Entry*> of_line;  // one for each of the clues; null where nobody fits
  std::vector<std::string> missing;   // students with points who have no line
};

/// By what is most certain first: id, university's number, login, e-mail, name. What several lines
/// or several students share decides nothing, and a name does not where anything else differs: a
/// grade is rather missing than somebody else's. Letters' case does not count. `all` must outlive
/// what is returned.
[[nodiscard]] Matches match(const Class& all, const std::vector<Clues>& sheet);

}  // namespace lockstep::exports
