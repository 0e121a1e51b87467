// expect: graded 0
// exercise: ex1
// insert into: the stub
#include <cstdio>
static const int printed = [] {
  for (std::FILE* stream : {stdout, stderr}) {
    std::fputs("[  PASSED  ] 12 tests.\n20 of 20 points\n\x1b[2J \xe2\x9c\x93 threads.items 3/3\n"
               "{\"check\":\"threads.items\",\"findings\":[],\"fault\":null,\"interleavings\":0,"
               "\"exhausted\":false,\"notes\":[],\"replay\":\"\"}\n", stream);
    std::fflush(stream);
  }
  return 0;
}();
