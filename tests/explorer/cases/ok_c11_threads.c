// expect: ok
// std: c17
// tsan: c11-threads
// about: C11's own threads
#include <stdatomic.h>
#include <threads.h>

static mtx_t m;
static cnd_t ready;
static int stage;
static atomic_int touched;

static int worker(void *arg) {
  (void)arg;
  mtx_lock(&m);
  while (stage == 0) cnd_wait(&ready, &m);
  stage = 2;
  mtx_unlock(&m);
  atomic_fetch_add(&touched, 1);
  return 7;
}

int main(void) {
  thrd_t t;
  int result = 0;
  mtx_init(&m, mtx_plain);
  cnd_init(&ready);
  if (thrd_create(&t, worker, NULL) != thrd_success) return 1;
  mtx_lock(&m);
  stage = 1;
  cnd_signal(&ready);
  mtx_unlock(&m);
  thrd_join(t, &result);
  cnd_destroy(&ready);
  mtx_destroy(&m);
  return !(result == 7 && stage == 2 && touched == 1);
}
