// expect: tampering
// exercise: ex4
// insert into: the stub
extern "C" const char* lockstep_activity_end(unsigned long* size) {
  *size = 0;
  return "";
}
