#include "narrator.hpp"

#include <algorithm>

#include <pthread.h>

#include <fmt/format.h>

#include "values.hpp"

namespace lockstep::explanation {

std::string thread_name(std::uint32_t task) {
  return task == 0 ? "main" : fmt::format("thread {}", task);
}

bool is_of_lock(Kind kind) {
  return kind == Kind::lock || kind == Kind::try_lock || kind == Kind::unlock ||
         kind == Kind::read_lock || kind == Kind::try_read_lock || kind == Kind::read_unlock;
}

bool is_notification(Kind kind) {
  return kind == Kind::notify_one || kind == Kind::notify_all || kind == Kind::futex_wake ||
         kind == Kind::release;
}

bool is_wait(Kind kind) {
  return kind == Kind::wait_begin || kind == Kind::wait_end || kind == Kind::futex_begin ||
         kind == Kind::futex_end || kind == Kind::acquire;
}

bool is_of_channel(Kind kind) { return kind >= Kind::receive && kind <= Kind::poll; }

bool is_blocking(Kind kind) {
  return kind == Kind::join || kind == Kind::lock || kind == Kind::read_lock ||
         kind == Kind::wait_end || kind == Kind::futex_end || kind == Kind::acquire ||
         kind == Kind::arrive_end || kind == Kind::once_begin || kind == Kind::receive ||
         kind == Kind::send || kind == Kind::poll;
}

namespace {

// The runtime numbers the directions of a channel so: see its channels.cpp.
constexpr std::uint64_t kDirection = 1;
constexpr std::uint64_t kPair = 2;

void add(std::vector<std::uint64_t>& named, std::uint64_t object) {
  if (std::find(named.begin(), named.end(), object) == named.end()) named.push_back(object);
}

/// "A", "B", …, "27"
std::string letter_of(const std::vector<std::uint64_t>& named, std::uint64_t object) {
  const auto found = std::find(named.begin(), named.end(), object);
  const auto index = static_cast<std::size_t>(found - named.begin());
  constexpr std::size_t letters = 26;
  if (index < letters) return {static_cast<char>('A' + index)};
  return fmt::format("{}", index + 1);
}

}  // namespace

Narrator::Narrator(const report::Finding& finding, const report::Report& report,
                   const Resolved& resolved)
    : finding_(finding), report_(report), resolved_(resolved) {
  const auto note = [this](Kind kind, std::uint64_t object) {
    if (is_of_lock(kind)) add(locks_, object);
    if (is_of_channel(kind)) add(channels_, object & ~kDirection);
  };
  for (const Participant& each : finding.participants) {
    for (const report::Held& held : each.held) add(locks_, held.object);
    note(kind_of(each), each.object);
  }
  for (const report::Event& event : finding.events) note(kind_of(event), event.object);
}

Place Narrator::place(const std::vector<std::uint64_t>& stack, std::string role) const {
  Place place = place_of(stack, resolved_);
  place.role = std::move(role);
  return place;
}

std::string Narrator::at(const std::vector<std::uint64_t>& stack) const {
  const Place found = place(stack);
  return found.known() ? " at " + found.where() : "";
}

Place Narrator::created(std::uint32_t task) const {
  if (task == 0 || task >= report_.tasks.size()) return {};
  return place(report_.tasks[task].created_at);
}

std::string Narrator::variable(std::uint64_t object, std::uint64_t size) const {
  return resolved_.variable_at(object, size);
}

std::string Narrator::only_variable_near(std::uint64_t object) const {
  std::string name;
  for (std::uint64_t at = object; at < object + 8; ++at) {
    std::string here = variable(at, 0);
    if (here.empty() || here == name) continue;
    if (!name.empty()) return "";
    name = std::move(here);
  }
  return name;
}

std::string Narrator::lock(std::uint64_t object) const {
  for (const std::size_t size : {sizeof(pthread_mutex_t), sizeof(pthread_rwlock_t)}) {
    const std::string name = variable(object, size);
    if (name.starts_with('`')) return "lock " + name;
  }
  if (locks_.size() <= 1) return "the lock";
  return "lock " + letter_of(locks_, object);
}

std::string Narrator::channel(std::uint64_t object) const {
  const std::string noun = (object & kPair) != 0 ? "socket pair" : "pipe";
  if (channels_.size() <= 1) return "the " + noun;
  return noun + " " + letter_of(channels_, object & ~kDirection);
}

std::string Narrator::held_by(const Participant& each) const {
  if (each.held.empty()) return "no lock";
  std::vector<std::string> parts;
  for (const report::Held& held : each.held) {
    const std::string taken = at(held.stack);
    parts.push_back(lock(held.object) + (taken.empty() ? "" : " (taken" + taken + ")"));
  }
  return listed(parts);
}

std::string Narrator::waits(const Participant& each) const {
  return "waits" + at(each.stack) + " " + waits_for(each);
}

std::string Narrator::waits_for(const Participant& each) const {
  switch (kind_of(each)) {
    case Kind::lock:
    case Kind::try_lock:
      return "for " + lock(each.object);
    case Kind::read_lock:
    case Kind::try_read_lock:
      return "to read under " + lock(each.object);
    case Kind::join:
      return "for the end of " + thread_name(static_cast<std::uint32_t>(each.object));
    case Kind::wait_begin:
    case Kind::wait_end:
      return "to be notified (condition variable)";
    case Kind::acquire:
    case Kind::try_acquire:
      return "for a semaphore to be released";
    case Kind::arrive:
    case Kind::arrive_end:
      return "for the others to arrive at the barrier";
    case Kind::futex_begin:
    case Kind::futex_end:
      return "to be woken (an atomic wait, a latch, a future or their like)";
    case Kind::once_begin:
      return "for another thread to finish an initialisation";
    case Kind::receive:
      return "for data in " + channel(each.object);
    case Kind::send:
      return "for room in " + channel(each.object);
    case Kind::poll:
      return "in poll until " + channel(each.object) + " is ready";
    default:
      return "for another thread";
  }
}

}  // namespace lockstep::explanation
