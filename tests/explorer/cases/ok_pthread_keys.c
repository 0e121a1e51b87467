// expect: ok
// std: c17
#include <pthread.h>
#include <stdlib.h>

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int destroyed = 0;

static void drop(void *p) {
  free(p);
  pthread_mutex_lock(&m);
  destroyed++;
  pthread_mutex_unlock(&m);
}

static void make_key(void) { pthread_key_create(&key, drop); }

static int *mine(void) {
  pthread_once(&once, make_key);
  int *p = pthread_getspecific(key);
  if (p == NULL) {
    p = calloc(1, sizeof *p);
    pthread_setspecific(key, p);
  }
  return p;
}

static void *work(void *arg) {
  for (int i = 0; i < 3; i++) ++*mine();
  return (void *)(long)(*mine() == 3 ? 0 : 1 + (arg != NULL));
}

int main(void) {
  pthread_t a, b;
  void *x, *y;
  pthread_create(&a, NULL, work, NULL);
  pthread_create(&b, NULL, work, NULL);
  pthread_join(a, &x);
  pthread_join(b, &y);
  return !(x == NULL && y == NULL && destroyed == 2);
}
