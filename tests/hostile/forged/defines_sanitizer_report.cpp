// expect: tampering
// exercise: ex4
// insert into: the stub
extern "C" void __tsan_on_report(void*) {}
