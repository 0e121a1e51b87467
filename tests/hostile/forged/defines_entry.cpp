// expect: tampering
// exercise: ex3
// insert into: the stub
namespace lockstep::entry {
void end_if_child() noexcept {}
}  // namespace lockstep::entry
