// expect: data-race
// lines: 10
// about: two threads write to one log file
#include <fstream>
#include <thread>

std::ofstream log_file("/tmp/log.txt");

void work(int id) {
  for (int i = 0; i < 2; ++i) log_file << "worker " << id << ": step " << i << std::endl;
}

int main() {
  std::thread a(work, 1);
  std::thread b(work, 2);
  a.join();
  b.join();
}
