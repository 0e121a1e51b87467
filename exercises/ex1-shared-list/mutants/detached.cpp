// Wrong: the threads are detached: that the last one has said to be done does not mean that it has
// ended.
#include "shared_list.hpp"

#include <condition_variable>
#include <memory>

namespace ex1 {
namespace {

[[noreturn]] void throw_errno(const char* call) {
  throw std::system_error(errno, std::generic_category(), call);
}

void require_valid(int count) {
  if (count < 0) throw std::invalid_argument("count must not be negative");
}

std::string item(const std::string& name, int number) {
  return name + "-" + std::to_string(number);
}

/// Owns one descriptor and closes it exactly once.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() { close(); }
  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_;
};

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

Pipe open_pipe() {
  int ends[2];
  if (::pipe(ends) != 0) throw_errno("pipe");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

// A single write may take fewer bytes than it was given, or none because of a signal.
void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      throw_errno("write");
    }
  }
}

std::string read_to_end(int fd) {
  std::string all;
  char block[4096];
  for (;;) {
    const ssize_t got = ::read(fd, block, sizeof block);
    if (got == 0) return all;
    if (got > 0) {
      all.append(block, static_cast<std::size_t>(got));
    } else if (errno != EINTR) {
      throw_errno("read");
    }
  }
}

// Each item is its length followed by its bytes, so that an item may hold any byte, or none.
std::string encode(const List& list) {
  std::string message;
  for (const std::string& text : list) {
    const std::uint64_t length = text.size();
    message.append(reinterpret_cast<const char*>(&length), sizeof length);
    message += text;
  }
  return message;
}

List decode(std::string_view message) {
  List list;
  while (!message.empty()) {
    std::uint64_t length = 0;
    std::memcpy(&length, message.data(), sizeof length);
    message.remove_prefix(sizeof length);
    list.emplace_back(message.substr(0, length));
    message.remove_prefix(length);
  }
  return list;
}

/// One child process and the pipe that it writes to.
class Child {
 public:
  Child(pid_t pid, Descriptor results) : pid_(pid), results_(std::move(results)) {}
  Child(Child&& other) noexcept
      : pid_(std::exchange(other.pid_, -1)), results_(std::move(other.results_)) {}
  Child& operator=(Child&&) = delete;

  // Still there only when the call fails half-way: the child may be waiting in write() for ever.
  ~Child() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    wait_for(pid_);
  }

  /// All that the child sent; drained first, reaped second.
  std::string finish() {
    std::string message = read_to_end(results_.get());
    const int status = wait_for(std::exchange(pid_, -1));
    if (status != 0) {
      throw std::system_error(std::make_error_code(std::errc::io_error), "a child failed");
    }
    return message;
  }

 private:
  // The status as waitpid gives it: 0 is exit(0). -1 where there is nothing to wait for.
  static int wait_for(pid_t pid) {
    int status = -1;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
  }

  pid_t pid_;
  Descriptor results_;
};

[[noreturn]] void run_child(List& list, const std::string& name, int count, Pipe& pipe) {
  pipe.read_end.close();  // the child only writes
  int status = EXIT_FAILURE;
  try {
    for (int number = 0; number < count; ++number) list.push_back(item(name, number));
    write_all(pipe.write_end.get(), encode(list));
    status = EXIT_SUCCESS;
  } catch (...) {  // the exit status tells the parent
  }
  ::_exit(status);
}

Child start_child(List& list, const std::string& name, int count) {
  Pipe pipe = open_pipe();
  const pid_t pid = ::fork();
  if (pid < 0) throw_errno("fork");
  if (pid == 0) run_child(list, name, count, pipe);
  return Child(pid, std::move(pipe.read_end));  // our write end closes here, or no EOF would come
}

}  // namespace

List shared_list_with_threads(const List& initial, const std::vector<std::string>& names,
                              int count) {
  require_valid(count);
  struct Shared {
    List list;
    std::size_t running;
    std::mutex mutex;
    std::condition_variable all_done;
  };
  const auto shared = std::make_shared<Shared>();
  shared->list = initial;
  shared->running = names.size();
  const auto append_items = [shared, count](const std::string& name) {
    for (int number = 0; number < count; ++number) {
      const std::lock_guard lock(shared->mutex);
      shared->list.push_back(item(name, number));
    }
    const std::lock_guard lock(shared->mutex);
    if (--shared->running == 0) shared->all_done.notify_all();
  };

  for (const std::string& name : names) std::thread(append_items, name).detach();
  std::unique_lock lock(shared->mutex);
  shared->all_done.wait(lock, [&] { return shared->running == 0; });
  return shared->list;
}

IsolatedLists isolated_list_with_processes(const List& initial,
                                           const std::vector<std::string>& names, int count) {
  require_valid(count);
  List list = initial;
  std::vector<Child> children;
  children.reserve(names.size());
  for (const std::string& name : names) children.push_back(start_child(list, name, count));

  IsolatedLists result;
  for (Child& child : children) result.children.push_back(decode(child.finish()));
  result.parent = std::move(list);
  return result;
}

}  // namespace ex1
