#include "mpietl/job/fingerprint.hpp"

#include <string_view>

#include "job/settings.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/columns.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/job_file.hpp"

namespace mpietl::job {

namespace {

// Another number for each version of this program that makes other bytes of the same job.
constexpr std::uint64_t version_of_outputs = 1;

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A job that has nothing of `job` but what the bytes of outputs depend on.
Job what_matters(const Job& job) {
  Job same;
  same.transforms = job.transforms;
  same.seed = job.seed;
  same.format = job.format;
  same.subtype = job.subtype;
  same.dither = job.dither;
  return same;
}

std::string shown(const std::string& value) { return "'" + escape(value) + "'"; }
std::string shown(bool value) { return value ? "true" : "false"; }
std::string shown(std::int64_t value) { return std::to_string(value); }
std::string shown(std::uint64_t value) { return std::to_string(value); }
std::string shown(double value) { return format_real(value); }

std::string shown(const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : " ") + shown(value);
  return values.empty() ? "none" : text;
}

std::string shown(const std::vector<audio::TransformSpec>& chain) {
  std::string text;
  for (const auto& spec : chain) {
    text += (text.empty() ? "" : " ") + spec.name;
    for (const auto& [key, value] : spec.parameters) {
      text += (text.ends_with(spec.name) ? ":" : ",") + key + "=" + format_real(value);
    }
  }
  return chain.empty() ? "none" : text;
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
    compare(setting.key, before.*setting.member, now.*setting.member, found);
  });
}

}  // namespace

Fingerprints::Fingerprints(const Job& job)
    : job_(hash128(to_toml(what_matters(job)), version_of_outputs).low) {}

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
  compare_all(input_settings, before, now, found);
  Job same = before;
  same.fsync = now.fsync;
  compare_all(output_settings, same, now, found);
  compare("seed", before.seed, now.seed, found);
  compare("shard", before.shard, now.shard, found);
  compare("the chain", before.transforms, now.transforms, found);
  if (before.generate && now.generate) {
    compare_all(tone_settings, *before.generate, *now.generate, found);
  } else if (before.generate || now.generate) {
    found.emplace_back(now.generate ? "tones are made now" : "tones were made before");
  }
  return found;
}

}  // namespace mpietl::job
