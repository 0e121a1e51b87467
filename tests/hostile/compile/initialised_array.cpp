// expect: file-limit
char huge[1 << 30] = {1};
