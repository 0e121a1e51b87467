// What a suite may call in a submission for ex3.
#include <lockstep/entry/functions.hpp>

#include "queue_summation.hpp"

static const lockstep::entry::Functions functions{
    {"sum_with_threads", &ex3::sum_with_threads},
    {"sum_with_processes", &ex3::sum_with_processes},
};
