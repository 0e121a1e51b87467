// expect: tampering
// exercise: ex3
// insert into: the stub
#include <thread>
void std::thread::join() {}
