// expect: ok
#include <algorithm>
#include <thread>
#include <vector>

void merge_sort(std::vector<int>& v, int lo, int hi, int depth) {
  if (hi - lo < 2) return;
  const int mid = (lo + hi) / 2;
  if (depth > 0) {
    std::thread left(merge_sort, std::ref(v), lo, mid, depth - 1);
    merge_sort(v, mid, hi, depth - 1);
    left.join();
  } else {
    merge_sort(v, lo, mid, 0);
    merge_sort(v, mid, hi, 0);
  }
  std::inplace_merge(v.begin() + lo, v.begin() + mid, v.begin() + hi);
}

int main() {
  std::vector<int> v{9, 2, 7, 4, 5, 6, 3, 8, 1, 0, 12, 11, 10, 15, 14, 13};
  merge_sort(v, 0, static_cast<int>(v.size()), 2);
  return std::is_sorted(v.begin(), v.end()) ? 0 : 1;
}
