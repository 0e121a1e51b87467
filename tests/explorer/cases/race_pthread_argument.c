// expect: data-race
// lines: 9 17
// std: c17
// about: every thread gets the address of the same variable
#include <pthread.h>
#include <stdio.h>

static void *hello(void *arg) {
  int id = *(int *)arg;
  printf("hello from %d\n", id);
  return NULL;
}

int main(void) {
  pthread_t threads[3];
  int i;
  for (i = 0; i < 3; i++) {
    pthread_create(&threads[i], NULL, hello, &i);
  }
  for (int k = 0; k < 3; k++) pthread_join(threads[k], NULL);
  return 0;
}
