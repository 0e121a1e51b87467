// Threads of <threads.h>. glibc makes them of its own internal functions, which cannot be
// interposed; here they are made of the POSIX ones.
#include <pthread.h>
#include <sched.h>
#include <threads.h>
#include <time.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>

#include "keep.hpp"

namespace lockstep::explorer::runtime {
namespace {

static_assert(sizeof(mtx_t) >= sizeof(pthread_mutex_t) && sizeof(cnd_t) >= sizeof(pthread_cond_t));

pthread_mutex_t* mutex_of(mtx_t* mutex) noexcept {
  return reinterpret_cast<pthread_mutex_t*>(mutex);
}
pthread_cond_t* condition_of(cnd_t* condition) noexcept {
  return reinterpret_cast<pthread_cond_t*>(condition);
}

int result_of(int error) noexcept {
  switch (error) {
    case 0:
      return thrd_success;
    case ETIMEDOUT:
      return thrd_timedout;
    case EBUSY:
      return thrd_busy;
    case ENOMEM:
      return thrd_nomem;
    default:
      return thrd_error;
  }
}

struct Begin {
  thrd_start_t function;
  void* argument;
};

void* begin(void* memory) {
  const Begin work = *static_cast<Begin*>(memory);
  std::free(memory);
  return reinterpret_cast<void*>(static_cast<std::intptr_t>(work.function(work.argument)));
}

}  // namespace

void keep_c11_calls() noexcept {}

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int thrd_create(thrd_t* thread, thrd_start_t function, void* argument) {
  auto* work = static_cast<runtime::Begin*>(std::malloc(sizeof(runtime::Begin)));
  if (work == nullptr) return thrd_nomem;
  *work = {function, argument};
  return runtime::result_of(pthread_create(thread, nullptr, runtime::begin, work));
}
int thrd_join(thrd_t thread, int* result) {
  void* value = nullptr;
  const int error = pthread_join(thread, &value);
  if (result != nullptr) *result = static_cast<int>(reinterpret_cast<std::intptr_t>(value));
  return runtime::result_of(error);
}
int thrd_detach(thrd_t thread) { return runtime::result_of(pthread_detach(thread)); }
thrd_t thrd_current() { return pthread_self(); }
int thrd_equal(thrd_t a, thrd_t b) { return a == b; }
void thrd_yield() { sched_yield(); }
int thrd_sleep(const timespec* duration, timespec* rest) { return nanosleep(duration, rest); }
void thrd_exit(int result) {
  pthread_exit(reinterpret_cast<void*>(static_cast<std::intptr_t>(result)));
}

int mtx_init(mtx_t* mutex, int type) {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  if ((type & mtx_recursive) != 0) {
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
  }
  return runtime::result_of(pthread_mutex_init(runtime::mutex_of(mutex), &attributes));
}
void mtx_destroy(mtx_t* mutex) { pthread_mutex_destroy(runtime::mutex_of(mutex)); }
int mtx_lock(mtx_t* mutex) {
  return runtime::result_of(pthread_mutex_lock(runtime::mutex_of(mutex)));
}
int mtx_trylock(mtx_t* mutex) {
  return runtime::result_of(pthread_mutex_trylock(runtime::mutex_of(mutex)));
}
int mtx_timedlock(mtx_t* mutex, const timespec* until) {
  return runtime::result_of(pthread_mutex_timedlock(runtime::mutex_of(mutex), until));
}
int mtx_unlock(mtx_t* mutex) {
  return runtime::result_of(pthread_mutex_unlock(runtime::mutex_of(mutex)));
}

int cnd_init(cnd_t* condition) {
  return runtime::result_of(pthread_cond_init(runtime::condition_of(condition), nullptr));
}
void cnd_destroy(cnd_t* condition) { pthread_cond_destroy(runtime::condition_of(condition)); }
int cnd_wait(cnd_t* condition, mtx_t* mutex) {
  return runtime::result_of(
      pthread_cond_wait(runtime::condition_of(condition), runtime::mutex_of(mutex)));
}
int cnd_timedwait(cnd_t* condition, mtx_t* mutex, const timespec* until) {
  return runtime::result_of(
      pthread_cond_timedwait(runtime::condition_of(condition), runtime::mutex_of(mutex), until));
}
int cnd_signal(cnd_t* condition) {
  return runtime::result_of(pthread_cond_signal(runtime::condition_of(condition)));
}
int cnd_broadcast(cnd_t* condition) {
  return runtime::result_of(pthread_cond_broadcast(runtime::condition_of(condition)));
}

void call_once(once_flag* flag, void (*function)()) {
  pthread_once(reinterpret_cast<pthread_once_t*>(flag), function);
}
int tss_create(tss_t* key, tss_dtor_t destructor) {
  return runtime::result_of(pthread_key_create(key, destructor));
}
void tss_delete(tss_t key) { pthread_key_delete(key); }
void* tss_get(tss_t key) { return pthread_getspecific(key); }
int tss_set(tss_t key, void* value) { return runtime::result_of(pthread_setspecific(key, value)); }

}  // extern "C"
// NOLINTEND
