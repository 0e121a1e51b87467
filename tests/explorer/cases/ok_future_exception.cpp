// expect: ok
#include <future>
#include <stdexcept>
#include <string>

int parse(const std::string& text) {
  if (text.empty()) throw std::invalid_argument("nothing to parse");
  return std::stoi(text);
}

int main() {
  auto good = std::async(std::launch::async, parse, "12");
  auto bad = std::async(std::launch::async, parse, "");
  try {
    bad.get();
    return 1;
  } catch (const std::invalid_argument& e) {
    return good.get() == 12 && std::string(e.what()) == "nothing to parse" ? 0 : 1;
  }
}
