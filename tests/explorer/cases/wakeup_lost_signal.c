// expect: lost-wakeup
// lines: 14 24
// std: c17
// about: the signal is not remembered in any variable
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t done = PTHREAD_COND_INITIALIZER;

static void *child(void *arg) {
  printf("child\n");
  pthread_mutex_lock(&m);
  pthread_cond_signal(&done);
  pthread_mutex_unlock(&m);
  return arg;
}

int main(void) {
  pthread_t t;
  printf("parent: begin\n");
  pthread_create(&t, NULL, child, NULL);
  pthread_mutex_lock(&m);
  pthread_cond_wait(&done, &m);
  pthread_mutex_unlock(&m);
  printf("parent: end\n");
  pthread_join(t, NULL);
  return 0;
}
