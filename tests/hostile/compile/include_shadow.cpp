// expect: not-found
#include "/etc/shadow"
