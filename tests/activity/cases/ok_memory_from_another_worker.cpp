// expect: workers=6 writers=2 writes=1 kind=plain serialised=0 races=0
// A block is freed and the caller gives the same address to the next worker: two objects, no race.
#include <pthread.h>
#include <unistd.h>

#include <cstdlib>

static long* volatile blocks[6];

static void* work(void* block) {
  *static_cast<long*>(block) = 1;
  return nullptr;
}

void call() {
  pthread_t threads[6];
  void* first = std::malloc(64);
  for (int w = 0; w < 6; ++w) {
    void* block = w == 0 ? first : std::malloc(64);
    blocks[w] = static_cast<long*>(block);
    pthread_create(&threads[w], nullptr, work, block);
    usleep(2000);  // in place of the hand-over that a real program would have
    if (w == 0) std::free(block);
  }
  for (pthread_t thread : threads) pthread_join(thread, nullptr);
  for (int w = 1; w < 6; ++w) std::free(blocks[w]);
}
