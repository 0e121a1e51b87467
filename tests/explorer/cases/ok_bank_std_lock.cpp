// expect: ok
#include <mutex>
#include <thread>

struct Account {
  std::mutex m;
  int balance = 100;
};

void transfer(Account& from, Account& to, int amount) {
  std::unique_lock<std::mutex> a(from.m, std::defer_lock);
  std::unique_lock<std::mutex> b(to.m, std::defer_lock);
  std::lock(a, b);
  from.balance -= amount;
  to.balance += amount;
}

int main() {
  Account x, y;
  std::thread t1(transfer, std::ref(x), std::ref(y), 10);
  std::thread t2(transfer, std::ref(y), std::ref(x), 25);
  t1.join();
  t2.join();
  return x.balance == 115 && y.balance == 85 ? 0 : 1;
}
