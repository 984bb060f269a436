#include "mpietl/job/fingerprint.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "mpietl/audio/registry.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/lossy_codecs.hpp"
#include "mpietl/io/audio/versions.hpp"
#include "mpietl/job/options.hpp"

namespace mpietl::job {

namespace {

// Increase this number when a new version of this program makes different bytes of the same job,
// or has a different default.
constexpr std::uint64_t version_of_outputs = 1;

using Chain = std::vector<audio::TransformSpec>;

constexpr std::size_t half_digits = 16;
const std::string not_decoded(half_digits, '0');

std::string half(const Hash128& hash) { return to_hex(hash).substr(0, half_digits); }

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
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

template <Word Value>
std::string shown(const Value& value) {
  return shown(to_text(value));
}

std::string shown(const Chain& chain) {
  std::string text;
  for (const auto& spec : chain) {
    text += (text.empty() ? "" : " ") + spec.name;
    for (const auto& [key, value] : spec.parameters) {
      text += (text.ends_with(spec.name) ? ":" : ",") + key + "=" + audio::to_text(value);
    }
  }
  return chain.empty() ? "none" : text;
}

/// Removes parameters that have their default values.
Chain without_defaults(Chain chain) {
  for (auto& spec : chain) {
    const auto defaults = audio::with_defaults({spec.name, {}}).parameters;
    std::erase_if(spec.parameters, [&](const auto& parameter) {
      const auto found = defaults.find(parameter.first);
      return found != defaults.end() && found->second == parameter.second;
    });
  }
  return chain;
}

bool is_chain(const Option<Job>& option) {
  return std::holds_alternative<Chain Job::*>(option.member);
}

/// The value of `option` as text; empty when it equals the value in `usual`.
template <class Owner>
std::string other_value(const Option<Owner>& option, const Owner& owner, const Owner& usual) {
  return std::visit(
      [&](auto member) {
        return owner.*member == usual.*member ? std::string() : shown(owner.*member);
      },
      option.member);
}

/// The codecs that the transforms of a job use: other versions may make other samples.
std::string codecs_of(const Chain& chain) {
  std::string text;
  for (const auto& spec : chain) {
    const auto kind = spec.parameters.find("kind");
    if (spec.name != "codec" || kind == spec.parameters.end()) continue;
    const auto found = std::ranges::find(audio::lossy_codec_names, audio::to_text(kind->second));
    if (found == audio::lossy_codec_names.end()) continue;
    const auto codec = found - audio::lossy_codec_names.begin();
    text += "\ncodec=" + io::lossy_codec_version(static_cast<audio::LossyCodec>(codec));
  }
  return text;
}

/// The settings that the bytes of outputs depend on. Defaults are left out, so that a new setting
/// in a later version of this program leaves older outputs valid.
std::string text_of_bytes(const Job& job) {
  std::string text = "chain=" + shown(without_defaults(job.transforms)) + codecs_of(job.transforms);
  for (const auto& option : job_options()) {
    if (option.affects != Affects::bytes || is_chain(option)) continue;
    const auto value = other_value(option, job, Job());
    if (!value.empty()) text += "\n" + std::string(option.key) + "=" + value;
  }
  return text;
}

template <class Owner>
void compare_all(std::span<const Option<Owner>> options, const Owner& before, const Owner& now,
                 std::vector<std::string>& found) {
  for (const auto& option : options) {
    if (option.affects == Affects::run) continue;
    const auto value = other_value(option, now, before);
    if (value.empty()) continue;
    found.push_back(std::string(option.key) + " was " + other_value(option, before, now) +
                    " and is " + value);
  }
}

std::set<std::string> halves_of_decoders() {
  std::set<std::string> halves{not_decoded};
  for (const auto& decoder : io::decoders()) halves.insert(half(hash128(decoder, 0)));
  return halves;
}

Job without_defaults_in_chain(Job job) {
  job.transforms = without_defaults(std::move(job.transforms));
  return job;
}

}  // namespace

Fingerprints::Fingerprints(const Job& job)
    : job_(hash128(text_of_bytes(job), version_of_outputs).low) {}

std::string Fingerprints::of(const Item& item) const {
  ByteWriter writer;
  writer.put(item.input);
  writer.put(item.identity);
  // The estimated size of an object in an ark depends on which of its neighbours are in the list.
  writer.put(item.kind == InputKind::ark ? 0 : item.bytes);
  writer.put(item.modified_ns);
  if (item.kind != InputKind::file) writer.put(item.begin);
  writer.put(item.offset_seconds);
  writer.put(item.duration_seconds);
  if (item.channel >= 0) writer.put(item.channel);
  return half(hash128(as_text(writer.take()), job_)) + not_decoded;
}

bool Fingerprints::is_current(const Item& item, const std::string& fingerprint) const {
  // Some decoders must be loaded to get their versions.
  static const auto decoders = halves_of_decoders();
  return is_same_work(fingerprint, of(item)) && decoders.contains(fingerprint.substr(half_digits));
}

std::string with_decoder(const std::string& fingerprint, const std::string& decoder) {
  if (fingerprint.empty() || decoder.empty()) return fingerprint;
  return fingerprint.substr(0, half_digits) + half(hash128(decoder, 0));
}

bool is_same_work(const std::string& a, const std::string& b) {
  return a.size() == 2 * half_digits && a.size() == b.size() &&
         a.compare(0, half_digits, b, 0, half_digits) == 0;
}

std::vector<std::string> changes(const Job& before, const Job& now) {
  std::vector<std::string> found;
  compare_all(job_options(), without_defaults_in_chain(before), without_defaults_in_chain(now),
              found);
  if (before.generate && now.generate) {
    compare_all(tone_options(), *before.generate, *now.generate, found);
  } else if (before.generate || now.generate) {
    found.emplace_back(now.generate ? "tones are made now" : "tones were made before");
  }
  return found;
}

}  // namespace mpietl::job
