// One run of a suite binary: one check, one process, one line of JSON.
//
// A suite that cannot be started, dies, hangs, or prints anything but a report is the grader's
// fault, and the report says so; nothing here can cost a point.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <lockstep/session/workshop.hpp>
#include <lockstep/suite/setup.hpp>
#include <lockstep/verdict/finding.hpp>

namespace lockstep::session {

using Reported = std::function<void(verdict::CheckReport)>;

/// The caller holds a slot, whose processor the suite stays on (-1: any). `reported` is called from
/// the loop, once.
void run_suite(Workshop& workshop, const std::string& suite, const suite::Setup& setup,
               std::chrono::milliseconds longest, int processor, Reported reported);

}  // namespace lockstep::session
