// expect: tampering
asm(".section .rodata\n.incbin \"@SUITE@\"\n");
