// expect: data-race
// lines: 12 19
// std: c17
// about: main reads the results and joins only afterwards
#include <pthread.h>
#include <stdio.h>

static int part[2];

static void *work(void *arg) {
  long me = (long)arg;
  part[me] = (int)me + 1;
  return NULL;
}

int main(void) {
  pthread_t t[2];
  for (long i = 0; i < 2; i++) pthread_create(&t[i], NULL, work, (void *)i);
  printf("%d\n", part[0] + part[1]);
  for (int i = 0; i < 2; i++) pthread_join(t[i], NULL);
  return 0;
}
