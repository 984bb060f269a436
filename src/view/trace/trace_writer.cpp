#include "view/trace/trace_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
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

namespace {

constexpr std::size_t flush_bytes = std::size_t{1} << 16U;
constexpr double max_seconds = 1e9;
constexpr std::array<std::string_view, 8> eighths{"",   ".125", ".25", ".375",
                                                  ".5", ".625", ".75", ".875"};

void append_number(std::string& text, std::int64_t number) {
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  text.append(digits.data(), end);
}

}  // namespace

Ticks ticks_of(double seconds) {
  const double known = std::isnan(seconds) ? 0.0 : std::clamp(seconds, 0.0, max_seconds);
  return std::llround(known * ticks_per_second);
}

TraceWriter::TraceWriter(const Sink& sink) : sink_(sink) {
  text_ = "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[";
}

void TraceWriter::begin(char kind, Track track, std::string_view name) {
  text_ += is_first_ ? "\n" : ",\n";
  is_first_ = false;
  ((text_ += "{\"ph\":\"") += kind) += "\",\"pid\":";
  append_number(text_, track.process);
  text_ += ",\"tid\":";
  append_number(text_, track.thread);
  text_ += ",\"name\":";
  append_json(text_, name);
}

void TraceWriter::put_time(std::string_view member, Ticks ticks) {
  ((text_ += ",\"") += member) += "\":";
  append_number(text_, ticks / 8);
  text_ += eighths.at(static_cast<std::size_t>(ticks % 8));
}

void TraceWriter::end() {
  text_ += '}';
  if (text_.size() < flush_bytes) return;
  sink_(text_);
  text_.clear();
}

void TraceWriter::describe(Track track, std::string_view what, const JsonObject& details) {
  begin('M', track, what);
  (text_ += ",\"args\":") += details.text();
  end();
}

void TraceWriter::name_process(std::int64_t process, std::string_view name, std::int64_t place) {
  describe({process}, "process_name", JsonObject().add("name", name));
  describe({process}, "process_sort_index", JsonObject().add("sort_index", place));
}

void TraceWriter::name_thread(Track track, std::string_view name) {
  describe(track, "thread_name", JsonObject().add("name", name));
  describe(track, "thread_sort_index", JsonObject().add("sort_index", track.thread));
}

void TraceWriter::slice(Track track, std::string_view name, Ticks start, Ticks end) {
  begin('X', track, name);
  put_time("ts", start);
  put_time("dur", end - start);
  this->end();
}

void TraceWriter::slice(Track track, std::string_view name, Ticks start, Ticks end,
                        const JsonObject& details) {
  begin('X', track, name);
  put_time("ts", start);
  put_time("dur", end - start);
  (text_ += ",\"args\":") += details.text();
  this->end();
}

void TraceWriter::counter(std::int64_t process, std::string_view name, Ticks time,
                          const JsonObject& values) {
  begin('C', {process}, name);
  put_time("ts", time);
  (text_ += ",\"args\":") += values.text();
  end();
}

void TraceWriter::finish(const JsonObject& facts) {
  ((text_ += "\n],\"otherData\":") += facts.text()) += "}\n";
  sink_(text_);
}

}  // namespace mpietl::view
