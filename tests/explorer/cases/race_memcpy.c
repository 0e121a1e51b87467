// expect: data-race
// lines: 12 17
// std: c17
// about: the accesses are inside memcpy and memset
#include <pthread.h>
#include <string.h>

static char frame[256];
static char screen[256];

static void *camera(void *arg) {
  memset(frame, 'x', sizeof frame);
  return arg;
}

static void *window(void *arg) {
  memcpy(screen, frame, sizeof screen);
  return arg;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, camera, NULL);
  pthread_create(&b, NULL, window, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  return 0;
}
