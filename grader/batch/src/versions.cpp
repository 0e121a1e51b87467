#include <lockstep/batch/versions.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/intake/intake.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::batch {
namespace {

/// Names are left out where they only say where a clone lies.
store::SourceText part(const std::string& name, const build::fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (stream.bad() || !stream.is_open()) {
    throw build::GraderFault(
        fmt::format("cannot read {}\n./grade in the clone builds what is missing",
                    verdict::printable(file.string())));
  }
  return {name, std::move(bytes)};
}

std::string short_hash(const std::vector<store::SourceText>& parts) {
  constexpr std::size_t digits = 16;
  return intake::content_hash(parts).substr(0, digits);
}

/// Everything of the grader that a verdict may hang on, besides the exercise and the compiler.
std::vector<store::SourceText> grader_parts(const build::Installation& installation,
                                            const build::Parts& parts) {
  std::vector<store::SourceText> result{part("grade", "/proc/self/exe"),
                                        part("launch", installation.launcher)};
  for (const build::fs::path& each :
       {parts.tools / "as", parts.tools / "huge_pages.so", parts.entry_library,
        parts.native_library, parts.activity_library, parts.explored_entry_library,
        parts.explorer_library}) {
    result.push_back(part(each.filename().string(), each));
  }
  for (const auto& each : build::fs::recursive_directory_iterator(parts.library_headers)) {
    if (each.is_regular_file()) {
      result.push_back(
          part(each.path().lexically_relative(parts.library_headers).string(), each.path()));
    }
  }
  std::sort(result.begin(), result.end(),
            [](const auto& left, const auto& right) { return left.name < right.name; });
  return result;
}

}  // namespace

store::Versions versions_of(const build::Installation& installation,
                            const catalogue::Exercise& exercise, std::string_view release) {
  const build::Parts parts = build::parts_of(installation, exercise);
  const std::string manifest = "exercise.toml";
  return {
      fmt::format("{} {}", release, short_hash(grader_parts(installation, parts))),
      short_hash({part(manifest, exercise.folder / manifest), part("suite", parts.suite),
                  part("entry.o", parts.entry), part("header", parts.include / exercise.header())}),
      build::version_of(parts.compiler)};
}

}  // namespace lockstep::batch
