#include "world.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <sched.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace hostile {

namespace {

constexpr const char* kMark = "lockstep-hostile";

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Our cgroup's folder in version 1's tree of `controller`; empty where there is none.
fs::path own_cgroup(const std::string& controller) {
  std::istringstream lines(text_of("/proc/self/cgroup"));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(':' + controller + ':');
    if (colon == std::string::npos) continue;
    const std::string inside = line.substr(colon + controller.size() + 2);
    const fs::path folder =
        fs::path("/sys/fs/cgroup") / controller / fs::path(inside).relative_path();
    return fs::is_directory(folder) ? folder : fs::path();
  }
  return {};
}

std::int64_t number_after(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  return at == std::string::npos ? 0 : std::atoll(text.c_str() + at + word.size());
}

void add_tree(std::vector<std::string>& things, const fs::path& folder, bool only_ours) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    const std::string path = at->path().string();
    if (!only_ours || path.find(kMark) != std::string::npos) things.push_back(path);
  }
}

void add_system_v(std::vector<std::string>& things) {
  shm_info memory{};
  if (::shmctl(0, SHM_INFO, reinterpret_cast<shmid_ds*>(&memory)) >= 0 && memory.used_ids > 0) {
    things.push_back("shared memory segments: " + std::to_string(memory.used_ids));
  }
  seminfo semaphores{};
  if (::semctl(0, 0, SEM_INFO, &semaphores) >= 0 && semaphores.semusz > 0) {
    things.push_back("semaphore sets: " + std::to_string(semaphores.semusz));
  }
  msginfo queues{};
  if (::msgctl(0, MSG_INFO, reinterpret_cast<msqid_ds*>(&queues)) >= 0 && queues.msgpool > 0) {
    things.push_back("message queues: " + std::to_string(queues.msgpool));
  }
}

/// Lines of `file` that contain `word`.
void add_lines(std::vector<std::string>& things, const char* file, const std::string& word) {
  std::istringstream lines(text_of(file));
  for (std::string line; std::getline(lines, line);) {
    if (line.find(word) != std::string::npos) things.push_back(std::string(file) + ": " + line);
  }
}

std::string device_of_tmp() {
  struct stat status {};
  ::stat("/tmp", &status);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), " %02x:%02x:", major(status.st_dev),
                minor(status.st_dev));
  return text.data();
}

bool is_asleep(int pid) {
  const std::string status = text_of("/proc/" + std::to_string(pid) + "/stat");
  return status.find(") S ") != std::string::npos;
}

/// "lockstep-run-#/#" for "lockstep-run-4711/99".
std::string without_numbers(const std::string& path) {
  std::string result;
  for (const char c : path) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) result += c;
    if (digit && !result.ends_with('#')) result += '#';
  }
  return result;
}

/// A folder that will be covered, opened before and bound to a new name after.
class Kept {
 public:
  explicit Kept(const fs::path& folder) : fd_(::open(folder.c_str(), O_PATH | O_CLOEXEC)) {
    if (fd_ < 0) throw std::system_error(errno, std::generic_category(), folder.string());
  }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  ~Kept() { ::close(fd_); }

  fs::path bind_to(const fs::path& target) const {
    fs::create_directories(target);
    const std::string from = "/proc/self/fd/" + std::to_string(fd_);
    if (::mount(from.c_str(), target.c_str(), nullptr, MS_BIND, nullptr) != 0) {
      throw std::system_error(errno, std::generic_category(), "binding " + target.string());
    }
    return target;
  }

 private:
  int fd_;
};

void cover(const char* folder) {
  if (::mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777") != 0) {
    throw std::system_error(errno, std::generic_category(), std::string("covering ") + folder);
  }
}

}  // namespace

World::World() {
  if (::geteuid() != 0) return;
  for (const char* controller : {"memory", "pids"}) {
    const fs::path parent = own_cgroup(controller);
    std::error_code error;
    const fs::path own = parent / (std::string(kMark) + "-" + std::to_string(::getpid()));
    if (!parent.empty() && fs::create_directory(own, error)) cgroups_.push_back(own);
  }
  if (cgroups_.size() == 2) return;
  for (const fs::path& folder : cgroups_) ::rmdir(folder.c_str());
  cgroups_.clear();
}

World::~World() {
  for (const fs::path& folder : cgroups_) {
    if (::rmdir(folder.c_str()) != 0) std::perror(folder.c_str());
  }
}

Places World::enter(const Places& outside) {
  for (const fs::path& folder : cgroups_) std::ofstream(folder / "cgroup.procs") << ::getpid();
  if (::geteuid() != 0 || ::unshare(CLONE_NEWNS | CLONE_NEWIPC) != 0) return outside;
  // In a chroot the root is no mount point; then names have to do.
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return outside;
  const Kept binaries(outside.binaries);
  const Kept programs(outside.programs);
  const Kept stage(outside.stage);
  cover("/tmp");
  cover("/dev/shm");
  if (fs::is_directory("/dev/mqueue")) ::mount("mqueue", "/dev/mqueue", "mqueue", 0, nullptr);
  private_ = true;
  const fs::path root = "/tmp/lockstep";
  return {binaries.bind_to(root / "binaries"), programs.bind_to(root / "programs"),
          stage.bind_to(root / "stage")};
}

Footprint World::footprint() const {
  Footprint found;
  for (const char* folder : {"/tmp", "/dev/shm", "/dev/mqueue"}) {
    add_tree(found.things, folder, !private_);
  }
  std::erase_if(found.things,
                [](const std::string& path) { return path.starts_with("/tmp/lockstep/"); });
  if (private_) {
    add_system_v(found.things);
    add_lines(found.things, "/proc/locks", device_of_tmp());
  }
  add_lines(found.things, "/proc/keys", kMark);
  for (const fs::path& folder : cgroups_) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.is_directory()) add_tree(found.things, entry.path(), false);
    }
  }
  std::erase_if(found.things, [](const std::string& path) {
    return path.starts_with("/sys/") && !fs::is_directory(path);
  });
  // What is made anew for each run has a new name each time.
  for (std::string& path : found.things) {
    if (path.starts_with("/sys/")) path = without_numbers(path);
    constexpr std::string_view run_folder = "/tmp/lockstep-run-";
    if (path.starts_with(run_folder)) path.replace(run_folder.size(), 6, "######");
  }
  std::sort(found.things.begin(), found.things.end());
  if (has_cgroup()) {
    const std::string statistics = text_of(cgroups_[0] / "memory.stat");
    found.memory_bytes =
        number_after(statistics, "total_rss ") + number_after(statistics, "total_shmem ");
    found.tasks = number_after(text_of(cgroups_[1] / "pids.current"), "");
  } else {
    found.tasks = static_cast<std::int64_t>(descendants().size()) + 1;
  }
  return found;
}

bool World::at_rest() {
  constexpr std::size_t kKept = 3;  // the helper, one supervisor and its init
  const std::vector<int> kept = descendants();
  return kept.size() == kKept && std::all_of(kept.begin(), kept.end(), is_asleep);
}

void sweep(bool everything) {
  std::error_code ignored;
  for (const char* folder : {"/dev/shm", "/dev/mqueue"}) {
    for (fs::directory_iterator at(folder, ignored), end; !ignored && at != end;
         at.increment(ignored)) {
      if (at->path().string().find(kMark) != std::string::npos) ::unlink(at->path().c_str());
    }
  }
  constexpr key_t kKey = 0x10c5;
  // In a world of our own all of them are ours.
  for (int at = 0; everything && at < 1000; ++at) {
    shmid_ds segment{};
    const int id = ::shmctl(at, SHM_STAT, &segment);
    if (id >= 0 && segment.shm_nattch == 0 && segment.shm_perm.uid == ::geteuid()) {
      ::shmctl(id, IPC_RMID, nullptr);
    }
  }
  if (const int id = ::shmget(kKey, 0, 0); id >= 0) ::shmctl(id, IPC_RMID, nullptr);
  if (const int id = ::semget(kKey, 0, 0); id >= 0) ::semctl(id, 0, IPC_RMID);
  if (const int id = ::msgget(kKey, 0); id >= 0) ::msgctl(id, IPC_RMID, nullptr);
}

std::vector<int> descendants() {
  std::vector<int> found;
  std::vector<int> open{static_cast<int>(::getpid())};
  for (std::size_t i = 0; i < open.size(); ++i) {
    std::error_code error;
    const fs::path tasks = "/proc/" + std::to_string(open[i]) + "/task";
    for (fs::directory_iterator at(tasks, error), end; !error && at != end; at.increment(error)) {
      std::istringstream children(text_of(at->path() / "children"));
      for (int child = 0; children >> child;) {
        open.push_back(child);
        found.push_back(child);
      }
    }
  }
  return found;
}

}  // namespace hostile
