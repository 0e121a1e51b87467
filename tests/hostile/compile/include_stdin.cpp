// expect: not-found
// Not a wait for what nobody types.
#include "/dev/stdin"
#error No such file or directory, or an empty one
