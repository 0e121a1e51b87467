#include "source.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <lockstep/catalogue/error.hpp>
#include <lockstep/catalogue/excerpt.hpp>
#include <lockstep/catalogue/suggestion.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::catalogue {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = 1 << 20;

std::string read(const fs::path& file, const std::string& name) {
  const auto refuse = [&name](std::string_view reason) {
    throw ManifestError(fmt::format("{}: {}", name, reason));
  };
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found) refuse("no such file");
  if (error) refuse(fmt::format("cannot be read: {}", error.message()));
  if (fs::is_directory(status)) refuse("is a folder, not a file");
  if (!fs::is_regular_file(status)) refuse("is not a regular file");

  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::string text(most_bytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream.is_open() || stream.bad()) {
    refuse(fmt::format("cannot be read: {}", std::generic_category().message(errno)));
  }
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > most_bytes) refuse("is larger than 1 MiB");
  return text;
}

std::size_t byte_offset(std::string_view line, std::size_t column) {
  std::size_t at = 0;
  for (std::size_t i = 1; i < column && at < line.size(); ++i) {
    at += verdict::first_code_point(line.substr(at)).length;
  }
  return at;
}

}  // namespace

Source::Source(const fs::path& file)
    : name_(verdict::printable(file.string())), text_(read(file, name_)) {
  require_utf8();
}

void Source::require_utf8() const {
  const std::size_t bad = verdict::find_invalid_utf8(text_);
  if (bad == std::string::npos) return;
  const std::string_view before = std::string_view(text_).substr(0, bad);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  Position at;
  at.line += static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  for (std::size_t i = line_start; i < bad; ++at.column) {
    i += verdict::first_code_point(before.substr(i)).length;
  }
  fail(at, fmt::format("byte {} is not UTF-8", verdict::valid_utf8(text_.substr(bad, 1))),
       "save the file as UTF-8");
}

std::string_view Source::line(std::size_t number) const {
  std::string_view rest = text_;
  for (std::size_t i = 1; i < number; ++i) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return "";
    rest.remove_prefix(end + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

bool Source::at_line_end(Position at) const {
  const std::string_view source_line = line(at.line);
  return byte_offset(source_line, at.column) == source_line.size();
}

void Source::fail(Position at, std::string_view reason, std::string_view note) const {
  const std::string_view source_line = line(at.line);
  std::string message = fmt::format("{}:{}:{}: {}\n", name_, at.line, at.column, reason);
  message += excerpt(source_line, byte_offset(source_line, at.column), note);
  message.pop_back();
  throw ManifestError(message);
}

void Source::fail_unknown(Position at, std::string_view what, std::string_view word,
                          std::span<const std::string> known) const {
  const std::optional<std::string> meant = nearest(word, known);
  fail(at, fmt::format("unknown {} '{}'", what, verdict::printable(word)),
       meant ? fmt::format("did you mean '{}'?", *meant) : "");
}

}  // namespace lockstep::catalogue
