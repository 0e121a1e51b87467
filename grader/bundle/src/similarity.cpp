#include <lockstep/bundle/similarity.hpp>

#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/bundle/folders.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::bundle {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (in) return text;
  throw build::GraderFault(fmt::format("cannot read {}", verdict::printable(file.string())));
}

void write_base(const fs::path& folder, const catalogue::Exercise& exercise) {
  for (const std::string& file : exercise.files) {
    write_text(folder / file, content(exercise.folder / file));
  }
  write_text(folder / exercise.header(), content(exercise.folder / exercise.header()));
}

}  // namespace

SimilarityLayout write_similarity(const fs::path& folder, const catalogue::Exercise& exercise,
                                  const exports::Class& all, const SourcesOf& sources) {
  make_empty(folder);
  SimilarityLayout layout{folder / "submissions", folder / "base", 0};
  write_base(layout.base, exercise);
  Names names;
  for (const exports::Entry& entry : all.entries) {
    const std::vector<store::SourceText> files = sources(entry);
    if (files.empty()) continue;
    const fs::path own = layout.submissions / names.take(entry.standing.student);
    Names file_names;
    for (const store::SourceText& file : files) {
      write_text(own / file_names.take(file.name), file.content);
    }
    ++layout.students;
  }
  return layout;
}

}  // namespace lockstep::bundle
