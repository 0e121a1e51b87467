// expect: tampering
// exercise: ex2
// insert into: the stub
static long clock_by_hand(long* time) {
  long result = 228;
  asm volatile("syscall" : "+a"(result) : "D"(0L), "S"(time) : "rcx", "r11", "memory");
  return result;
}
static long moment[2];
static const long read_by_hand = clock_by_hand(moment);
