// Reports of an imagined runtime: address 100 * n + k lies in line k of a.cpp, in function f<n>.
#pragma once

#include <string>
#include <vector>

#include <lockstep/explanation/finding.hpp>
#include <lockstep/explorer/operation.hpp>

namespace lockstep::explanation {

using explorer::Kind;
using report::Event;
using report::Finding;
using report::FindingKind;
using report::Participant;
using report::Report;

inline Resolved everywhere() {
  Resolved resolved;
  for (std::uint64_t address = 1; address < 1000; ++address) {
    resolved[address] = {
        {"a.cpp", static_cast<int>(address % 100), "f" + std::to_string(address / 100), true}};
  }
  return resolved;
}

inline Participant doing(std::uint32_t task, Kind kind, std::uint64_t object,
                         std::uint64_t address) {
  Participant result;
  result.task = task;
  result.kind = static_cast<report::KindNumber>(kind);
  result.object = object;
  result.stack = {address};
  return result;
}

inline Participant access(std::uint32_t task, bool write, std::uint64_t address) {
  Participant result = doing(task, write ? Kind::write : Kind::read, 0x5000, address);
  result.write = write;
  result.size = 4;
  return result;
}

inline Participant holding(Participant who, std::uint64_t object, std::uint64_t address) {
  who.held.push_back({object, {address}});
  return who;
}

inline Finding finding(FindingKind kind, std::vector<Participant> participants) {
  Finding result;
  result.id = "3f9a";
  result.kind = kind;
  result.participants = std::move(participants);
  result.first_found = 7;
  return result;
}

inline Event event(std::uint32_t step, std::uint32_t task, Kind kind, std::uint64_t object,
                   std::uint64_t address, std::string value = {}) {
  return {
      step, task, static_cast<report::KindNumber>(kind), false, object, {address}, std::move(value),
      false};
}

inline Report report_with(Finding finding) {
  Report report;
  report.findings = {std::move(finding)};
  report.executions = report.complete = 252;
  report.tasks = {{}, {0, {130}, 200}, {0, {131}, 200}};
  return report;
}

}  // namespace lockstep::explanation
