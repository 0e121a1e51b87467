// expect: not-found
#pragma GCC dependency "/etc/shadow"
#include "/etc/shadow"
