#include "view/json_text.hpp"

#include <cmath>

#include "mpietl/core/text.hpp"

namespace mpietl::view {

namespace {

void append_character(std::string& json, char character) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(character);
  if (character == '"' || character == '\\') {
    json += {'\\', character};
  } else if (byte < 0x20) {
    json += "\\u00";
    json += {digits[byte >> 4U], digits[byte & 15U]};
  } else {
    json += character;
  }
}

}  // namespace

void append_json(std::string& json, std::string_view text) {
  if (!is_utf8(text)) return append_json(json, escape(text));
  json += '"';
  for (const char character : text) append_character(json, character);
  json += '"';
}

void JsonObject::begin(std::string_view name) {
  if (!members_.empty()) members_ += ',';
  ((members_ += '"') += name) += "\":";
}

JsonObject& JsonObject::add(std::string_view name, std::string_view text) {
  begin(name);
  append_json(members_, text);
  return *this;
}

JsonObject& JsonObject::add(std::string_view name, std::int64_t number) {
  begin(name);
  members_ += std::to_string(number);
  return *this;
}

JsonObject& JsonObject::add(std::string_view name, double number) {
  begin(name);
  members_ += std::isfinite(number) ? format_real(number) : "null";
  return *this;
}

}  // namespace mpietl::view
