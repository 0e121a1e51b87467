// expect: tampering
// exercise: ex5
// insert into: the stub
static char heap[1 << 20];
static unsigned long used = 0;
extern "C" void* malloc(unsigned long size) { return heap + (used += (size + 15) & ~15UL); }
