// expect: data-race|crash
// lines: 23
// std: gnu17
// about: (g++ -O2 makes a null pointer of it) the thread returns the address of a local variable to who joins it
#include <pthread.h>
#include <stdio.h>

static void keep(int *x) { *x += 1; }

static void *compute(void *arg) {
  int result = *(int *)arg;
  keep(&result);
  void *back = &result;
  return back;
}

int main(void) {
  pthread_t t;
  int in = 41;
  pthread_create(&t, NULL, compute, &in);
  void *back;
  pthread_join(t, &back);
  printf("%d\n", *(int *)back);
  return 0;
}
