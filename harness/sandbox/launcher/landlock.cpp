#include "landlock.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "../src/descriptor.hpp"

namespace lockstep::sandbox {

namespace {

// Newer than the headers of the oldest system that we build on.
struct RulesetAttributes {
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scoped = 0;
};
constexpr std::uint64_t kScopeAbstractSockets = 1U << 0U;
constexpr std::uint64_t kScopeSignals = 1U << 1U;
constexpr std::uint64_t kAllNetwork = 3;  // bind and connect TCP
constexpr long kNeededVersion = 6;
constexpr std::uint64_t kAllFileRights = 0xffff;  // as of that version

/// Every right of version 2 to make, remove and rename. Not to write: landlock would then refuse
/// POSIX message queues, which it knows no path of.
constexpr std::uint64_t kRearrange = 0x3ff0;

constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kReadAndRun = kRead | LANDLOCK_ACCESS_FS_EXECUTE;
constexpr std::uint64_t kWriteFile = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr std::uint64_t kOfFiles = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                   LANDLOCK_ACCESS_FS_READ_FILE | (1U << 14U) /* truncate */ |
                                   (1U << 15U) /* ioctl on devices */;

constexpr const char* kSystem[] = {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"};
constexpr const char* kReadable[] = {"/etc/ld.so.cache", "/etc/alternatives", "/proc",
                                     "/dev/urandom", "/dev/random", "/dev/zero"};
constexpr const char* kWritable[] = {"/dev/null", "/dev/full"};

Fd new_ruleset(const RulesetAttributes& attributes) {
  return Fd(static_cast<int>(check(
      ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0), "landlock")));
}

void restrict_self(const Fd& ruleset) {
  check(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
  check(::syscall(SYS_landlock_restrict_self, ruleset.get(), 0), "landlock");
}

/// Where there is no such path, nothing is allowed.
void allow(const Fd& ruleset, const std::string& path, std::uint64_t rights) {
  const Fd place(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!place) return;
  landlock_path_beneath_attr rule{};
  rule.parent_fd = place.get();
  rule.allowed_access = rights;
  if (::syscall(SYS_landlock_add_rule, ruleset.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0) {
    return;
  }
  rule.allowed_access = rights & kOfFiles;  // a plain file takes no rights of folders
  check(::syscall(SYS_landlock_add_rule, ruleset.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0),
        "landlock rule for " + path);
}

/// 0: the kernel has none.
long landlock_version() {
  return std::max(0L, ::syscall(SYS_landlock_create_ruleset, nullptr, 0,
                                LANDLOCK_CREATE_RULESET_VERSION));
}

void require_version() {
  const long version = landlock_version();
  if (version >= kNeededVersion) return;
  errno = EOPNOTSUPP;
  check(-1, "the kernel's landlock is older than version 6 (Linux 6.12)");
}

/// The first occurrence only: in "-ffile-prefix-map=/inside=/inside" the second one must stay.
bool replace_first(std::string& text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  if (at == std::string::npos) return false;
  text.replace(at, what.size(), by);
  return true;
}

void use_host_path(std::string& argument, const std::vector<Mount>& mounts,
                   const std::string& folder) {
  for (const Mount& mount : mounts) {
    if (replace_first(argument, mount.inside, mount.host)) return;
  }
  if (argument.starts_with("/tmp/")) replace_first(argument, "/tmp", folder);
}

}  // namespace

void enter_landlock(const Program& program, const std::string& folder) {
  require_version();
  const Fd ruleset =
      new_ruleset({kAllFileRights, kAllNetwork, kScopeAbstractSockets | kScopeSignals});
  for (const char* path : kSystem) allow(ruleset, path, kReadAndRun);
  for (const char* path : kReadable) allow(ruleset, path, kRead);
  for (const char* path : kWritable) allow(ruleset, path, kWriteFile);
  for (const Mount& mount : program.mounts) allow(ruleset, mount.host, kReadAndRun);
  allow(ruleset, "/dev/shm", kAllFileRights);
  allow(ruleset, folder, kAllFileRights);
  restrict_self(ruleset);
}

void leave_init_alone() { restrict_self(new_ruleset({0, 0, kScopeAbstractSockets | kScopeSignals})); }

void confine_by_landlock_too() {
  // Before version 2 a file could not even be renamed from one folder to another.
  const long version = landlock_version();
  if (version < 2) return;
  RulesetAttributes attributes;
  attributes.files = kRearrange;
  if (version >= 4) attributes.network = kAllNetwork;
  if (version >= 6) attributes.scoped = kScopeAbstractSockets | kScopeSignals;
  const Fd ruleset = new_ruleset(attributes);
  for (const char* folder : {"/tmp", "/dev/shm"}) allow(ruleset, folder, kRearrange);
  restrict_self(ruleset);
}

Program with_host_paths(Program program, const std::string& folder) {
  for (std::string& argument : program.argv) use_host_path(argument, program.mounts, folder);
  for (std::string& variable : program.environment) {
    if (variable.ends_with("=/tmp")) {
      replace_first(variable, "/tmp", folder);
    } else {
      use_host_path(variable, program.mounts, folder);
    }
  }
  return program;
}

}  // namespace lockstep::sandbox
