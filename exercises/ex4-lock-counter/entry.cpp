// What a suite may call in a submission for ex4.
#include <lockstep/entry/functions.hpp>

#include "lock_counter.hpp"

static const lockstep::entry::Functions functions{
    {"count_with_threads", &ex4::count_with_threads},
    {"count_with_processes", &ex4::count_with_processes},
};
