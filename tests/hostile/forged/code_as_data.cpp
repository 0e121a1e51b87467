// expect: tampering
// exercise: ex2
// insert into: the stub
__attribute__((section(".text.hidden"), used)) const unsigned char raw[] = {0xb8, 0x27, 0, 0, 0, 0x0f, 0x05, 0xc3};
