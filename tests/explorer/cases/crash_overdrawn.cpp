// expect: crash
// about: no race, but the balance is tested in one critical section and used in another
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

class Account {
 public:
  explicit Account(int b) : balance_(b) {}
  bool covers(int n) {
    std::scoped_lock l(m_);
    return balance_ >= n;
  }
  void take(int n) {
    std::scoped_lock l(m_);
    balance_ -= n;
    if (balance_ < 0) {
      std::fprintf(stderr, "overdrawn: %d\n", balance_);
      std::abort();
    }
  }

 private:
  std::mutex m_;
  int balance_;
};

Account account(100);

void withdraw(int n) {
  if (account.covers(n)) account.take(n);
}

int main() {
  std::thread a(withdraw, 70), b(withdraw, 60);
  a.join();
  b.join();
}
