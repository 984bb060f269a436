#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mpietl::view {

/// Appends `text` to `json` as a string. Bytes that are not UTF-8 come out as escape() writes them.
void append_json(std::string& json, std::string_view text);

/// The members of a JSON object, piece by piece. Names are those of this program: they need no
/// escapes.
class JsonObject {
 public:
  JsonObject& add(std::string_view name, std::string_view text);
  JsonObject& add(std::string_view name, std::int64_t number);

  /// Numbers that JSON cannot write are null.
  JsonObject& add(std::string_view name, double number);

  /// "{…}"
  [[nodiscard]] std::string text() const { return "{" + members_ + "}"; }

 private:
  void begin(std::string_view name);

  std::string members_;
};

}  // namespace mpietl::view
