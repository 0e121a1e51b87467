// expect: crash
// lines: 11
// kind: unlock-not-owner
// std: c17
// about: a mutex used like a signal: locked by one thread, unlocked by another
#include <pthread.h>

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void *opener(void *arg) {
  pthread_mutex_unlock(&gate);
  return arg;
}

int main(void) {
  pthread_t t;
  pthread_mutex_lock(&gate);
  pthread_create(&t, NULL, opener, NULL);
  pthread_join(t, NULL);
  return 0;
}
