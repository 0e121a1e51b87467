// expect: data-race
// about: a detached thread uses a global object while main's end destroys it
#include <string>
#include <thread>

struct Settings {
  volatile int level = 1;
  ~Settings() { level = -1; }
};

Settings settings;
int sink;

int main() {
  std::thread([] { sink = settings.level; }).detach();
}
