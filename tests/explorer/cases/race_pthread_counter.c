// expect: data-race
// lines: 14
// std: c17
// about: the result of pthread_mutex_trylock is ignored
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long visits;

static void *visit(void *unused) {
  (void)unused;
  pthread_mutex_trylock(&lock);
  visits++;
  pthread_mutex_unlock(&lock);
  return NULL;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, visit, NULL);
  pthread_create(&b, NULL, visit, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  printf("%ld\n", visits);
  return 0;
}
