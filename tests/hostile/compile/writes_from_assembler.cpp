// expect: tampering
// The assembler can be told to write listings.
asm(".include \"/etc/shadow\"\n");
