// expect: tampering
// exercise: ex3
// insert into: the stub
extern "C" {
static void nothing() {}
static void (*choose())() { return &nothing; }
void chosen() __attribute__((ifunc("choose")));
}
