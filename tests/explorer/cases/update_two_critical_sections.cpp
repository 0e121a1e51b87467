// expect: lost-update
// outcomes: 110 120 130
// about: read under the lock, written under the lock, but not under the same one
#include <iostream>
#include <mutex>
#include <thread>

std::mutex m;
int balance = 100;

int get() {
  std::lock_guard<std::mutex> l(m);
  return balance;
}

void set(int b) {
  std::lock_guard<std::mutex> l(m);
  balance = b;
}

void deposit(int amount) {
  int b = get();
  set(b + amount);
}

int main() {
  std::thread a(deposit, 10), b(deposit, 20);
  a.join();
  b.join();
  std::cout << balance << std::endl;
}
