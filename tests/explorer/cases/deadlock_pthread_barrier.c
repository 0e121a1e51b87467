// expect: deadlock
// lines: 10
// std: gnu17
// about: main is counted but does not come
#include <pthread.h>

static pthread_barrier_t b;

static void *work(void *arg) {
  pthread_barrier_wait(&b);
  return arg;
}

int main(void) {
  pthread_t t[2];
  pthread_barrier_init(&b, NULL, 3);
  for (int i = 0; i < 2; i++) pthread_create(&t[i], NULL, work, NULL);
  for (int i = 0; i < 2; i++) pthread_join(t[i], NULL);
  pthread_barrier_destroy(&b);
  return 0;
}
