// expect: lost-update
// lines: 14
// outcomes: 1 2
// exhausted: yes
// about: an atomic variable, but `x = x + 1` is a load and a store
#include <atomic>
#include <iostream>
#include <thread>
using namespace std;

atomic<int> x{0};

void inc() {
    x = x + 1;
}

int main() {
    thread t1(inc);
    thread t2(inc);
    t1.join();
    t2.join();
    cout << x << endl;
    return 0;
}
