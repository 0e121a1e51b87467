// expect: tampering
// exercise: ex4
// insert into: the stub
extern "C" __attribute__((weak)) void AnnotateIgnoreWritesBegin(const char*, int);
static const int silent = [] {
  if (AnnotateIgnoreWritesBegin != nullptr) AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
  return 0;
}();
