#include <lockstep/batch/versions.hpp>

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

}  // namespace

store::Versions versions_of(const build::Installation& installation,
                            const catalogue::Exercise& exercise, std::string_view release) {
  const build::Parts parts = build::parts_of(installation, exercise);
  std::vector<store::SourceText> grader{
      part("grade", "/proc/self/exe"), part("launch", installation.launcher),
      part("as", parts.tools / "as"), part("entry", parts.entry_library),
      part("native", parts.native_library)};
  if (!parts.activity_library.empty()) grader.push_back(part("activity", parts.activity_library));
  const std::string manifest = "exercise.toml";
  return {
      fmt::format("{} {}", release, short_hash(grader)),
      short_hash({part(manifest, exercise.folder / manifest), part("suite", parts.suite),
                  part("entry.o", parts.entry), part("header", parts.include / exercise.header())}),
      build::version_of(parts.compiler)};
}

}  // namespace lockstep::batch
