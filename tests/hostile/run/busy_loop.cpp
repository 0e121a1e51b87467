// expect: cpu-limit
// limits: cpu=400ms
#include <hostile.hpp>

int main() { hostile::burn(); }
