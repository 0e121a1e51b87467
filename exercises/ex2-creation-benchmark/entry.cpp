// What a suite may call in a submission for ex2.
#include <lockstep/entry/functions.hpp>

#include "creation_benchmark.hpp"

static const lockstep::entry::Functions functions{
    {"benchmark_creation", &ex2::benchmark_creation},
};
