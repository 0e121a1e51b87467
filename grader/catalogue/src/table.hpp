// A TOML table read strictly: every key known, every value of the right type and in range.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "source.hpp"

namespace lockstep::catalogue {

template <typename T>
struct Located {
  T value{};
  Position at;
};

struct Range {
  std::int64_t least;
  std::int64_t most;
};

class Table {
 public:
  /// `what` names the table in errors, for instance "[[check]]". Throws ManifestError for a key
  /// that is not in `known`.
  Table(const Source& source, const toml::table& table, std::string_view what,
        const std::vector<std::string>& known);

  [[nodiscard]] Position at() const;
  [[nodiscard]] Position at(std::string_view key) const;  // of its value

  // Throw ManifestError where the key is missing or its value is not as it should be.
  [[nodiscard]] Located<std::string> text(std::string_view key) const;  // never blank
  [[nodiscard]] std::int64_t whole(std::string_view key, Range range) const;
  [[nodiscard]] std::vector<Located<std::string>> texts(std::string_view key) const;  // not empty
  [[nodiscard]] Table table(std::string_view key, const std::vector<std::string>& known) const;

  // The same, but the key may be missing.
  [[nodiscard]] std::int64_t whole_or(std::string_view key, std::int64_t otherwise,
                                      Range range) const;
  [[nodiscard]] bool flag_or(std::string_view key, bool otherwise) const;
  [[nodiscard]] std::vector<Located<std::string>> texts_or_none(std::string_view key) const;
  [[nodiscard]] std::vector<Table> tables_or_none(std::string_view key,
                                                  const std::vector<std::string>& known) const;

  [[nodiscard]] bool has(std::string_view key) const { return table_.get().contains(key); }
  [[nodiscard]] const Source& source() const { return source_; }

 private:
  [[nodiscard]] const toml::node& required(std::string_view key) const;
  [[nodiscard]] std::string text_of(const toml::node& node, std::string_view key) const;
  [[noreturn]] void fail_type(const toml::node& node, std::string_view key,
                              std::string_view wanted) const;

  std::reference_wrapper<const Source> source_;
  std::reference_wrapper<const toml::table> table_;
  std::string what_;
};

/// The document is kept by toml++; throws ManifestError where the text is not TOML.
[[nodiscard]] toml::table parsed(const Source& source);

}  // namespace lockstep::catalogue
