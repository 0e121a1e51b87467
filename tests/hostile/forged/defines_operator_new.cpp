// expect: tampering
// exercise: ex5
// insert into: the stub
#include <cstdlib>
#include <new>
void* operator new(std::size_t size) { return std::malloc(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
