// Wrong: the shared memory of the children is never unmapped.
#include "shared_list.hpp"

namespace ex1 {
namespace {

[[noreturn]] void throw_error(int error, const char* call) {
  throw std::system_error(error, std::generic_category(), call);
}

void require_valid(int count) {
  if (count < 0) throw std::invalid_argument("count must not be negative");
}

std::string item(const std::string& name, int number) {
  return name + "-" + std::to_string(number);
}

// ---- threads

/// One permit: whoever holds it may touch the list.
class Permit {
 public:
  Permit() {
    if (::sem_init(&semaphore_, 0, 1) != 0) throw_error(errno, "sem_init");
  }
  Permit(const Permit&) = delete;
  Permit& operator=(const Permit&) = delete;
  ~Permit() { ::sem_destroy(&semaphore_); }

  void lock() {
    while (::sem_wait(&semaphore_) != 0 && errno == EINTR) {
    }
  }
  void unlock() { ::sem_post(&semaphore_); }

 private:
  sem_t semaphore_;
};

struct SharedList {
  List list;
  Permit permit;
};

struct Job {
  SharedList* shared;
  const std::string* name;
  int count;
};

void* append_items(void* argument) {
  const Job& job = *static_cast<const Job*>(argument);
  for (int number = 0; number < job.count; ++number) {
    std::string text = item(*job.name, number);
    const std::lock_guard lock(job.shared->permit);
    job.shared->list.push_back(std::move(text));
  }
  return nullptr;
}

/// Threads that are joined at the latest when the crew goes out of scope.
class Crew {
 public:
  explicit Crew(std::size_t size) { threads_.reserve(size); }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() {
    for (const pthread_t thread : threads_) ::pthread_join(thread, nullptr);
  }

  void start(void* (*run)(void*), void* argument) {
    pthread_t thread;
    const int error = ::pthread_create(&thread, nullptr, run, argument);
    if (error != 0) throw_error(error, "pthread_create");
    threads_.push_back(thread);
  }

 private:
  std::vector<pthread_t> threads_;
};

// ---- processes

/// Memory that a child inherits as the same memory, not as a copy.
class SharedMemory {
 public:
  explicit SharedMemory(std::size_t size) {
    void* start = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) throw_error(errno, "mmap");
    start_ = static_cast<char*>(start);
  }
  char* start() const { return start_; }

 private:
  char* start_;
};

// In memory: the number of items, then for each its length and its bytes.
class Writer {
 public:
  explicit Writer(char* at) : at_(at) {}
  void number(std::uint64_t value) { bytes(&value, sizeof value); }
  void text(const std::string& value) {
    number(value.size());
    bytes(value.data(), value.size());
  }

 private:
  void bytes(const void* from, std::size_t size) {
    if (size > 0) std::memcpy(at_, from, size);
    at_ += size;
  }
  char* at_;
};

class Reader {
 public:
  explicit Reader(const char* at) : at_(at) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  std::string text() {
    const std::uint64_t size = number();
    at_ += size;
    return std::string(at_ - size, size);
  }

 private:
  const char* at_;
};

// What child i will need is known before it starts.
std::size_t bytes_needed(const List& initial, const std::string& name, int count) {
  std::size_t bytes = sizeof(std::uint64_t);
  for (const std::string& text : initial) bytes += sizeof(std::uint64_t) + text.size();
  for (int number = 0; number < count; ++number) {
    bytes += sizeof(std::uint64_t) + item(name, number).size();
  }
  return bytes;
}

/// One child process and the memory in which it leaves its list.
class Child {
 public:
  Child(pid_t pid, SharedMemory memory) : pid_(pid), memory_(std::move(memory)) {}
  Child(Child&& other) noexcept
      : pid_(std::exchange(other.pid_, -1)), memory_(std::move(other.memory_)) {}
  Child& operator=(Child&&) = delete;
  ~Child() {
    if (pid_ > 0) reap();  // a child waits for nobody: it ends by itself
  }

  // Reaping is the synchronisation: the child has written everything before it ended.
  List finish() {
    if (reap() != 0) {
      throw std::system_error(std::make_error_code(std::errc::io_error), "a child failed");
    }
    Reader reader(memory_.start());
    List list(reader.number());
    for (std::string& text : list) text = reader.text();
    return list;
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
  SharedMemory memory_;
};

[[noreturn]] void run_child(List& list, const std::string& name, int count, char* memory) {
  int status = EXIT_FAILURE;
  try {
    for (int number = 0; number < count; ++number) list.push_back(item(name, number));
    Writer writer(memory);
    writer.number(list.size());
    for (const std::string& text : list) writer.text(text);
    status = EXIT_SUCCESS;
  } catch (...) {  // the exit status tells the parent
  }
  ::_exit(status);
}

Child start_child(List& list, const std::string& name, int count) {
  SharedMemory memory(bytes_needed(list, name, count));
  const pid_t pid = ::fork();
  if (pid < 0) throw_error(errno, "fork");
  if (pid == 0) run_child(list, name, count, memory.start());
  return Child(pid, std::move(memory));
}

}  // namespace

List shared_list_with_threads(const List& initial, const std::vector<std::string>& names,
                              int count) {
  require_valid(count);
  SharedList shared;
  shared.list = initial;
  std::vector<Job> jobs;
  for (const std::string& name : names) jobs.push_back({&shared, &name, count});
  {
    Crew crew(jobs.size());
    for (Job& job : jobs) crew.start(append_items, &job);
  }  // all threads are joined here
  return std::move(shared.list);
}

IsolatedLists isolated_list_with_processes(const List& initial,
                                           const std::vector<std::string>& names, int count) {
  require_valid(count);
  List list = initial;
  std::vector<Child> children;
  children.reserve(names.size());
  for (const std::string& name : names) children.push_back(start_child(list, name, count));

  IsolatedLists result;
  for (Child& child : children) result.children.push_back(child.finish());
  result.parent = std::move(list);
  return result;
}

}  // namespace ex1
