#include "programs.hpp"

namespace lockstep::explorer::simulator {

Program each_locks_once(std::uint32_t tasks) { return locked_pushes(tasks, 1); }

Program locked_pushes(std::uint32_t tasks, std::uint32_t pushes) {
  Program program;
  for (std::uint32_t task = 0; task < tasks; ++task) {
    Code code;
    for (std::uint32_t push = 0; push < pushes; ++push) {
      code.push_back({Do::lock, 0, 0});
      code.push_back({Do::unlock, 0, 0});
    }
    program.tasks.push_back(code);
  }
  return program;
}

Program one_writer(std::uint32_t readers) {
  Program program;
  program.tasks.emplace_back();
  for (std::uint32_t reader = 0; reader < readers; ++reader) {
    program.tasks[0].push_back({Do::store_value, reader, 1});
    program.tasks.push_back({{Do::load, reader, 0}});
  }
  return program;
}

Program lost_update(std::uint32_t tasks, std::uint32_t times) {
  Program program;
  for (std::uint32_t task = 0; task < tasks; ++task) {
    Code code;
    for (std::uint32_t time = 0; time < times; ++time) {
      code.push_back({Do::load, 0, 0});
      code.push_back({Do::increment, 0, 1});
      code.push_back({Do::store, 0, 0});
    }
    program.tasks.push_back(code);
  }
  return program;
}

Program abba(bool with_gate) {
  Program program;
  const auto task = [&](std::uint32_t first, std::uint32_t second) {
    Code code{{Do::lock, first, 0},
              {Do::lock, second, 0},
              {Do::unlock, second, 0},
              {Do::unlock, first, 0}};
    if (!with_gate) return code;
    Code gated{{Do::lock, 2, 0}};
    for (const Instruction& instruction : code) gated.push_back(instruction);
    gated.push_back({Do::unlock, 2, 0});
    return gated;
  };
  program.tasks = {task(0, 1), task(1, 0)};
  return program;
}

Program philosophers(std::uint32_t count, bool ordered) {
  Program program;
  for (std::uint32_t seat = 0; seat < count; ++seat) {
    std::uint32_t first = seat;
    std::uint32_t second = (seat + 1) % count;
    if (ordered && first > second) std::swap(first, second);
    program.tasks.push_back({{Do::lock, first, 0},
                             {Do::lock, second, 0},
                             {Do::unlock, second, 0},
                             {Do::unlock, first, 0}});
  }
  return program;
}

Program consumers(std::uint32_t count, bool loop) {
  Program program;
  // Variable 0 is the number of items.
  for (std::uint32_t consumer = 0; consumer < count; ++consumer) {
    Code code{{Do::lock, 0, 0}, {Do::load, 0, 0}};
    // The number of items is 0: wait. (The skipped part is the wait.)
    if (loop) {
      code.insert(code.end(), {{Do::skip_unless, 3, 0},
                               {Do::wait, 0, 0},
                               {Do::load, 0, 0},
                               {Do::back_unless, 3, -1}});  // for ever, until the skip leaves
    } else {
      code.insert(code.end(), {{Do::skip_unless, 2, 0}, {Do::wait, 0, 0}, {Do::load, 0, 0}});
    }
    code.insert(code.end(), {{Do::increment, 0, -1}, {Do::store, 0, 0}, {Do::unlock, 0, 0}});
    // A negative number of items has been taken: the accumulator is it.
    code.insert(code.end(), {{Do::skip_unless, 1, -1}, {Do::fail_unless, 0, 0}});
    program.tasks.push_back(code);
  }
  Code producer;
  for (std::uint32_t item = 0; item < count; ++item) {
    producer.insert(producer.end(), {{Do::lock, 0, 0},
                                     {Do::load, 0, 0},
                                     {Do::increment, 0, 1},
                                     {Do::store, 0, 0},
                                     {Do::notify_one, 0, 0},
                                     {Do::unlock, 0, 0}});
  }
  program.tasks.push_back(producer);
  return program;
}

Program notify_before_wait() {
  Program program;
  program.tasks = {{{Do::lock, 0, 0}, {Do::wait, 0, 0}, {Do::unlock, 0, 0}},
                   {{Do::notify_one, 0, 0}}};
  return program;
}

Program depth_three() {
  Program program;
  // Task 0 must be left between its looks at variable 0, task 1 before its look at variable 1.
  program.tasks = {{{Do::load, 0, 0},
                    {Do::skip_unless, 5, 0},
                    {Do::load, 2, 0},
                    {Do::load, 2, 0},
                    {Do::load, 0, 0},
                    {Do::skip_unless, 1, 1},
                    {Do::store_value, 1, 1}},
                   {{Do::load, 2, 0},
                    {Do::store_value, 0, 1},
                    {Do::load, 2, 0},
                    {Do::load, 1, 0},
                    {Do::skip_unless, 1, 1},
                    {Do::fail_unless, 0, 0}}};
  return program;
}

Program three_preemptions() {
  Program program;
  program.tasks = {{{Do::load, 0, 0},
                    {Do::skip_unless, 6, 0},
                    {Do::load, 0, 0},
                    {Do::skip_unless, 4, 1},
                    {Do::store_value, 1, 1},
                    {Do::load, 0, 0},
                    {Do::skip_unless, 1, 2},
                    {Do::fail_unless, 0, 99}},
                   {{Do::store_value, 0, 1},
                    {Do::load, 1, 0},
                    {Do::skip_unless, 1, 1},
                    {Do::store_value, 0, 2}}};
  return program;
}

Program one_late_task_first(std::uint32_t tasks, std::uint32_t special) {
  Program program;
  program.started = 1;
  program.tasks.emplace_back();
  for (std::uint32_t task = 1; task <= tasks; ++task) {
    program.tasks[0].push_back({Do::create, task, 0});
    Code code{{Do::add, 0, 1}};
    if (task == special) {
      // The old value was 0: nobody was there before.
      code.insert(code.end(), {{Do::skip_unless, 1, 0}, {Do::fail_unless, 0, 1}});
    }
    program.tasks.push_back(code);
  }
  for (std::uint32_t task = 1; task <= tasks; ++task) {
    program.tasks[0].push_back({Do::join, task, 0});
  }
  return program;
}

}  // namespace lockstep::explorer::simulator
