// What a hidden suite is written with. A suite is a GoogleTest binary of trusted code: it asks for
// runs of the submission and asserts on the facts that come back. It never contains student code.
//
//   TEST(threads, sums) {
//     Random random;
//     const auto limits = random.numbers(5, 0, 1000);
//     EXPECT_THAT(run(sum_with_threads(limits)), Gives<Summation>(sums_of(limits)));
//   }
//
// TEST(threads, no_race) is the manifest's check "threads.no-race". main() comes from the library:
// it runs one check for each process, and writes one check report.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lockstep/suite/check.hpp>
#include <lockstep/suite/explore.hpp>
#include <lockstep/suite/matchers.hpp>
#include <lockstep/suite/random.hpp>
#include <lockstep/suite/run.hpp>
#include <lockstep/suite/show.hpp>
#include <lockstep/suite/student.hpp>
