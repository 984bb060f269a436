#include <sndfile.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "io/audio/containers.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/audio_format.hpp"

namespace mpietl::io {

namespace {

constexpr std::string_view same = "same";

/// The row of `table` that has this name; throws Error(usage).
template <class Row>
const Row& find_named(std::span<const Row> table, const std::string& typed,
                      const std::string& what) {
  const auto found = std::ranges::find(table, lower(typed), &Row::name);
  if (found != table.end()) return *found;
  std::vector<std::string_view> known{same};
  for (const auto& each : table) known.push_back(each.name);
  throw Error(Reason::usage, what + ": unknown '" + escape(typed) + "'" +
                                 did_you_mean_or_known(lower(typed), known));
}

std::string name_of_container(int code) { return std::string(container_of(code)->name); }

std::string name_of_subtype(int code) {
  const Subtype* subtype = subtype_of(code);
  return subtype == nullptr ? "this subtype" : std::string(subtype->name);
}

/// What stands for a subtype where it cannot be held, the nearest in quality first.
std::span<const int> stand_ins(int subtype) {
  static constexpr std::array last_resorts{SF_FORMAT_VORBIS, SF_FORMAT_MPEG_LAYER_III};
  static constexpr auto list = [](auto... codes) {
    std::array<int, sizeof...(codes) + last_resorts.size()> all{codes...};
    std::ranges::copy(last_resorts, all.begin() + sizeof...(codes));
    return all;
  };
  static constexpr auto eight_bits = list(SF_FORMAT_PCM_U8, SF_FORMAT_PCM_16, SF_FORMAT_PCM_S8);
  static constexpr auto sixteen_bits =
      list(SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32, SF_FORMAT_FLOAT);
  static constexpr auto twenty_four_bits =
      list(SF_FORMAT_PCM_24, SF_FORMAT_PCM_32, SF_FORMAT_FLOAT, SF_FORMAT_PCM_16);
  // Samples are 32-bit float inside, so nothing is gained by more than its 24 bits.
  static constexpr auto more_bits =
      list(SF_FORMAT_PCM_32, SF_FORMAT_FLOAT, SF_FORMAT_PCM_24, SF_FORMAT_PCM_16);
  static constexpr auto reals =
      list(SF_FORMAT_FLOAT, SF_FORMAT_DOUBLE, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32, SF_FORMAT_PCM_16);
  const auto encoding = sample_encoding(subtype);
  if (encoding.kind == SampleEncoding::Kind::real) return reals;
  if (encoding.bits <= 8) return eight_bits;
  if (encoding.bits <= 16) return sixteen_bits;
  if (encoding.bits <= 24) return twenty_four_bits;
  return more_bits;
}

int subtype_for(int container, int wanted) {
  if (holds(container, wanted)) return wanted;
  const auto candidates = stand_ins(wanted);
  const auto found =
      std::ranges::find_if(candidates, [&](int each) { return holds(container, each); });
  return found == candidates.end() ? wanted : *found;
}

[[noreturn]] void cannot_hold(Reason reason, std::string_view container, int subtype,
                              const std::string& held) {
  throw Error(reason, std::string(container) + " cannot hold " + name_of_subtype(subtype) +
                          "; it holds " + held);
}

/// The rates that an encoder takes; empty for any.
std::span<const int> rates_of(int code) {
  static constexpr std::array opus{8000, 12000, 16000, 24000, 48000};
  static constexpr std::array mp3{8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000};
  switch (code & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_OPUS:
      return opus;
    case SF_FORMAT_MPEG_LAYER_III:
      return mp3;
    default:
      return {};
  }
}

void check_channels(const AudioFormat& format) {
  if (is_writable(format)) return;
  int most = format.channels - 1;
  while (most > 0 && !is_writable({most, format.sample_rate, format.code})) --most;
  if (most == 0) {
    throw Error(Reason::format, name_of_container(format.code) + " with " +
                                    name_of_subtype(format.code) + " cannot hold " +
                                    std::to_string(format.sample_rate) +
                                    " Hz; choose another format, such as --format wav");
  }
  throw Error(Reason::format, name_of_container(format.code) + " with " +
                                  name_of_subtype(format.code) + " holds at most " +
                                  std::to_string(most) + (most == 1 ? " channel" : " channels") +
                                  ", the input has " + std::to_string(format.channels) +
                                  "; choose another format, such as --format wav");
}

void check_rate(const AudioFormat& format) {
  const auto rates = rates_of(format.code);
  if (rates.empty() || std::ranges::find(rates, format.sample_rate) != rates.end()) return;
  std::string known;
  for (const int rate : rates) known += " " + std::to_string(rate);
  throw Error(Reason::format, name_of_container(format.code) + " with " +
                                  name_of_subtype(format.code) + " cannot hold " +
                                  std::to_string(format.sample_rate) + " Hz, only" + known +
                                  "; choose another format, such as --format wav");
}

int byte_order(const AudioFormat& input, int code) {
  const int order = input.code & SF_FORMAT_ENDMASK;
  return is_writable({input.channels, input.sample_rate, code | order}) ? order : 0;
}

}  // namespace

ContainerChoice container_named(const std::string& name, const std::string& what) {
  if (lower(name) == same) return {};
  const auto& found = find_named(containers(), name, what);
  return {found.name, found.code, found.only_subtype, found.extension};
}

SubtypeChoice subtype_named(const std::string& name, const std::string& what) {
  if (lower(name) == same) return {};
  const auto& found = find_named(subtypes(), name, what);
  return {found.name, found.code};
}

OutputChoice output_choice(const ContainerChoice& container, const SubtypeChoice& subtype) {
  const int only = container.only_subtype;
  OutputChoice choice{container.code, subtype.code == 0 ? only : subtype.code,
                      std::string(container.extension)};
  if (container.code == 0 || subtype.code == 0) return choice;
  const bool is_only = only == 0 || only == subtype.code;
  if (!is_only || !holds(container.code, subtype.code)) {
    cannot_hold(Reason::usage, container.name, subtype.code,
                only == 0 ? names_held(container.code) : name_of_subtype(only));
  }
  return choice;
}

AudioFormat output_format(const AudioFormat& input, const OutputChoice& choice) {
  const int own = input.code & SF_FORMAT_TYPEMASK;
  const int container = choice.container == 0 ? own : choice.container;
  if (container_of(container) == nullptr) {
    throw Error(Reason::format, "the input is " + describe(input) +
                                    ", of a format that is only read; choose another for the "
                                    "output, such as --format wav");
  }
  const bool is_new = container != own;
  const int own_subtype = input.code & SF_FORMAT_SUBMASK;
  if (!is_new && choice.subtype == 0 && is_writable(input)) return input;
  const int subtype = choice.subtype == 0 ? subtype_for(container, own_subtype) : choice.subtype;
  if (!holds(container, subtype)) {
    cannot_hold(Reason::format, name_of_container(container), subtype,
                names_held(container) + "; choose another with --subtype or --format");
  }
  AudioFormat format{input.channels, input.sample_rate, container | subtype};
  check_channels(format);
  check_rate(format);
  if (!is_new) format.code |= byte_order(input, format.code);
  return format;
}

std::string extension_of(const OutputChoice& choice) { return choice.extension; }

}  // namespace mpietl::io
