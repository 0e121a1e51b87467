// expect: deadlock
#include <mutex>
#include <thread>
using namespace std;

mutex a, b, c;
int n = 0;

void both(mutex &x, mutex &y) {
    x.lock();
    y.lock();
    n = n * 0;
    y.unlock();
    x.unlock();
}

int main() {
    thread t1([] { both(a, b); });
    thread t2([] { both(b, c); });
    thread t3([] { both(c, a); });
    t1.join(); t2.join(); t3.join();
}
