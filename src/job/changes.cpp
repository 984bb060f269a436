#include "mpietl/job/changes.hpp"

#include <string_view>
#include <type_traits>

#include "job/settings.hpp"
#include "mpietl/core/columns.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

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
