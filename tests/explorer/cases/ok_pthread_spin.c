// expect: ok
// std: gnu17
#include <pthread.h>

static pthread_spinlock_t spin;
static int n;

static void *inc(void *arg) {
  for (int i = 0; i < 2; i++) {
    pthread_spin_lock(&spin);
    n++;
    pthread_spin_unlock(&spin);
  }
  return arg;
}

int main(void) {
  pthread_t a, b;
  pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
  pthread_create(&a, 0, inc, 0);
  pthread_create(&b, 0, inc, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  pthread_spin_destroy(&spin);
  return n != 4;
}
