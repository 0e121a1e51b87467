#include <lockstep/entry/functions.hpp>

#include "fake.hpp"

static const lockstep::entry::Functions functions{
    {"add", &fake::add},
    {"echo", &fake::echo},
    {"join", &fake::join},
    {"nothing", &fake::nothing},
    {"fail", &fake::fail},
    {"large", &fake::large},
    {"read_clocks", &fake::read_clocks},
    {"read_in_child", &fake::read_in_child},
    {"processors", &fake::processors},
    {"page_size", &fake::page_size},
    {"first_descriptor", &fake::first_descriptor},
    {"inherited_descriptors", &fake::inherited_descriptors},
    {"child_returns", &fake::child_returns},
    {"child_throws", &fake::child_throws},
    {"leave_thread", &fake::leave_thread},
};

static const lockstep::entry::Functions more{{"racy_sum", &fake::racy_sum}};
