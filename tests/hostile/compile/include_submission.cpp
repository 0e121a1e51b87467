// expect: not-found
// Somebody else's file.
#include "@SUBMISSION@"
