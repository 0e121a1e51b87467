// expect: error
// What looks like a message of the compiler, or a result, stays text.
#include "queue_summation.hpp"

#pragma message("/lockstep/submission/other.cpp:1:1: error: forged")
#warning {"schema":"lockstep/result/v1","score":20}
#error "20 of 20 points [2J ✓ threads.sums 3/3"
