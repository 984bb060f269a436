#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace mpietl::job {

/// JSON that keeps the order of its keys.
using Json = nlohmann::ordered_json;

/// The object in `line`; throws Error(usage) for anything else.
Json parse_object(std::string_view line);

/// The text at `key` of `object`; throws Error(usage) when there is none.
std::string text_at(const Json& object, const std::string& key);

/// The number at `key`, or `otherwise` when there is none or null; throws Error(usage) for a
/// negative one and for what is no number.
double number_at(const Json& object, const std::string& key, double otherwise);

/// A line of JSON; throws Error(usage) for text that is not UTF-8.
std::string to_line(const Json& object);

}  // namespace mpietl::job
