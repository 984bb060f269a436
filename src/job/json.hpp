#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

// JSON as Python's json module reads and writes it, including NaN, Infinity and -Infinity. Errors
// are thrown as Error(usage) without the position, which the caller adds.
namespace mpietl::job {

/// JSON that keeps the order of its keys. Numbers that are not finite are represented by texts:
/// read numbers with number_at().
using Json = nlohmann::ordered_json;

/// The object in `line`; throws for anything else.
Json parse_object(std::string_view line);

/// The text at `key` of `object`; throws when there is none.
std::string text_at(const Json& object, const std::string& key);

/// The number at `key`; none when the key is missing or null; throws for anything else.
std::optional<double> number_at(const Json& object, const std::string& key);

/// A line of JSON; throws for text that is not UTF-8.
std::string to_line(const Json& object);

/// Whether the line ends within an object or a list, so that the next lines belong to it.
bool ends_inside(std::string_view line);

}  // namespace mpietl::job
