// expect: unjoined-thread
// lines: 15
// std: c17
// about: main may end before the thread has done anything
#include <pthread.h>
#include <stdio.h>

static void *work(void *arg) {
  printf("done\n");
  return arg;
}

int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  return 0;
}
