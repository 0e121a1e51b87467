// expect: deadlock
// lines: 15 16 24 25
// options: --strategy dpor --budget-runs 5
// about: SCHEDULES case 1: held and wanted lines of both threads, within 5 executions
#include <iostream>
#include <mutex>
#include <thread>

std::mutex accounts;
std::mutex journal;
int balance = 100;
int entries = 0;

void pay() {
  accounts.lock();
  journal.lock();
  --balance;
  ++entries;
  journal.unlock();
  accounts.unlock();
}

void audit() {
  journal.lock();
  accounts.lock();
  std::cout << balance + entries << "\n";
  accounts.unlock();
  journal.unlock();
}

int main() {
  std::thread a(pay), b(audit);
  a.join();
  b.join();
}
