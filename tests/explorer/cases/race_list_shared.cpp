// expect: data-race
// about: one thread asks whether a list is empty while another adds to it
#include <list>
#include <thread>

std::list<int> jobs;

int main() {
  std::thread producer([] { jobs.push_back(1); });
  const bool nothing = jobs.empty();
  producer.join();
  return nothing && jobs.empty();
}
