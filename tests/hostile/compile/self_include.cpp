// expect: error
// 2^200 times, if the compiler did not give up.
#include "queue_summation.cpp"
#include "queue_summation.cpp"
int x = y;
