// expect: lost-update
// lines: 17
// outcomes: 1 2
// std: gnu17
// about: the lock is given back and taken again between looking and writing
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static int likes;

static void *like(void *arg) {
  pthread_rwlock_rdlock(&rw);
  int seen = likes;
  pthread_rwlock_unlock(&rw);
  pthread_rwlock_wrlock(&rw);
  likes = seen + 1;
  pthread_rwlock_unlock(&rw);
  return arg;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, like, NULL);
  pthread_create(&b, NULL, like, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  printf("%d\n", likes);
  return 0;
}
