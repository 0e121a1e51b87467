// expect: ok
// about: strict turns
#include <semaphore>
#include <string>
#include <thread>

std::binary_semaphore ping_turn(1), pong_turn(0);
std::string game;

int main() {
  std::thread ping([] {
    for (int i = 0; i < 3; ++i) {
      ping_turn.acquire();
      game += "ping ";
      pong_turn.release();
    }
  });
  std::thread pong([] {
    for (int i = 0; i < 3; ++i) {
      pong_turn.acquire();
      game += "pong ";
      ping_turn.release();
    }
  });
  ping.join();
  pong.join();
  return game == "ping pong ping pong ping pong " ? 0 : 1;
}
