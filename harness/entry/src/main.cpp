// The loop of every submission: request in, call, response out.
#include <cxxabi.h>

#include <cstdio>
#include <exception>

#include <lockstep/wire/frame.hpp>
#include <lockstep/wire/protocol.hpp>

#include "answers.hpp"
#include "process.hpp"
#include "processors.hpp"

namespace lockstep::entry {
namespace {

void add_facts(wire::Response& response) {
  response.race_reports = race_reports();
  response.child_returned = some_child_has(Way::returned);
  response.child_exited = some_child_has(Way::exited);
}

/// Serves requests until there are no more.
int serve() {
  try {
    while (const auto payload = wire::read_frame(channels().requests)) {
      const std::string bytes = encoded_answer(*payload, &add_facts);
      end_if_child();
      wire::write_frame(channels().responses, bytes);
    }
    return 0;
  } catch (const abi::__forced_unwind&) {
    throw;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lockstep: %s\n", error.what());
    return wire::exit_no_channel;
  }
}

[[gnu::used]] const int* const processors = &number_of_processors;

}  // namespace
const bool our_main_is_linked = true;

}  // namespace lockstep::entry

int main() {
  lockstep::entry::end_if_child();
  return lockstep::entry::serve();
}
