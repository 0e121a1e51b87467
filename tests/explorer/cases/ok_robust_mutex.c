// expect: ok
// about: a thread ends with a robust mutex, and the next one mends what it left
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t m;
static int half_done, mended, done;

static void* leaves(void* unused) {
  if (pthread_mutex_lock(&m) == EOWNERDEAD) pthread_mutex_consistent(&m);
  half_done = 1;
  return unused;
}

static void* works(void* unused) {
  if (pthread_mutex_lock(&m) == EOWNERDEAD) {
    half_done = 0;
    mended = 1;
    pthread_mutex_consistent(&m);
  }
  done += 1;
  pthread_mutex_unlock(&m);
  return unused;
}

int main(void) {
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&m, &kind);
  pthread_t a, b, c;
  pthread_create(&a, NULL, leaves, NULL);
  pthread_create(&b, NULL, works, NULL);
  pthread_create(&c, NULL, works, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  pthread_join(c, NULL);
  return done == 2 && half_done + mended == 1 ? 0 : 1;
}
