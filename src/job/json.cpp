#include "job/json.hpp"

#include <cmath>

#include "job/manifest_line.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::job {

namespace {

constexpr int deepest = 100;

/// The JSON library writes what is nested with a call for each level: too many end the program.
bool refuse_deep(int depth, Json::parse_event_t /*event*/, const Json& /*parsed*/) {
  if (depth <= deepest) return true;
  throw Error(Reason::usage,
              "this is nested more than " + std::to_string(deepest) + " levels deep");
}

}  // namespace

Json parse_object(std::string_view line) {
  try {
    Json object = Json::parse(line, refuse_deep);
    if (object.is_object()) return object;
  } catch (const Json::exception& error) {
    throw Error(Reason::usage, std::string("this is no JSON: ") + error.what());
  }
  throw Error(Reason::usage, "a line must be a JSON object, {...}");
}

std::string text_at(const Json& object, const std::string& key) {
  const auto found = object.find(key);
  if (found != object.end() && found->is_string()) return found->get<std::string>();
  throw Error(Reason::usage, "the key \"" + key + "\" with a text in quotes is missing");
}

double number_at(const Json& object, const std::string& key, double otherwise) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return otherwise;
  if (!found->is_number()) throw Error(Reason::usage, "\"" + key + "\" must be a number");
  const auto number = found->get<double>();
  if (std::isfinite(number) && number >= 0.0) return number;
  throw Error(Reason::usage, "\"" + key + "\" must not be below 0");
}

std::string to_line(const Json& object) {
  try {
    return object.dump();
  } catch (const Json::exception&) {
    throw Error(Reason::usage, "a JSON manifest can name files in UTF-8 only");
  }
}

ManifestKind json_kind(std::string_view line) {
  const Json object = parse_object(line);
  if (object.contains("audio_filepath")) return ManifestKind::nemo;
  if (object.contains("sources")) return ManifestKind::lhotse;
  if (object.contains("recording")) {
    throw Error(Reason::usage, "these are cuts; name the manifest of their recordings");
  }
  throw Error(Reason::usage,
              "neither \"audio_filepath\" (NeMo) nor \"sources\" (Lhotse recordings) is there");
}

}  // namespace mpietl::job
