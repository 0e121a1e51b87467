// expect: file-limit
asm(".data\n.space 0x40000000, 1\n");
