// expect: crash
// about: who gets a robust mutex of a thread that has ended must say that all is well again
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t m;

static void* leaves(void* unused) {
  pthread_mutex_lock(&m);
  return unused;
}

int main(void) {
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&m, &kind);
  pthread_t a;
  pthread_create(&a, NULL, leaves, NULL);
  pthread_join(a, NULL);
  if (pthread_mutex_lock(&m) == EOWNERDEAD) pthread_mutex_unlock(&m);
  assert(pthread_mutex_lock(&m) == 0);
  return 0;
}
