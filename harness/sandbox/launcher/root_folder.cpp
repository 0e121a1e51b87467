#include "root_folder.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "../src/descriptor.hpp"

namespace lockstep::sandbox {

namespace {

namespace fs = std::filesystem;

constexpr unsigned long kQuiet = MS_NOSUID | MS_NODEV;
constexpr unsigned long kNoSymbolicLinks = 256;  // MS_NOSYMFOLLOW, Linux 5.10; older ones ignore it
constexpr const char* kMostFiles = "10000";      // in /tmp, and again in /dev/shm
constexpr const char* kSystemFolders[] = {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"};
constexpr const char* kSystemFiles[] = {"/etc/ld.so.cache", "/etc/alternatives"};
constexpr const char* kDevices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/urandom",
                                    "/dev/random"};

/// A source opened while the machine's own root is still in place.
struct Source {
  Fd file;
  std::string inside;  // absolute path
  bool folder = false;
  bool device = false;
};

Source open_source(const std::string& host, const std::string& inside, bool device = false) {
  Source source;
  source.file = Fd(static_cast<int>(check(::open(host.c_str(), O_PATH | O_CLOEXEC), host)));
  source.inside = inside;
  struct stat status {};
  check(::fstat(source.file.get(), &status), host);
  source.folder = S_ISDIR(status.st_mode);
  source.device = device;
  return source;
}

std::vector<Source> open_system() {
  std::vector<Source> sources;
  sources.push_back(open_source("/usr", "/usr"));
  for (const char* folder : kSystemFolders) {
    if (fs::is_directory(folder) && !fs::is_symlink(folder)) {
      sources.push_back(open_source(folder, folder));
    }
  }
  for (const char* file : kSystemFiles) {
    if (fs::exists(file)) sources.push_back(open_source(file, file));
  }
  for (const char* device : kDevices) {
    if (fs::exists(device)) sources.push_back(open_source(device, device, true));
  }
  return sources;
}

void make_mount_point(const Source& source, const fs::path& target) {
  fs::create_directories(source.folder ? target : target.parent_path());
  if (!source.folder) {
    const Fd file(::open(target.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0644));
    check(file.get(), "mount point " + target.string());
  }
}

void bind(const Source& source, const fs::path& root) {
  const fs::path target = root / fs::path(source.inside).relative_path();
  make_mount_point(source, target);
  const std::string from = "/proc/self/fd/" + std::to_string(source.file.get());
  check(::mount(from.c_str(), target.c_str(), nullptr, MS_BIND, nullptr),
        "mounting " + source.inside);
  if (source.device) return;
  check(::mount(nullptr, target.c_str(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY | kQuiet, nullptr),
        "making " + source.inside + " read-only");
}

/// The same links that the machine has: /bin -> usr/bin and its like.
void copy_links(const fs::path& root, const std::vector<fs::path>& targets) {
  for (std::size_t i = 0; i < std::size(kSystemFolders); ++i) {
    if (!targets[i].empty()) {
      fs::create_symlink(targets[i], root / fs::path(kSystemFolders[i]).relative_path());
    }
  }
}

std::vector<fs::path> read_links() {
  std::vector<fs::path> targets;
  for (const char* folder : kSystemFolders) {
    targets.push_back(fs::is_symlink(folder) ? fs::read_symlink(folder) : fs::path());
  }
  return targets;
}

void mount_tmpfs(const fs::path& target, const std::string& options, unsigned long flags) {
  fs::create_directories(target);
  check(::mount("tmpfs", target.c_str(), "tmpfs", flags, options.c_str()),
        "mounting a private " + target.string());
}

void mount_writable_folders(const fs::path& root, const Limits& limits) {
  const std::string options = "size=" + std::to_string(limits.tmp_bytes) +
                              ",nr_inodes=" + kMostFiles + ",mode=1777";
  mount_tmpfs(root / "tmp", options, kQuiet | kNoSymbolicLinks);
  mount_tmpfs(root / "dev/shm", options, kQuiet | MS_NOEXEC | kNoSymbolicLinks);
}

void mount_kernel_folders(const fs::path& root) {
  fs::create_directories(root / "proc");
  check(::mount("proc", (root / "proc").c_str(), "proc", kQuiet | MS_NOEXEC, "subset=pid"),
        "mounting /proc");
  fs::create_directories(root / "dev/mqueue");
  // Message queues work without it; only our inventory looks here.
  ::mount("mqueue", (root / "dev/mqueue").c_str(), "mqueue", kQuiet | MS_NOEXEC, nullptr);
}

/// Where the caller runs in a chroot, its root is no mount point and nothing can be pivoted.
/// Joining one's own mount namespace again leads back to the namespace's real root.
void leave_chroot() {
  const Fd own(::open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC));
  if (own) ::setns(own.get(), CLONE_NEWNS);
}

void return_to_chroot(const Fd& folder) {
  check(::fchdir(folder.get()), "the caller's root");
  check(::chroot("."), "the caller's root");
}

/// A folder of the outer root to build the new one on; it is covered in our namespace only. Nothing
/// that a program may be given lies below it.
fs::path building_site() {
  for (const char* folder : {"/sys", "/mnt", "/media", "/run"}) {
    if (fs::is_directory(folder)) return folder;
  }
  return "/proc";
}

void pivot_to(const fs::path& root) {
  check(::chdir(root.c_str()), "entering the private root");
  check(::syscall(SYS_pivot_root, ".", "."), "pivot_root");
  check(::umount2(".", MNT_DETACH), "leaving the old root");
  check(::chdir("/"), "chdir /");
}

}  // namespace

void PrivateRoot::build() {
  const std::vector<Source> sources = open_system();
  const std::vector<fs::path> links = read_links();
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) < 0) {
    chroot_ = Fd(static_cast<int>(check(::open("/", O_PATH | O_CLOEXEC), "/")));
    leave_chroot();
    check(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr),
          "making the mounts private");
  }
  site_ = building_site();
  check(::mount("tmpfs", site_.c_str(), "tmpfs", kQuiet, "size=1m,mode=755"), "mounting a root");
  for (const Source& source : sources) bind(source, site_);
  copy_links(site_, links);
  mount_kernel_folders(site_);
}

void PrivateRoot::enter(const Program& program, const Limits& limits) {
  std::vector<Source> sources;
  if (chroot_) return_to_chroot(chroot_);
  for (const Mount& mount : program.mounts) {
    sources.push_back(open_source(mount.host, mount.inside));
  }
  if (chroot_) leave_chroot();
  for (const Source& source : sources) bind(source, site_);
  mount_writable_folders(site_, limits);
  pivot_to(site_);
  check(::mount(nullptr, "/", nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY | kQuiet, nullptr),
        "making the root read-only");
  check(::chdir("/tmp"), "chdir /tmp");
}

}  // namespace lockstep::sandbox
