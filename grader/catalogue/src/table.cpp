#include "table.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::catalogue {
namespace {

Position position(const toml::source_region& region) {
  return {std::max<std::size_t>(region.begin.line, 1),
          std::max<std::size_t>(region.begin.column, 1)};
}

std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a decimal number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::table:
      return "a table";
    default:
      return "a date or time";
  }
}

std::string lower_first(std::string text) {
  if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a') {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  return text;
}

}  // namespace

Table::Table(const Source& source, const toml::table& table, std::string_view what,
             const std::vector<std::string>& known)
    : source_(source), table_(table), what_(what) {
  for (const auto& [key, ignored] : table) {
    if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
      source.fail_unknown(position(key.source()), "key", key.str(), known);
    }
  }
}

Position Table::at() const { return position(table_.get().source()); }

Position Table::at(std::string_view key) const { return position(required(key).source()); }

const toml::node& Table::required(std::string_view key) const {
  const toml::node* node = table_.get().get(key);
  if (node == nullptr) source_.get().fail(at(), fmt::format("no '{}' in {}", key, what_));
  return *node;
}

void Table::fail_type(const toml::node& node, std::string_view key, std::string_view wanted) const {
  source_.get().fail(position(node.source()),
                     fmt::format("'{}' must be {}, not {}", key, wanted, type_name(node)));
}

std::string Table::text_of(const toml::node& node, std::string_view key) const {
  if (!node.is_string()) fail_type(node, key, "a string");
  const std::string& text = node.as_string()->get();
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    source_.get().fail(position(node.source()), fmt::format("'{}' must not be empty", key));
  }
  if (verdict::printable_lines(text) != text) {
    source_.get().fail(position(node.source()), fmt::format("'{}' has a control character", key));
  }
  return text;
}

Located<std::string> Table::text(std::string_view key) const {
  const toml::node& node = required(key);
  return {text_of(node, key), position(node.source())};
}

std::int64_t Table::whole(std::string_view key, Range range) const {
  const toml::node& node = required(key);
  if (!node.is_integer()) fail_type(node, key, "a whole number");
  const std::int64_t number = node.as_integer()->get();
  if (number < range.least || number > range.most) {
    source_.get().fail(position(node.source()), fmt::format("'{}' must be from {} to {}, not {}",
                                                            key, range.least, range.most, number));
  }
  return number;
}

std::vector<Located<std::string>> Table::texts(std::string_view key) const {
  const toml::node& node = required(key);
  if (!node.is_array()) fail_type(node, key, "a list");
  std::vector<Located<std::string>> result;
  for (const toml::node& element : *node.as_array()) {
    Located<std::string> entry{text_of(element, key), position(element.source())};
    for (const auto& earlier : result) {
      if (earlier.value == entry.value) {
        source_.get().fail(entry.at, fmt::format("'{}' stands twice in '{}'", entry.value, key));
      }
    }
    result.push_back(std::move(entry));
  }
  if (result.empty()) {
    source_.get().fail(position(node.source()), fmt::format("'{}' must not be empty", key));
  }
  return result;
}

Table Table::table(std::string_view key, const std::vector<std::string>& known) const {
  const toml::node& node = required(key);
  if (!node.is_table()) fail_type(node, key, "a table");
  return {source_, *node.as_table(), fmt::format("'{}'", key), known};
}

std::int64_t Table::whole_or(std::string_view key, std::int64_t otherwise, Range range) const {
  return has(key) ? whole(key, range) : otherwise;
}

bool Table::flag_or(std::string_view key, bool otherwise) const {
  if (!has(key)) return otherwise;
  const toml::node& node = required(key);
  if (!node.is_boolean()) fail_type(node, key, "true or false");
  return node.as_boolean()->get();
}

std::vector<Located<std::string>> Table::texts_or_none(std::string_view key) const {
  const toml::node* node = table_.get().get(key);
  if (node == nullptr) return {};
  if (node->is_array() && node->as_array()->empty()) return {};
  return texts(key);
}

std::vector<Table> Table::tables_or_none(std::string_view key,
                                         const std::vector<std::string>& known) const {
  const toml::node* node = table_.get().get(key);
  if (node == nullptr) return {};
  const std::string what = fmt::format("[[{}]]", key);
  if (!node->is_array()) {
    source_.get().fail(position(node->source()), fmt::format("'{}' must be written {}, not as {}",
                                                             key, what, type_name(*node)));
  }
  std::vector<Table> result;
  for (const toml::node& element : *node->as_array()) {
    if (!element.is_table()) fail_type(element, key, "a table");
    result.emplace_back(source_, *element.as_table(), what, known);
  }
  return result;
}

toml::table parsed(const Source& source) {
  try {
    return toml::parse(source.text(), std::string_view(source.name()));
  } catch (const toml::parse_error& error) {
    const Position at = position(error.source());
    source.fail(at, "not TOML: " + lower_first(verdict::printable(error.description())),
                source.at_line_end(at) ? "is something missing, a quote or a bracket?" : "");
  }
}

}  // namespace lockstep::catalogue
