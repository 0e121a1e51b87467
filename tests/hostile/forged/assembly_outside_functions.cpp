// expect: tampering
// exercise: ex1
// insert into: the stub
asm(".globl getpid\n.type getpid, @function\ngetpid:\n  mov $1, %eax\n  ret\n");
