// expect: did-not-compile
// exercise: ex3
// insert into: the stub
// No honest mistake is called tampering: many leave a main() in.
int main() { return 0; }
