// expect: uncaught-exception
// about: get() throws in main what the task threw
#include <future>
#include <stdexcept>

int half(int n) {
  if (n % 2 != 0) throw std::domain_error("odd");
  return n / 2;
}

int main() {
  auto f = std::async(std::launch::async, half, 7);
  return f.get();
}
