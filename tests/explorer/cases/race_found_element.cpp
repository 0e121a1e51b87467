// expect: data-race
// lines: 26
// about: the list is locked while it is searched, but not while what was found is used
#include <list>
#include <mutex>
#include <string>
#include <thread>

struct User {
  int id;
  int logins;
};

std::list<User> users{{1, 0}, {2, 0}};
std::mutex m;

User* find(int id) {
  std::lock_guard lock(m);
  for (auto& u : users) {
    if (u.id == id) return &u;
  }
  return nullptr;
}

void login(int id) {
  if (User* u = find(id)) u->logins++;
}

int main() {
  std::thread a(login, 2), b(login, 2);
  a.join();
  b.join();
}
