#include "generator.hpp"

#include <random>

namespace lockstep::explorer::simulator {

namespace {

class Generator {
 public:
  Generator(std::uint64_t number, const Mix& mix) : random_(number), mix_(mix) {}

  Program make() {
    Program program;
    program.unlock_is_decided = one_in(2);
    program.spurious = one_in(4);
    program.semaphores.fill(static_cast<std::int32_t>(below(2)));
    const std::uint32_t tasks = mix_.tasks > 2 && one_in(2) ? 3 : 2;
    program.parties = 1 + below(tasks);
    // Programs that are about one kind of thing have more of its races.
    focus_ = below(6);
    for (std::uint32_t task = 0; task < tasks; ++task) program.tasks.push_back(code());
    if (one_in(4)) let_first_create(program);
    return program;
  }

 private:
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }
  bool one_in(std::uint32_t bound) { return below(bound) == 0; }
  std::int32_t value() { return static_cast<std::int32_t>(below(3)); }

  void memory(Code& code) {
    const std::uint32_t variable = below(2);
    switch (below(6)) {
      case 0:
      case 1:
        code.push_back({Do::load, variable, 0});
        if (one_in(2)) code.push_back({Do::increment, 0, 1});
        break;
      case 2:
        code.push_back({Do::store_value, variable, value()});
        break;
      case 3:
        code.push_back({Do::add, variable, 1});
        break;
      case 4:
        code.push_back({Do::compare_add, variable, 1});
        break;
      default:
        code.push_back({Do::store, variable, 0});
    }
    if (mix_.crashes && one_in(6)) code.push_back({Do::fail_unless, 0, value()});
    if (one_in(8)) {
      code.push_back({Do::skip_unless, 1, value()});
      code.push_back({Do::add, 1 - variable, 1});
    }
  }

  void section(Code& code) {
    const std::uint32_t mutex = below(2);
    switch (below(8)) {
      case 0:
        code.push_back({Do::try_lock, mutex, 0});
        memory(code);
        code.push_back({Do::unlock_held, mutex, 0});
        break;
      case 1:
        code.push_back({Do::timed_lock, mutex, 0});
        memory(code);
        code.push_back({Do::unlock_held, mutex, 0});
        break;
      case 2:
        code.push_back({Do::read_lock, mutex, 0});
        memory(code);
        code.push_back({Do::read_unlock, mutex, 0});
        break;
      case 3:
        code.push_back({Do::lock, mutex, 0});
        code.push_back({Do::lock, 1 - mutex, 0});
        if (one_in(2)) memory(code);
        code.push_back({Do::unlock, 1 - mutex, 0});
        code.push_back({Do::unlock, mutex, 0});
        break;
      default:
        code.push_back({Do::lock, mutex, 0});
        memory(code);
        if (one_in(3)) memory(code);
        code.push_back({Do::unlock, mutex, 0});
    }
  }

  void condition(Code& code) {
    const std::uint32_t condition = below(2);
    switch (below(5)) {
      case 0:
        code.push_back({Do::notify_one, condition, 0});
        break;
      case 1:
        code.push_back({Do::notify_all, condition, 0});
        break;
      case 2:
        code.insert(code.end(), {{Do::lock, 0, 0}, {Do::notify_one, condition, 0}});
        code.push_back({Do::unlock, 0, 0});
        break;
      default:
        code.push_back({Do::lock, 0, 0});
        code.push_back({one_in(2) ? Do::wait : Do::timed_wait, condition, 0});
        if (one_in(2)) memory(code);
        code.push_back({Do::unlock, 0, 0});
    }
  }

  void semaphore(Code& code) {
    const std::uint32_t number = below(2);
    const std::uint32_t what = below(5);
    code.push_back({what == 0 ? Do::try_acquire : what < 3 ? Do::acquire : Do::release, number, 0});
  }

  void other(Code& code) {
    switch (below(mix_.exits ? 6 : 5)) {
      case 0:
        code.push_back({Do::barrier, 0, 0});
        break;
      case 1:
        code.push_back({Do::yield, 0, 0});
        break;
      case 2:
        code.push_back({Do::sleep, 0, 0});
        break;
      case 3:
        code.push_back({Do::futex_wait, below(2), value()});
        break;
      case 4:
        code.push_back({Do::futex_wake, below(2), 0});
        break;
      default:
        code.push_back({Do::exit, 0, 0});
    }
  }

  Code code() {
    Code code;
    const std::uint32_t length = 1 + below(mix_.instructions);
    while (code.size() < length) {
      switch (one_in(2) ? focus_ : below(6)) {
        case 0:
        case 1:
          memory(code);
          break;
        case 2:
          section(code);
          break;
        case 3:
          condition(code);
          break;
        case 4:
          semaphore(code);
          break;
        default:
          other(code);
      }
    }
    return code;
  }

  /// The first task creates the others, and perhaps waits for them.
  void let_first_create(Program& program) {
    program.started = 1;
    Code creating;
    for (std::uint32_t task = 1; task < program.tasks.size(); ++task) {
      creating.push_back({Do::create, task, 0});
    }
    Code& first = program.tasks[0];
    if (first.size() > 2) first.resize(first.size() / 2);
    first.insert(first.begin(), creating.begin(), creating.end());
    if (!one_in(2)) return;
    for (std::uint32_t task = 1; task < program.tasks.size(); ++task) {
      first.push_back({Do::join, task, 0});
    }
    if (one_in(2)) first.push_back({Do::load, 0, 0});
  }

  std::mt19937_64 random_;
  Mix mix_;
  std::uint32_t focus_ = 0;
};

}  // namespace

Program generate(std::uint64_t number, const Mix& mix) { return Generator(number, mix).make(); }

}  // namespace lockstep::explorer::simulator
