// expect: not-found
#include "@SECRET@"
