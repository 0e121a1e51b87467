// expect: undecided
// undecided: pthread_cancel
// std: c17
// about: cancelling ends a loop that nothing else ends, so that it is no livelock; and join says so
#include <pthread.h>
#include <unistd.h>

static void* beat(void* unused) {
  for (;;) sleep(1);
  return unused;
}

int main(void) {
  pthread_t heart;
  void* result = NULL;
  if (pthread_create(&heart, NULL, beat, NULL) != 0) return 1;
  pthread_cancel(heart);
  pthread_join(heart, &result);
  return result == PTHREAD_CANCELED ? 0 : 1;
}
