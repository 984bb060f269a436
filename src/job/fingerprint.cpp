#include "mpietl/job/fingerprint.hpp"

#include <string_view>

#include "job/settings.hpp"
#include "mpietl/audio/registry.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/columns.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

// Another number for each version of this program that makes other bytes of the same job, or that
// has another default.
constexpr std::uint64_t version_of_outputs = 1;

using Chain = std::vector<audio::TransformSpec>;

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string shown(const std::string& value) { return "'" + escape(value) + "'"; }
std::string shown(bool value) { return value ? "true" : "false"; }
std::string shown(std::int64_t value) { return std::to_string(value); }
std::string shown(std::uint64_t value) { return std::to_string(value); }
std::string shown(ProgressStyle value) { return std::string(to_string(value)); }
std::string shown(double value) { return format_real(value); }

std::string shown(const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : " ") + shown(value);
  return values.empty() ? "none" : text;
}

std::string shown(const Chain& chain) {
  std::string text;
  for (const auto& spec : chain) {
    text += (text.empty() ? "" : " ") + spec.name;
    for (const auto& [key, value] : spec.parameters) {
      text += (text.ends_with(spec.name) ? ":" : ",") + key + "=" + format_real(value);
    }
  }
  return chain.empty() ? "none" : text;
}

/// Without parameters that are at their default.
Chain in_short(Chain chain) {
  for (auto& spec : chain) {
    const auto defaults = audio::with_defaults({spec.name, {}}).parameters;
    std::erase_if(spec.parameters, [&](const auto& parameter) {
      const auto found = defaults.find(parameter.first);
      return found != defaults.end() && found->second == parameter.second;
    });
  }
  return chain;
}

/// What the bytes of outputs depend on. Settings and parameters at their default are left out, so
/// that one that is new in a version of this program leaves older outputs valid.
std::string text_of_bytes(const Job& job) {
  std::string text = "chain=" + shown(in_short(job.transforms));
  for_each_column(job_settings, [&, defaults = Job()](const auto& setting) {
    const auto& value = job.*setting.member;
    if (setting.affects != Affects::bytes || value == defaults.*setting.member) return;
    text += "\n" + std::string(setting.key) + "=" + shown(value);
  });
  return text;
}

template <class Value>
void compare(std::string_view key, const Value& before, const Value& now,
             std::vector<std::string>& found) {
  if (before == now) return;
  found.push_back(std::string(key) + " was " + shown(before) + " and is " + shown(now));
}

template <class Owner, class Settings>
void compare_all(const Settings& settings, const Owner& before, const Owner& now,
                 std::vector<std::string>& found) {
  for_each_column(settings, [&](const auto& setting) {
    if (setting.affects == Affects::run) return;
    compare(setting.key, before.*setting.member, now.*setting.member, found);
  });
}

}  // namespace

Fingerprints::Fingerprints(const Job& job)
    : job_(hash128(text_of_bytes(job), version_of_outputs).low) {}

std::string Fingerprints::of(const Item& item) const {
  ByteWriter writer;
  writer.put(item.input);
  writer.put(item.identity);
  writer.put(item.bytes);
  writer.put(item.modified_ns);
  writer.put(item.offset_seconds);
  writer.put(item.duration_seconds);
  return to_hex(hash128(as_text(writer.take()), job_));
}

std::vector<std::string> changes(const Job& before, const Job& now) {
  std::vector<std::string> found;
  compare_all(job_settings, before, now, found);
  compare("the chain", in_short(before.transforms), in_short(now.transforms), found);
  if (before.generate && now.generate) {
    compare_all(tone_settings, *before.generate, *now.generate, found);
  } else if (before.generate || now.generate) {
    found.emplace_back(now.generate ? "tones are made now" : "tones were made before");
  }
  return found;
}

}  // namespace mpietl::job
