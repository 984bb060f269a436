#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

// JSON as Python's json module reads and writes it: also with NaN, Infinity and -Infinity. Errors
// are thrown as Error(usage) without the place, which the caller knows.
namespace mpietl::job {

/// JSON that keeps the order of its keys. In it stands a text for each number that is not finite:
/// read numbers with number_at().
using Json = nlohmann::ordered_json;

/// The object in `line`; throws for anything else.
Json parse_object(std::string_view line);

/// The text at `key` of `object`; throws when there is none.
std::string text_at(const Json& object, const std::string& key);

/// The number at `key`, none when nothing or null stands there; throws for what is no number.
std::optional<double> number_at(const Json& object, const std::string& key);

/// A line of JSON; throws for text that is not UTF-8.
std::string to_line(const Json& object);

/// Whether the line ends within an object or a list, so that the next lines belong to it.
bool ends_inside(std::string_view line);

}  // namespace mpietl::job
