// expect: ok
// exhausted: yes
// std: gnu17
#include <pthread.h>

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static int temperature = 20;

static void *sensor(void *arg) {
  pthread_rwlock_wrlock(&rw);
  temperature += 1;
  pthread_rwlock_unlock(&rw);
  return arg;
}

static void *display(void *arg) {
  pthread_rwlock_rdlock(&rw);
  *(int *)arg = temperature;
  pthread_rwlock_unlock(&rw);
  return NULL;
}

int main(void) {
  pthread_t t[3];
  int seen[2];
  pthread_create(&t[0], NULL, sensor, NULL);
  pthread_create(&t[1], NULL, display, &seen[0]);
  pthread_create(&t[2], NULL, display, &seen[1]);
  for (int i = 0; i < 3; i++) pthread_join(t[i], NULL);
  return !((seen[0] == 20 || seen[0] == 21) && (seen[1] == 20 || seen[1] == 21));
}
