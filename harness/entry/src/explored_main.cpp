// main() of a submission in the schedule explorer: one call, in each execution anew.
#include <cstddef>
#include <string>

#include "answers.hpp"

// The explorer's runtime.
extern "C" {
const char* lockstep_explorer_call(std::size_t* size);
void lockstep_explorer_answer(const char* bytes, std::size_t size);
}

const bool lockstep::entry::our_main_is_linked = true;

int main() {
  std::size_t size = 0;
  const char* call = lockstep_explorer_call(&size);
  const std::string answer = lockstep::entry::encoded_answer(std::string(call, size), nullptr);
  lockstep_explorer_answer(answer.data(), answer.size());
}
