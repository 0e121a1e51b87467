// expect: error
constexpr int endless() {
  for (;;) {
  }
}
constexpr int never = endless();
