// Wrappers of what is counted in tokens: semaphores (POSIX, System V) and message queues.
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <time.h>

#include <cerrno>
#include <cstdarg>

#include "mappings.hpp"
#include "next.hpp"
#include "parts.hpp"
#include "sync.hpp"

namespace lockstep::explorer::activity {
namespace {

// One number for each kind of kernel object, so that their keys never meet.
enum : std::uint64_t { kSemaphoreSet = 10, kMessageQueue = 11, kPosixQueue = 12 };

Key key_of(sem_t* semaphore) noexcept {
  bool shared = false;
  return key_at(semaphore, shared);
}

int after_take(sem_t* semaphore, int result) noexcept {
  if (result == 0)
    tokens_taken(key_of(semaphore), 1);
  else
    synchronised_at(semaphore);
  return result;
}

Key set_key(int id, std::uint64_t number) noexcept {
  return {space_of_id(static_cast<std::uint64_t>(id), kSemaphoreSet), number};
}

void note_operation(int id, const sembuf& operation) noexcept {
  const Key key = set_key(id, operation.sem_num);
  if (operation.sem_op < 0) tokens_taken(key, -operation.sem_op);
  if (operation.sem_op > 0) tokens_put(key, operation.sem_op);
}

int after_operations(int id, const sembuf* operations, std::size_t count, int result) noexcept {
  synchronised_by_kernel();
  for (std::size_t i = 0; result == 0 && i < count; ++i) note_operation(id, operations[i]);
  return result;
}

Key queue_key(int id) noexcept {
  return {space_of_id(static_cast<std::uint64_t>(id), kMessageQueue), 0};
}

Key queue_key_of_descriptor(mqd_t queue) noexcept { return {space_of(queue, kPosixQueue), 0}; }

template <typename Result>
Result after_put(Key key, Result result) noexcept {
  if (result != -1)
    tokens_put(key, 1);
  else
    synchronised_by_kernel();
  return result;
}

template <typename Result>
Result after_taken(Key key, Result result) noexcept {
  if (result != -1)
    tokens_taken(key, 1);
  else
    synchronised_by_kernel();
  return result;
}

}  // namespace

void keep_token_calls() noexcept {}

}  // namespace lockstep::explorer::activity

using namespace lockstep::explorer::activity;  // NOLINT: wrappers stand outside by their nature

extern "C" {

int sem_init(sem_t* semaphore, int process_shared, unsigned value) {
  const int result = LOCKSTEP_NEXT(sem_init)(semaphore, process_shared, value);
  if (result == 0) tokens_put(key_of(semaphore), value);
  return result;
}

// libc maps a named semaphore by itself, one mapping for all openings of it in a process.
sem_t* sem_open(const char* name, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const auto mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : mode_t{0};
  const auto value = (flags & O_CREAT) != 0 ? va_arg(more, unsigned) : 0u;
  va_end(more);
  sem_t* const semaphore = LOCKSTEP_NEXT(sem_open)(name, flags, mode, value);
  synchronised_by_kernel();
  if (semaphore == SEM_FAILED) return semaphore;
  std::uint64_t hash = 14695981039346656037u;
  for (const char* c = name; *c != '\0'; ++c)
    hash = (hash ^ static_cast<unsigned char>(*c)) * 1099511628211u;
  Key key;
  if (!shared_key(reinterpret_cast<std::uintptr_t>(semaphore), key))
    add_mapping(semaphore, sizeof *semaphore, space_of_id(hash, 13), 0);
  // Without O_EXCL it may have been there already, with another value.
  if ((flags & O_CREAT) == 0) return semaphore;
  if ((flags & O_EXCL) != 0)
    tokens_put(key_of(semaphore), value);
  else
    tokens_unknown(key_of(semaphore));
  return semaphore;
}

int sem_wait(sem_t* semaphore) { return after_take(semaphore, LOCKSTEP_NEXT(sem_wait)(semaphore)); }
int sem_trywait(sem_t* semaphore) {
  return after_take(semaphore, LOCKSTEP_NEXT(sem_trywait)(semaphore));
}
int sem_timedwait(sem_t* semaphore, const timespec* until) {
  return after_take(semaphore, LOCKSTEP_NEXT(sem_timedwait)(semaphore, until));
}
int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* until) {
  return after_take(semaphore, LOCKSTEP_NEXT(sem_clockwait)(semaphore, clock, until));
}
int sem_post(sem_t* semaphore) {
  const int result = LOCKSTEP_NEXT(sem_post)(semaphore);
  if (result == 0) tokens_put(key_of(semaphore), 1);
  return result;
}
int sem_getvalue(sem_t* semaphore, int* value) {
  const int result = LOCKSTEP_NEXT(sem_getvalue)(semaphore, value);
  synchronised_at(semaphore);
  return result;
}

int semop(int id, sembuf* operations, std::size_t count) {
  return after_operations(id, operations, count, LOCKSTEP_NEXT(semop)(id, operations, count));
}
int semtimedop(int id, sembuf* operations, std::size_t count, const timespec* timeout) {
  return after_operations(id, operations, count,
                          LOCKSTEP_NEXT(semtimedop)(id, operations, count, timeout));
}
int semctl(int id, int number, int command, ...) {
  va_list more;
  va_start(more, command);
  const long argument = va_arg(more, long);  // a union of an int and pointers
  va_end(more);
  const int result = LOCKSTEP_NEXT(semctl)(id, number, command, argument);
  synchronised_by_kernel();
  if (result != -1 && command == SETVAL)
    tokens_put(set_key(id, static_cast<std::uint64_t>(number)), static_cast<int>(argument));
  for (std::uint64_t i = 0; command == SETALL && i < 8; ++i) tokens_unknown(set_key(id, i));
  return result;
}

int msgsnd(int id, const void* message, std::size_t size, int flags) {
  return after_put(queue_key(id), LOCKSTEP_NEXT(msgsnd)(id, message, size, flags));
}
ssize_t msgrcv(int id, void* message, std::size_t size, long type, int flags) {
  return after_taken(queue_key(id), LOCKSTEP_NEXT(msgrcv)(id, message, size, type, flags));
}

int mq_send(mqd_t queue, const char* message, std::size_t size, unsigned priority) {
  return after_put(queue_key_of_descriptor(queue),
                   LOCKSTEP_NEXT(mq_send)(queue, message, size, priority));
}
int mq_timedsend(mqd_t queue, const char* message, std::size_t size, unsigned priority,
                 const timespec* until) {
  return after_put(queue_key_of_descriptor(queue),
                   LOCKSTEP_NEXT(mq_timedsend)(queue, message, size, priority, until));
}
ssize_t mq_receive(mqd_t queue, char* message, std::size_t size, unsigned* priority) {
  return after_taken(queue_key_of_descriptor(queue),
                     LOCKSTEP_NEXT(mq_receive)(queue, message, size, priority));
}
ssize_t mq_timedreceive(mqd_t queue, char* message, std::size_t size, unsigned* priority,
                        const timespec* until) {
  return after_taken(queue_key_of_descriptor(queue),
                     LOCKSTEP_NEXT(mq_timedreceive)(queue, message, size, priority, until));
}

}  // extern "C"
