// expect: ok
// std: gnu17
#include <pthread.h>

#define N 3
static pthread_barrier_t barrier;
static int part[N];
static int sums[N];
static int serial;

static void *work(void *arg) {
  int me = *(int *)arg;
  part[me] = me + 1;
  if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD) serial++;
  for (int i = 0; i < N; i++) sums[me] += part[i];
  return NULL;
}

int main(void) {
  pthread_t t[N];
  int id[N];
  pthread_barrier_init(&barrier, NULL, N);
  for (int i = 0; i < N; i++) {
    id[i] = i;
    pthread_create(&t[i], NULL, work, &id[i]);
  }
  for (int i = 0; i < N; i++) pthread_join(t[i], NULL);
  pthread_barrier_destroy(&barrier);
  return !(sums[0] == 6 && sums[1] == 6 && sums[2] == 6 && serial == 1);
}
