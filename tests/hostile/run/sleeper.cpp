// expect: wall-limit
// limits: wall=700ms
#include <hostile.hpp>

int main() { hostile::sleep_for_ever(); }
