// expect: graded 0
// exercise: ex1
// insert into: the stub
static const int over_before_it_began = [] {
  std::_Exit(0);
  return 0;
}();
