// expect: process-limit
// limits: wall=2s cpu=1s
#include <pthread.h>

#include <hostile.hpp>

int main() {
  for (;;) {
    pthread_t thread;
    const auto body = [](void*) -> void* { hostile::sleep_for_ever(); };
    ::pthread_create(&thread, nullptr, body, nullptr);
  }
}
