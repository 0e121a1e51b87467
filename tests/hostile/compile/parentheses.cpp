// expect: crash
// Deeper than the compiler's own stack.
int deep = @PARENTHESES@ 1;
