#include "job/json.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/manifest.hpp"

namespace mpietl::job {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Numbers that JSON cannot express, as the words that Python writes. A longer word comes before
/// one that is its end.
constexpr std::array<std::pair<std::string_view, double>, 3> not_finite{{
    {"-Infinity", -infinity},
    {"Infinity", infinity},
    {"NaN", std::numeric_limits<double>::quiet_NaN()},
}};

/// The beginning of a text that replaces such a number: no other text begins with NUL.
constexpr std::string_view mark = R"("\u0000)";

constexpr int deepest = 100;

/// The JSON library writes nested values recursively: too many levels overflow the stack.
bool refuse_deep(int depth, Json::parse_event_t /*event*/, const Json& /*parsed*/) {
  if (depth <= deepest) return true;
  throw Error(Reason::usage,
              "the JSON is nested more than " + std::to_string(deepest) + " levels deep");
}

/// The position after the text whose opening quote is at `begin`.
std::size_t end_of_text(std::string_view line, std::size_t begin) {
  for (auto i = begin + 1; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      return i + 1;
    }
  }
  return line.size();
}

/// Splits a line of JSON: calls `on_text` with each text and its quotes, `on_other` with the rest.
template <class OnText, class OnOther>
void split(std::string_view line, const OnText& on_text, const OnOther& on_other) {
  for (std::size_t i = 0; i < line.size();) {
    const bool is_text = line[i] == '"';
    const auto end = is_text ? end_of_text(line, i) : std::min(line.find('"', i), line.size());
    const auto part = line.substr(i, end - i);
    if (is_text) {
      on_text(part);
    } else {
      on_other(part);
    }
    i = end;
  }
}

bool has_not_finite(std::string_view line) {
  return line.find("NaN") != std::string_view::npos ||
         line.find("Infinity") != std::string_view::npos;
}

void append_marked(std::string& text, std::string_view part) {
  while (!part.empty()) {
    const auto* const found = std::ranges::find_if(
        not_finite, [&](const auto& each) { return part.starts_with(each.first); });
    if (found == not_finite.end()) {
      text += part.front();
      part.remove_prefix(1);
      continue;
    }
    text.append(mark).append(found->first).append("\"");
    part.remove_prefix(found->first.size());
  }
}

/// The line with each number that is not finite replaced by a text.
std::string with_marks(std::string_view line) {
  std::string text;
  split(
      line, [&](std::string_view part) { text += part; },
      [&](std::string_view part) { append_marked(text, part); });
  return text;
}

/// The line with the replacements of with_marks() undone.
std::string without_marks(std::string_view line) {
  std::string text;
  const auto unmark = [&](std::string_view part) {
    const auto word =
        part.starts_with(mark) ? part.substr(mark.size(), part.size() - mark.size() - 1) : part;
    const bool is_marked =
        std::ranges::any_of(not_finite, [&](const auto& each) { return each.first == word; });
    text += is_marked ? word : part;
  };
  split(line, unmark, [&](std::string_view part) { text += part; });
  return text;
}

Json parse(std::string_view line) {
  return has_not_finite(line) ? Json::parse(with_marks(line), refuse_deep)
                              : Json::parse(line, refuse_deep);
}

/// The number that a text replaces; none for an ordinary text.
std::optional<double> marked_number(const std::string& text) {
  if (!text.starts_with('\0')) return std::nullopt;
  for (const auto& [word, number] : not_finite) {
    if (text.substr(1) == word) return number;
  }
  return std::nullopt;
}

}  // namespace

Json parse_object(std::string_view line) {
  try {
    Json object = parse(line);
    if (object.is_object()) return object;
  } catch (const Json::exception& error) {
    throw Error(Reason::usage, std::string("this is not JSON: ") + error.what());
  }
  throw Error(Reason::usage, "a line must be a JSON object, {...}");
}

std::string text_at(const Json& object, const std::string& key) {
  const auto found = object.find(key);
  if (found != object.end() && found->is_string()) return found->get<std::string>();
  throw Error(Reason::usage, "the key \"" + key + "\" with a text in quotes is missing");
}

std::optional<double> number_at(const Json& object, const std::string& key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return std::nullopt;
  if (found->is_number()) return found->get<double>();
  const auto marked =
      found->is_string() ? marked_number(found->get_ref<const std::string&>()) : std::nullopt;
  if (marked) return marked;
  throw Error(Reason::usage, "\"" + key + "\" must be a number");
}

std::string to_line(const Json& object) {
  try {
    const auto line = object.dump();
    return has_not_finite(line) ? without_marks(line) : line;
  } catch (const Json::exception&) {
    throw Error(Reason::usage, "a JSON manifest can name files only in UTF-8");
  }
}

bool ends_inside(std::string_view line) {
  std::int64_t depth = 0;
  const auto count = [&](std::string_view part) {
    for (const char each : part) {
      if (each == '{' || each == '[') ++depth;
      if (each == '}' || each == ']') --depth;
    }
  };
  split(
      line, [](std::string_view) {}, count);
  return depth > 0;
}

std::string json_version() {
  return std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_PATCH);
}

}  // namespace mpietl::job
