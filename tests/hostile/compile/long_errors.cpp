// expect: output-limit
// Few errors, each of them endless.
template <typename A, typename B>
struct Pair {};
template <int n>
struct Name {
  using type = Pair<typename Name<n - 1>::type, typename Name<n - 1>::type>;
};
template <>
struct Name<0> {
  using type = int;
};
int x = Name<18>::type();
int y = Name<18>::type();
