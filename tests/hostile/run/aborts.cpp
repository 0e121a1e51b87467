// expect: signal 6
#include <hostile.hpp>

int main() { std::abort(); }
