// The parts of the page, each a piece of HTML. Texts that come from outside are escaped in here.
#pragma once

#include <string>
#include <string_view>

#include <lockstep/page/page.hpp>

#include "statistics.hpp"

namespace lockstep::page {

/// A hash as a content security policy wants it: CMake says it in hexadecimal digits.
[[nodiscard]] std::string base64_of_hexadecimal(std::string_view hex);

/// Everything up to and with <body>.
[[nodiscard]] std::string head(const Class& all);
[[nodiscard]] std::string summary(const Class& all);

[[nodiscard]] std::string scores(const Class& all);
[[nodiscard]] std::string checks(const Class& all);

[[nodiscard]] std::string faults_section(const Class& all);
[[nodiscard]] std::string same_fault_section(const Class& all);
[[nodiscard]] std::string identical_section(const Class& all);

/// The table of all students.
[[nodiscard]] std::string students(const Class& all);

/// One student's page.
[[nodiscard]] std::string student(const Class& all, const Entry& entry,
                                  const std::vector<store::SourceText>& sources);

/// The code with numbered lines; those that findings name are marked.
[[nodiscard]] std::string source(const Entry& entry, const store::SourceText& file);

/// "#student-7" without the hash.
[[nodiscard]] std::string anchor(const Class& all, const Entry& entry);

/// A link to the student's page.
[[nodiscard]] std::string link(const Class& all, const Entry& entry);

/// "1 student", "3 students".
[[nodiscard]] std::string counted(std::size_t number, std::string_view noun);

}  // namespace lockstep::page
