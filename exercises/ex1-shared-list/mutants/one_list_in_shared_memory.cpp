// Wrong: the children append to one list in shared memory instead of to copies of their own.
#include "shared_list.hpp"

#include <new>

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
  explicit Permit(int shared_between_processes = 0) {
    if (::sem_init(&semaphore_, shared_between_processes, 1) != 0) throw_error(errno, "sem_init");
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
  explicit SharedMemory(std::size_t size) : size_(size) {
    void* start = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) throw_error(errno, "mmap");
    start_ = static_cast<char*>(start);
  }
  SharedMemory(SharedMemory&& other) noexcept
      : start_(std::exchange(other.start_, nullptr)), size_(other.size_) {}
  SharedMemory& operator=(SharedMemory&&) = delete;
  ~SharedMemory() {
    if (start_ != nullptr) ::munmap(start_, size_);
  }
  char* start() const { return start_; }

 private:
  char* start_;
  std::size_t size_;
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

/// At the start of the shared memory; the items follow.
struct Header {
  Permit permit{1};  // 1: shared between processes
  std::uint64_t items = 0;
  std::size_t bytes = 0;
};

void append(Header& header, const std::string& text) {
  const std::lock_guard lock(header.permit);
  Writer(reinterpret_cast<char*>(&header + 1) + header.bytes).text(text);
  header.bytes += sizeof(std::uint64_t) + text.size();
  ++header.items;
}

List all_items(const Header& header) {
  Reader reader(reinterpret_cast<const char*>(&header + 1));
  List list(header.items);
  for (std::string& text : list) text = reader.text();
  return list;
}

[[noreturn]] void run_child(Header& header, const std::string& name, int count) {
  int status = EXIT_FAILURE;
  try {
    for (int number = 0; number < count; ++number) append(header, item(name, number));
    status = EXIT_SUCCESS;
  } catch (...) {  // the exit status tells the parent
  }
  ::_exit(status);
}

/// Children that are reaped at the latest when the family goes out of scope.
class Family {
 public:
  explicit Family(std::size_t size) { running_.reserve(size); }
  Family(const Family&) = delete;
  Family& operator=(const Family&) = delete;
  ~Family() {
    for (const pid_t pid : running_) {
      while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
      }
    }
  }

  void start(Header& header, const std::string& name, int count) {
    const pid_t pid = ::fork();
    if (pid < 0) throw_error(errno, "fork");
    if (pid == 0) run_child(header, name, count);
    running_.push_back(pid);
  }

 private:
  std::vector<pid_t> running_;
};

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
  std::size_t size = sizeof(Header) + bytes_needed(initial, "", 0);
  for (const std::string& name : names) size += bytes_needed({}, name, count);
  const SharedMemory memory(size);
  Header& header = *new (memory.start()) Header;
  for (const std::string& text : initial) append(header, text);
  {
    Family family(names.size());
    for (const std::string& name : names) family.start(header, name, count);
  }  // all children are reaped here

  const List seen = all_items(header);
  header.~Header();
  return {seen, std::vector<List>(names.size(), seen)};
}

}  // namespace ex1
