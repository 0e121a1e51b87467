// expect: deadlock
// lines: 11
// std: c17
// about: the mutex stays locked where nothing is found
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int keys[3] = {3, 5, 8};

static int find(int key) {
  pthread_mutex_lock(&m);
  for (int i = 0; i < 3; i++) {
    if (keys[i] == key) {
      pthread_mutex_unlock(&m);
      return i;
    }
  }
  return -1;
}

static void *search(void *arg) {
  find((int)(long)arg);
  return NULL;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, search, (void *)4L);
  pthread_create(&b, NULL, search, (void *)5L);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  return 0;
}
