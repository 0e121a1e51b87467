// expect: deadlock
// lines: 13
// std: c17
#include <pthread.h>
#include <semaphore.h>

static pthread_t ring[3];
static sem_t all_created;

static void *wait_for_next(void *arg) {
  long me = (long)arg;
  sem_wait(&all_created);
  pthread_join(ring[(me + 1) % 3], NULL);
  return NULL;
}

int main(void) {
  sem_init(&all_created, 0, 0);
  for (long i = 0; i < 3; i++) pthread_create(&ring[i], NULL, wait_for_next, (void *)i);
  for (int i = 0; i < 3; i++) sem_post(&all_created);
  pthread_exit(NULL);
}
