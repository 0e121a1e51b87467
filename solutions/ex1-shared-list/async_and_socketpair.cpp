// Another correct design: std::async workers that claim slots of one list with an atomic ticket, no
// lock at all; children that answer over socketpairs, all served at the same time with poll().
#include "shared_list.hpp"

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

// A netstring for each item: "3:abc". The length comes first, so any byte may follow.
std::string encode(const List& list) {
  std::string message;
  for (const std::string& text : list) message += std::to_string(text.size()) + ":" + text;
  return message;
}

List decode(const std::string& message) {
  List list;
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t colon = message.find(':', at);
    const std::size_t length = std::stoull(message.substr(at, colon - at));
    list.push_back(message.substr(colon + 1, length));
    at = colon + 1 + length;
  }
  return list;
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

void send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EINTR) {
      throw_errno("send");
    }
  }
}

/// One child process, our end of its socket, and what has come through it so far.
class Child {
 public:
  Child(pid_t pid, Descriptor socket) : pid_(pid), socket_(std::move(socket)) {}
  Child(Child&& other) noexcept
      : pid_(std::exchange(other.pid_, -1)),
        socket_(std::move(other.socket_)),
        message_(std::move(other.message_)) {}
  Child& operator=(Child&&) = delete;
  ~Child() {  // pid_ is still set only when the call fails half-way
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    reap();
  }

  int socket() const { return socket_.get(); }
  const std::string& message() const { return message_; }

  /// Takes what is there; false at the end of the message.
  bool receive_some() {
    char block[16384];
    const ssize_t got = ::recv(socket_.get(), block, sizeof block, 0);
    if (got < 0 && errno != EINTR) throw_errno("recv");
    if (got > 0) message_.append(block, static_cast<std::size_t>(got));
    return got != 0;
  }

  void finish() {
    if (reap() != 0) {
      throw std::system_error(std::make_error_code(std::errc::io_error), "a child failed");
    }
  }

 private:
  int reap() {
    int status = -1;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

  pid_t pid_;
  Descriptor socket_;
  std::string message_;
};

[[noreturn]] void run_child(List& list, const std::string& name, int count, int socket) {
  int status = EXIT_FAILURE;
  try {
    for (int number = 0; number < count; ++number) list.push_back(item(name, number));
    send_all(socket, encode(list));
    status = EXIT_SUCCESS;
  } catch (...) {  // the exit status tells the parent
  }
  ::_exit(status);
}

Child start_child(List& list, const std::string& name, int count) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) throw_errno("socketpair");
  Descriptor ours(ends[0]);
  const Descriptor theirs(ends[1]);
  const pid_t pid = ::fork();
  if (pid < 0) throw_errno("fork");
  if (pid == 0) run_child(list, name, count, theirs.get());
  return Child(pid, std::move(ours));
}

// Reads from whichever child has something to say, until all of them have closed their socket.
void receive_all(std::vector<Child>& children) {
  std::vector<pollfd> sockets;
  for (const Child& child : children) sockets.push_back({child.socket(), POLLIN, 0});
  for (std::size_t open = children.size(); open > 0;) {
    if (::poll(sockets.data(), sockets.size(), -1) < 0) {
      if (errno == EINTR) continue;
      throw_errno("poll");
    }
    for (std::size_t i = 0; i < sockets.size(); ++i) {
      if (sockets[i].revents == 0 || children[i].receive_some()) continue;
      sockets[i].fd = -1;  // poll ignores negative descriptors
      --open;
    }
  }
}

}  // namespace

List shared_list_with_threads(const List& initial, const std::vector<std::string>& names,
                              int count) {
  require_valid(count);
  List list = initial;
  list.resize(initial.size() + names.size() * static_cast<std::size_t>(count));
  std::atomic<std::size_t> next_free = initial.size();
  // The list does not grow while the workers run, and no two of them ever get the same slot.
  const auto append_items = [&](const std::string& name) {
    for (int number = 0; number < count; ++number) list[next_free++] = item(name, number);
  };

  std::vector<std::future<void>> workers;
  workers.reserve(names.size());
  for (const std::string& name : names) {
    workers.push_back(std::async(std::launch::async, append_items, std::cref(name)));
  }
  for (std::future<void>& worker : workers) worker.get();
  return list;
}

IsolatedLists isolated_list_with_processes(const List& initial,
                                           const std::vector<std::string>& names, int count) {
  require_valid(count);
  List list = initial;
  std::vector<Child> children;
  children.reserve(names.size());
  for (const std::string& name : names) children.push_back(start_child(list, name, count));

  receive_all(children);
  IsolatedLists result;
  for (Child& child : children) {
    child.finish();
    result.children.push_back(decode(child.message()));
  }
  result.parent = std::move(list);
  return result;
}

}  // namespace ex1
