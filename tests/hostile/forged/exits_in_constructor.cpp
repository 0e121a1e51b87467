// expect: tampering
// exercise: ex2
// insert into: the stub
__attribute__((constructor)) static void over_before_it_began() { std::_Exit(0); }
