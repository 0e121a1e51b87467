// expect: ok
// exhausted: yes
// std: gnu17
// about: pthread_exit runs what pthread_cleanup_push has left, the innermost first
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int unlocked;
static int left;

static void unlock(void* held) {
  unlocked += left == 0 || left == 2;
  pthread_mutex_unlock(held);
}

static void count(void* counter) { ++*(int*)counter; }

static void* work(void* leaves) {
  pthread_mutex_lock(&mutex);
  pthread_cleanup_push(unlock, &mutex);
  if (leaves != NULL) {
    pthread_cleanup_push(count, &left);
    pthread_cleanup_push(count, &left);
    pthread_exit(leaves);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
  }
  pthread_cleanup_pop(1);
  return NULL;
}

int main(void) {
  pthread_t a;
  pthread_t b;
  void* result = NULL;
  if (pthread_create(&a, NULL, work, &left) != 0) return 2;
  if (pthread_create(&b, NULL, work, NULL) != 0) return 2;
  pthread_join(a, &result);
  pthread_join(b, NULL);
  return unlocked == 2 && left == 2 && result == &left ? 0 : 1;
}
