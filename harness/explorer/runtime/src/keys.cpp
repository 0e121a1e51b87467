#include "keys.hpp"

#include <pthread.h>

#include <cerrno>
#include <climits>

#include "core.hpp"
#include "keep.hpp"

namespace lockstep::explorer::runtime {
namespace {

std::vector<void*>& values() noexcept {
  return core->exploring ? self().keys : core->outside_values;
}

}  // namespace

void keep_key_calls() noexcept {}

void run_key_destructors() {
  for (int round = 0; round < PTHREAD_DESTRUCTOR_ITERATIONS; ++round) {
    bool called = false;
    for (std::size_t key = 0; key < core->keys.size(); ++key) {
      std::vector<void*>& mine = self().keys;
      if (key >= mine.size() || mine[key] == nullptr) continue;
      void* value = mine[key];
      mine[key] = nullptr;
      if (!core->keys[key].used || core->keys[key].destructor == nullptr) continue;
      core->keys[key].destructor(value);
      called = true;
    }
    if (!called) return;
  }
}

void keep_keys() { core->kept_keys = core->keys; }
void forget_keys() { core->keys = core->kept_keys; }

}  // namespace lockstep::explorer::runtime

namespace runtime = lockstep::explorer::runtime;

// NOLINTBEGIN: the names are libc's.
extern "C" {

int pthread_key_create(pthread_key_t* key, void (*destructor)(void*)) {
  const runtime::Inside inside;
  runtime::open_heaps();
  std::vector<runtime::Key>& keys = runtime::core->keys;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].used) continue;
    keys[i] = {true, destructor};
    *key = static_cast<pthread_key_t>(i);
    return 0;
  }
  if (keys.size() >= PTHREAD_KEYS_MAX) return EAGAIN;
  *key = static_cast<pthread_key_t>(keys.size());
  keys.push_back({true, destructor});
  return 0;
}

int pthread_key_delete(pthread_key_t key) {
  const runtime::Inside inside;
  if (runtime::core == nullptr || key >= runtime::core->keys.size()) return EINVAL;
  runtime::core->keys[key] = {};
  return 0;
}

void* pthread_getspecific(pthread_key_t key) {
  if (runtime::core == nullptr) return nullptr;
  const runtime::Inside inside;
  const std::vector<void*>& mine = runtime::values();
  return key < mine.size() ? mine[key] : nullptr;
}

int pthread_setspecific(pthread_key_t key, const void* value) {
  const runtime::Inside inside;
  if (runtime::core == nullptr || key >= runtime::core->keys.size()) return EINVAL;
  std::vector<void*>& mine = runtime::values();
  if (key >= mine.size()) mine.resize(key + 1, nullptr);
  mine[key] = const_cast<void*>(value);
  return 0;
}

}  // extern "C"
// NOLINTEND
