// expect: exit 0
// What runs after each of the others: it finds nothing of theirs, and gets what it asks for.
#include <dirent.h>
#include <pthread.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include <hostile.hpp>

namespace {

int found = 0;

void must_be_empty(const char* folder) {
  DIR* open = ::opendir(folder);
  hostile::need(open != nullptr, folder);
  while (const dirent* entry = ::readdir(open)) {
    if (entry->d_name[0] == '.') continue;
    std::fprintf(stderr, "%s/%s is there\n", folder, entry->d_name);
    ++found;
  }
  ::closedir(open);
}

void must_not_be(const char* what, int id) {
  if (id < 0) return;
  std::fprintf(stderr, "%s is there\n", what);
  ++found;
}

}  // namespace

int main() {
  constexpr key_t kKey = 0x10c5;
  must_be_empty(".");
  must_be_empty("/dev/shm");
  must_not_be("shared memory", ::shmget(kKey, 0, 0));
  must_not_be("semaphores", ::semget(kKey, 0, 0));
  must_not_be("message queue", ::msgget(kKey, 0));
  std::memset(hostile::map(8 * hostile::kMiB), 1, 8 * hostile::kMiB);
  pthread_t thread;
  const auto body = [](void*) -> void* { return nullptr; };
  hostile::need(::pthread_create(&thread, nullptr, body, nullptr) == 0, "pthread_create");
  ::pthread_join(thread, nullptr);
  const pid_t child = ::fork();
  hostile::need(child >= 0, "fork");
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return found == 0 ? 0 : 1;
}
