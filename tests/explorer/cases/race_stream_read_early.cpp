// expect: data-race
// about: the text of a stream is asked for while another thread still writes
#include <cstdio>
#include <sstream>
#include <thread>

std::ostringstream report;

int main() {
  std::thread writer([] { report << "total " << 42; });
  std::printf("%zu\n", report.str().size());
  writer.join();
}
