#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>

namespace mpietl::report {
struct Analysis;
struct Counts;
}  // namespace mpietl::report

namespace mpietl::view {

/// Keys keep the order in which they are added.
using Json = nlohmann::ordered_json;

/// A member of an object. Lists of these compile in half the time of the library's own lists, in
/// which names of different lengths have different types.
struct Member {
  const char* name;
  mutable Json value;  ///< object() moves it
};

Json object(std::initializer_list<Member> members);

/// The results of `make` for each element, as an array.
template <class Range, class Make>
Json array_of(const Range& range, const Make& make) {
  Json array = Json::array();
  for (const auto& element : range) array.push_back(make(element));
  return array;
}

/// The numbers of items by outcome.
Json json_of(const report::Counts& counts);

/// The keys of a report, without the version; see src/report/README.md.
Json json_of(const report::Analysis& analysis);

/// As text, in one line if `indent` is -1. Invalid UTF-8, from a report made by hand, becomes
/// U+FFFD.
std::string text_of(const Json& json, int indent);

}  // namespace mpietl::view
