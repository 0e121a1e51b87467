// expect: tampering
asm(".section .rodata\n.incbin \"/etc/shadow\"\n");
