// expect: data-race
// about: std::cout may be shared, a stream of one's own may not
#include <sstream>
#include <string>
#include <thread>

std::ostringstream report;

void section(const std::string& title) {
  report << title << ": " << title.size() << "\n";
}

int main() {
  std::thread a(section, "a rather long title for the first section");
  std::thread b(section, "another long title for the second section");
  a.join();
  b.join();
  return report.str().empty();
}
