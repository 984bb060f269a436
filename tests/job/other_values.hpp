#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "mpietl/job/options.hpp"

namespace mpietl::test {

/// A value other than an option's default, as typed and as in a job file.
struct OtherValue {
  std::vector<std::string> typed;  ///< none for a flag
  std::string toml;
};

inline OtherValue quoted(const std::string& text) { return {{text}, "'" + text + "'"}; }

inline OtherValue other_of(bool) { return {{}, "true"}; }
inline OtherValue other_of(std::int64_t) { return {{"700"}, "700"}; }
inline OtherValue other_of(std::uint64_t) { return {{"7"}, "7"}; }
inline OtherValue other_of(double) { return {{"0.5"}, "0.5"}; }
inline OtherValue other_of(const std::string&) { return quoted("x"); }
inline OtherValue other_of(const std::vector<std::string>&) { return {{"x", "y"}, "['x', 'y']"}; }
inline OtherValue other_of(const std::vector<audio::TransformSpec>&) {
  return {{"clip:min=-0.5"}, "[{name = 'clip', min = -0.5}]"};
}
inline OtherValue other_of(const io::FormatChoice&) { return quoted("flac"); }
inline OtherValue other_of(const io::SubtypeChoice&) { return quoted("pcm_16"); }
inline OtherValue other_of(const io::StreamChoice&) { return quoted("eng"); }
inline OtherValue other_of(const job::ToneSubtype&) { return quoted("ulaw"); }
inline OtherValue other_of(audio::Dither) { return quoted("tpdf"); }
inline OtherValue other_of(const audio::MeasureSet&) { return quoted("loudness,crest"); }
inline OtherValue other_of(job::Fsync) { return quoted("batch"); }
inline OtherValue other_of(job::Isolation) { return quoted("none"); }
inline OtherValue other_of(job::Schedule) { return quoted("static"); }
inline OtherValue other_of(job::OnError) { return quoted("abort"); }
inline OtherValue other_of(job::ProgressStyle) { return quoted("none"); }
inline OtherValue other_of(const std::optional<job::Shard>&) { return quoted("2/3"); }
inline OtherValue other_of(const std::optional<job::Duration>&) { return quoted("90s"); }
inline OtherValue other_of(const std::optional<job::Size>&) { return quoted("2G"); }
inline OtherValue other_of(const std::optional<job::ErrorLimit>&) { return quoted("5%"); }

template <class Owner>
OtherValue other_value(const job::Option<Owner>& option) {
  return job::visit_value(option, Owner(), [](const auto& value) { return other_of(value); });
}

/// The defaults, except for another value of one option.
template <class Owner>
Owner with_other(const job::Option<Owner>& option) {
  Owner owner;
  job::set_typed(option, other_value(option).typed, owner);
  return owner;
}

/// A job file with only that option.
template <class Owner>
std::string toml_with_other(const job::Option<Owner>& option) {
  const auto section = std::string(option.section);
  return (section.empty() ? "" : "[" + section + "]\n") + std::string(option.key) + " = " +
         other_value(option).toml + "\n";
}

}  // namespace mpietl::test
