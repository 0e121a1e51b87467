// Wrong: the parent makes the copies itself, no child process exists.
#include "shared_list.hpp"

namespace ex1 {
namespace {

void require_valid(int count) {
  if (count < 0) throw std::invalid_argument("count must not be negative");
}

std::string item(const std::string& name, int number) {
  return name + "-" + std::to_string(number);
}

// Each item is its length followed by its bytes, so that an item may hold any byte, or none.
std::string encode(const List& list) {
  std::string message;
  for (const std::string& text : list) {
    const std::uint64_t length = text.size();
    message.append(reinterpret_cast<const char*>(&length), sizeof length);
    message += text;
  }
  return message;
}

List decode(std::string_view message) {
  List list;
  while (!message.empty()) {
    std::uint64_t length = 0;
    std::memcpy(&length, message.data(), sizeof length);
    message.remove_prefix(sizeof length);
    list.emplace_back(message.substr(0, length));
    message.remove_prefix(length);
  }
  return list;
}

}  // namespace

List shared_list_with_threads(const List& initial, const std::vector<std::string>& names,
                              int count) {
  require_valid(count);
  List list = initial;
  std::mutex list_mutex;
  const auto append_items = [&](const std::string& name) {
    for (int number = 0; number < count; ++number) {
      std::string text = item(name, number);
      const std::lock_guard lock(list_mutex);
      list.push_back(std::move(text));
    }
  };

  std::vector<std::jthread> workers;
  workers.reserve(names.size());
  for (const std::string& name : names) workers.emplace_back(append_items, std::cref(name));
  for (std::jthread& worker : workers) worker.join();
  return list;
}

IsolatedLists isolated_list_with_processes(const List& initial,
                                           const std::vector<std::string>& names, int count) {
  require_valid(count);
  List list = initial;
  IsolatedLists result;
  for (const std::string& name : names) {
    List copy = list;
    for (int number = 0; number < count; ++number) copy.push_back(item(name, number));
    result.children.push_back(decode(encode(copy)));
  }
  result.parent = std::move(list);
  return result;
}

}  // namespace ex1
