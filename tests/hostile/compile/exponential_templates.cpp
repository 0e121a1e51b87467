// expect: memory-limit
template <int n, typename... T>
struct Twice : Twice<n - 1, T..., T..., char>, Twice<n - 1, T..., T..., int> {};
template <typename... T>
struct Twice<0, T...> {};
Twice<24> many;
