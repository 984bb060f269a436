#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace mpietl::journal {

/// Whose file in a journal's folder a name stands for.
struct Name {
  std::int32_t number = 1;
  std::string id;
  std::optional<std::int32_t> rank;  ///< nothing: the list of the run
};

/// "run-0001-0123456789abcdef.rank-00003" or "run-0001-0123456789abcdef.list".
std::string text_of(const Name& name);

/// The name that text_of() makes of it; nothing for any other text.
std::optional<Name> parse_name(const std::string& text);

}  // namespace mpietl::journal
