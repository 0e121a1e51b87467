// expect: memory-limit
template <int n, typename... T>
struct Twice : Twice<n - 1, T..., char>, Twice<n - 1, T..., int> {};
template <typename... T>
struct Twice<0, T...> {};
Twice<28> many;
