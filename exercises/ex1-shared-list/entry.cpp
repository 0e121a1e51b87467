// What a suite may call in a submission for ex1.
#include <lockstep/entry/functions.hpp>

#include "shared_list.hpp"

static const lockstep::entry::Functions functions{
    {"shared_list_with_threads", &ex1::shared_list_with_threads},
    {"isolated_list_with_processes", &ex1::isolated_list_with_processes},
};
