// expect: ok
// about: std::osyncstream around one stream of the program's own
#include <sstream>
#include <string>
#include <syncstream>
#include <thread>

std::ostringstream report;

void section(int number) {
  std::osyncstream(report) << "section " << number << '\n';
  std::osyncstream again(report);
  again << "end of " << number << '\n';
}

int main() {
  std::thread a(section, 1);
  std::thread b(section, 2);
  a.join();
  b.join();
  return report.str().size() == 38 ? 0 : 1;
}
