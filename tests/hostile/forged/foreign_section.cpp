// expect: tampering
// exercise: ex5
// insert into: the stub
static void early() {}
__attribute__((section(".preinit_array"), used)) static void (*const entry)() = &early;
