// expect: livelock
// std: c17
// about: three threads are counted, two are started
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static atomic_int arrived;

static void *work(void *arg) {
  atomic_fetch_add(&arrived, 1);
  while (atomic_load(&arrived) < 3) sched_yield();
  return arg;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, work, 0);
  pthread_create(&b, 0, work, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  return 0;
}
