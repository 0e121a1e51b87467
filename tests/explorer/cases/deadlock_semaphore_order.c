// expect: deadlock
// lines: 14
// std: c17
// about: the mutex is taken before the slot is waited for
#include <pthread.h>
#include <semaphore.h>

static sem_t mutex, items, slots;
static int count;

static void *producer(void *arg) {
  for (int i = 0; i < 2; i++) {
    sem_wait(&mutex);
    sem_wait(&slots);
    count++;
    sem_post(&items);
    sem_post(&mutex);
  }
  return arg;
}

static void *consumer(void *arg) {
  for (int i = 0; i < 2; i++) {
    sem_wait(&items);
    sem_wait(&mutex);
    count--;
    sem_post(&mutex);
    sem_post(&slots);
  }
  return arg;
}

int main(void) {
  pthread_t p, c;
  sem_init(&mutex, 0, 1);
  sem_init(&items, 0, 0);
  sem_init(&slots, 0, 1);
  pthread_create(&p, NULL, producer, NULL);
  pthread_create(&c, NULL, consumer, NULL);
  pthread_join(p, NULL);
  pthread_join(c, NULL);
  return count;
}
