// expect: crash|data-race
// lines: 24
// kind: destroyed-while-used
// std: gnu17
// about: the mutex is destroyed while the thread may hold it
#include <pthread.h>

static pthread_mutex_t m;
static pthread_barrier_t meet;

static void *work(void *arg) {
  pthread_mutex_lock(&m);
  pthread_barrier_wait(&meet);
  pthread_barrier_wait(&meet);
  return arg;
}

int main(void) {
  pthread_t t;
  pthread_mutex_init(&m, NULL);
  pthread_barrier_init(&meet, NULL, 2);
  pthread_create(&t, NULL, work, NULL);
  pthread_barrier_wait(&meet);
  pthread_mutex_destroy(&m);
  pthread_barrier_wait(&meet);
  pthread_join(t, NULL);
  return 0;
}
