#include <lockstep/report/phrase.hpp>

#include <array>
#include <cstddef>

namespace lockstep::report {
namespace {

// In the order of verdict::Word.
constexpr std::array phrases{
    std::string_view("passed"),
    std::string_view("wrong result"),
    std::string_view("data race"),
    std::string_view("deadlock"),
    std::string_view("lost wakeup"),
    std::string_view("livelock"),
    std::string_view("busy waiting"),
    std::string_view("lost update"),
    std::string_view("the program crashed"),
    std::string_view("an exception was not caught"),
    std::string_view("it took too long"),
    std::string_view("it used too much CPU time"),
    std::string_view("it used too much memory"),
    std::string_view("too many threads or processes"),
    std::string_view("it printed too much"),
    std::string_view("too few threads were started"),
    std::string_view("too few child processes were started"),
    std::string_view("more threads than asked for"),
    std::string_view("more processes than asked for"),
    std::string_view("the workers ran one after another"),
    std::string_view("one worker at a time did all its work"),
    std::string_view("the workers do not share the data"),
    std::string_view("the processes are not isolated"),
    std::string_view("a child was never waited for"),
    std::string_view("a thread was not joined"),
    std::string_view("a file descriptor was left open"),
    std::string_view("memory was not given back"),
    std::string_view("a named object was left behind"),
    std::string_view("the wrong clock was read"),
    std::string_view("a measured time cannot be right"),
    std::string_view("an invalid argument was accepted"),
    std::string_view("it interferes with the grading"),
};
static_assert(phrases.size() == static_cast<std::size_t>(verdict::Word::tampering) + 1);

}  // namespace

std::string_view phrase(verdict::Word word) noexcept {
  return phrases.at(static_cast<std::size_t>(word));
}

}  // namespace lockstep::report
