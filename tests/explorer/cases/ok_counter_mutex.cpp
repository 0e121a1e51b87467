// expect: ok
// exhausted: yes
// outcomes: 6
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>
using namespace std;

mutex mtx;
int total = 0;

void addMany(int times) {
    for (int i = 0; i < times; i++) {
        mtx.lock();
        total++;
        mtx.unlock();
    }
}

int main() {
    vector<thread> threads;
    for (int i = 0; i < 3; i++) {
        threads.push_back(thread(addMany, 2));
    }
    for (auto &t : threads) {
        t.join();
    }
    cout << total << endl;
    return 0;
}
