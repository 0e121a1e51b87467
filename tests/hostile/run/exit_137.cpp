// expect: exit 137
// What a shell says of a program that was killed.
int main() { return 137; }
