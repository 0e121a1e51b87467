// expect: ok
// std: c17
#include <pthread.h>
#include <stdlib.h>

#define SLOTS 2
#define ITEMS 3

typedef struct {
  int slot[SLOTS];
  int in, out, used;
  pthread_mutex_t lock;
  pthread_cond_t not_full, not_empty;
} ring_t;

static ring_t ring = {.lock = PTHREAD_MUTEX_INITIALIZER,
                      .not_full = PTHREAD_COND_INITIALIZER,
                      .not_empty = PTHREAD_COND_INITIALIZER};

static void *producer(void *arg) {
  for (int i = 1; i <= ITEMS; i++) {
    pthread_mutex_lock(&ring.lock);
    while (ring.used == SLOTS) pthread_cond_wait(&ring.not_full, &ring.lock);
    ring.slot[ring.in] = i;
    ring.in = (ring.in + 1) % SLOTS;
    ring.used++;
    pthread_cond_signal(&ring.not_empty);
    pthread_mutex_unlock(&ring.lock);
  }
  return arg;
}

static void *consumer(void *arg) {
  int *sum = malloc(sizeof *sum);
  *sum = 0;
  for (int i = 0; i < ITEMS; i++) {
    pthread_mutex_lock(&ring.lock);
    while (ring.used == 0) pthread_cond_wait(&ring.not_empty, &ring.lock);
    *sum += ring.slot[ring.out];
    ring.out = (ring.out + 1) % SLOTS;
    ring.used--;
    pthread_cond_signal(&ring.not_full);
    pthread_mutex_unlock(&ring.lock);
  }
  (void)arg;
  return sum;
}

int main(void) {
  pthread_t p, c;
  void *result;
  pthread_create(&p, NULL, producer, NULL);
  pthread_create(&c, NULL, consumer, NULL);
  pthread_join(p, NULL);
  pthread_join(c, &result);
  int sum = *(int *)result;
  free(result);
  return sum == 6 ? 0 : 1;
}
