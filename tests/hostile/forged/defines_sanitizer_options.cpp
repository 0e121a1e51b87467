// expect: tampering
// exercise: ex4
// insert into: the stub
extern "C" const char* __tsan_default_options() { return "report_bugs=0"; }
