// expect: ok
// tsan: its background thread keeps the process alive
// std: c17
// about: pthread_exit in main is legal; the detached threads go on and end the program
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int finished = 0;

static void *worker(void *arg) {
  long id = (long)arg;
  pthread_detach(pthread_self());
  pthread_mutex_lock(&lock);
  finished++;
  printf("thread %ld is number %d\n", id, finished);
  pthread_mutex_unlock(&lock);
  return NULL;
}

int main(void) {
  for (long i = 0; i < 3; i++) {
    pthread_t t;
    if (pthread_create(&t, NULL, worker, (void *)i) != 0) return 1;
  }
  pthread_exit(NULL);
}
