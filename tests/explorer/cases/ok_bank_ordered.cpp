// expect: ok
// exhausted: yes
#include <mutex>
#include <thread>

class Account {
 public:
  Account(int id, int balance) : id(id), balance(balance) {}
  const int id;
  int balance;
  std::mutex m;
};

bool transfer(Account& from, Account& to, int amount) {
  Account& first = from.id < to.id ? from : to;
  Account& second = from.id < to.id ? to : from;
  std::lock_guard<std::mutex> l1(first.m);
  std::lock_guard<std::mutex> l2(second.m);
  if (from.balance < amount) return false;
  from.balance -= amount;
  to.balance += amount;
  return true;
}

int main() {
  Account alice(1, 100), bob(2, 50);
  std::thread t1([&] { transfer(alice, bob, 30); });
  std::thread t2([&] { transfer(bob, alice, 70); });
  t1.join();
  t2.join();
  return alice.balance + bob.balance == 150 ? 0 : 1;
}
