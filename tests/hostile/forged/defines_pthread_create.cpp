// expect: tampering
// exercise: ex3
// insert into: the stub
#include <pthread.h>
extern "C" int pthread_create(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*) noexcept { return 0; }
