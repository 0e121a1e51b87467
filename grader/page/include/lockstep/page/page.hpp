// The report for staff: one HTML file that asks no network and can be read without scripts.
//
// Pure: the same class gives the same bytes. Grader faults come first, then the distribution of
// points, checks by failure rate, submissions with the same fault, identical submissions, all
// students, and a page for each. With scripts tables can be sorted and students searched; the
// address may ask for it: `report.html?q=deadlock&sort=points&down`.
//
// Everything that students wrote is escaped, and the page allows no script but its own.
//
// THREADS  html() may be called from several threads at once.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <lockstep/export/entry.hpp>

namespace lockstep::page {

/// What a student handed in; empty where it is not known. May throw.
using Sources = std::function<std::vector<store::SourceText>(const exports::Entry&)>;

[[nodiscard]] std::string html(const exports::Class& all, const Sources& sources = {});

}  // namespace lockstep::page
