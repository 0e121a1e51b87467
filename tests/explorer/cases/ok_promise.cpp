// expect: ok
#include <future>
#include <string>
#include <thread>

int main() {
  std::promise<std::string> promise;
  std::future<std::string> answer = promise.get_future();
  std::thread oracle([p = std::move(promise)]() mutable {
    p.set_value("forty-two, written out so that it lives on the heap");
  });
  std::string text = answer.get();
  oracle.join();
  return text.substr(0, 9) == "forty-two" ? 0 : 1;
}
