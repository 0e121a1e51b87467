// expect: tampering
// exercise: ex3
// insert into: the stub
namespace lockstep::entry {
struct Channels {
  int requests;
  int responses;
};
Channels channels() noexcept;
}  // namespace lockstep::entry
static const int found = lockstep::entry::channels().responses;
