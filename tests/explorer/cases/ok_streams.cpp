// expect: ok
// about: streams under a lock, one for each thread, handed over, and those that all may share
#include <fstream>
#include <iostream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <syncstream>
#include <thread>
#include <vector>

std::mutex lock;
std::ostringstream shared;

std::string label(int id) {
  std::ostringstream text;
  text << "worker " << id << ' ' << 0.5 * id << std::hex << 255;
  return text.str();
}

void work(int id) {
  const std::string mine = label(id);
  {
    std::lock_guard guard(lock);
    shared << mine << '\n';
  }
  std::cout << mine << std::endl;
  std::osyncstream(std::cout) << mine << '\n';
  std::cerr << id << std::endl;
  std::ofstream file("/tmp/worker" + std::to_string(id));
  file << mine;
}

int main() {
  auto handed = std::make_unique<std::ostringstream>();
  *handed << "first ";
  std::thread c([text = std::move(handed)] { *text << "second"; });
  std::vector<std::thread> workers;
  for (int i = 0; i < 2; ++i) workers.emplace_back(work, i);
  for (auto& each : workers) each.join();
  c.join();
  std::istringstream lines(shared.str());
  std::string line;
  int count = 0;
  while (std::getline(lines, line)) ++count;
  return count == 2 ? 0 : 1;
}
