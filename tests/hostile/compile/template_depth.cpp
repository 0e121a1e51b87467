// expect: error
template <int n>
struct Deep : Deep<n + 1> {};
Deep<0> deep;
