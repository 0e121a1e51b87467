#include "named_objects.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

namespace lockstep::sandbox {

namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMost = 1000;

void add_files(std::vector<std::string>& found, const char* folder, const std::string& what) {
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  const fs::recursive_directory_iterator end;
  while (!error && entry != end && found.size() < kMost) {
    found.push_back(what + " " + entry->path().string());
    entry.increment(error);
  }
}

void add_times(std::vector<std::string>& found, int count, const std::string& what) {
  for (int i = 0; i < count && found.size() < kMost; ++i) found.push_back(what);
}

}  // namespace

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> found;
  add_files(found, folder.c_str(), "file");
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> named_objects() {
  std::vector<std::string> found;
  add_files(found, "/tmp", "file");
  add_files(found, "/dev/shm", "shared memory or semaphore");
  add_files(found, "/dev/mqueue", "message queue");

  shm_info memory{};
  if (::shmctl(0, SHM_INFO, reinterpret_cast<shmid_ds*>(&memory)) >= 0) {
    add_times(found, memory.used_ids, "System V shared memory");
  }
  seminfo semaphores{};
  union {
    int value;
    seminfo* info;
  } argument{};
  argument.info = &semaphores;
  if (::semctl(0, 0, SEM_INFO, argument) >= 0) {
    add_times(found, semaphores.semusz, "System V semaphores");
  }
  msginfo queues{};
  if (::msgctl(0, MSG_INFO, reinterpret_cast<msqid_ds*>(&queues)) >= 0) {
    add_times(found, queues.msgpool, "System V message queue");
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace lockstep::sandbox
