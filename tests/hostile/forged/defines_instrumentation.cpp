// expect: tampering
// exercise: ex4
// insert into: the stub
extern "C" void __tsan_write8(void*) {}
