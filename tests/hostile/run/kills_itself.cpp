// expect: signal 9
// The signal of a memory limit, and none.
#include <csignal>

#include <hostile.hpp>

int main() { return std::raise(SIGKILL); }
