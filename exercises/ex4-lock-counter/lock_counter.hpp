// ex4 lock counter: many workers, one counter, nothing lost.
//
// You never edit this file. Include it first in lock_counter.cpp; it brings the headers that the
// exercise is about. `./grade ex4` says what is checked and how many points it is worth.
#pragma once

// Workers and what guards a counter between threads.
#include <atomic>
#include <barrier>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <thread>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

// Child processes, memory that they share, and what guards a counter between them.
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ex4 {

// `threads` threads each add 1 to one shared counter `increments` times. Returns its final value.
//
// - One counter, and each of the threads * increments additions is a step of its own: a lock is
//   held for one addition, not for a worker's whole loop, and no worker keeps a subtotal.
// - All threads are started before the first is joined; all are joined when the call returns.
//   There is no child process.
// - What makes the addition safe is up to you: a mutex, a semaphore, an atomic.
// - No threads or no increments: 0. A negative argument: throws std::invalid_argument. A thread
//   that cannot be started: std::system_error, after the threads that were started are joined.
// - Can be called again and again.
std::int64_t count_with_threads(int threads, int increments);

// The same with child processes and a counter in memory that the processes share.
//
// - The memory may be anonymous (MAP_SHARED | MAP_ANONYMOUS), a mapped file in $TMPDIR, a memfd,
//   POSIX or System V shared memory. What guards the counter must work between processes as well.
// - All children are started before the first is reaped; all are reaped when the call returns. No
//   process has a second thread. A child ends with _exit, never by returning or exit().
// - Every mapping, descriptor and name that the call made is gone when it returns or throws.
// - No processes or no increments: 0. A negative argument: throws std::invalid_argument. A system
//   call that fails: std::system_error, after the children that were started are reaped.
std::int64_t count_with_processes(int processes, int increments);

}  // namespace ex4
