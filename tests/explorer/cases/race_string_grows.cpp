// expect: data-race
// lines: 11
// about: SCHEDULES case 11: the string moves to other memory while it is read
#include <string>
#include <thread>

std::string text = "a text that is too long for the small string inside the object";

int main() {
  std::thread writer([] {
    for (int i = 0; i < 3; ++i) text += " and more";
  });
  std::size_t spaces = 0;
  for (char c : text) {
    if (c == ' ') ++spaces;
  }
  writer.join();
  return spaces == 0;
}
