// The number of processors as the submission sees it: the same everywhere, so that a program that
// starts as many threads as there are processors gets the same result on every machine, and in a
// batch.
//
// processors.cpp defines get_nprocs and get_nprocs_conf, which std::thread::hardware_concurrency()
// asks, and sysconf for the whole program, its shared libraries included. The explorer's runtime
// has its own.
#pragma once

namespace lockstep::entry {

/// Refer to it, and the functions above are linked.
extern const int number_of_processors;

}  // namespace lockstep::entry
