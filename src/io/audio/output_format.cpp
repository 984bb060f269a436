#include "mpietl/io/audio/output_format.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "io/audio/formats.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/extensions.hpp"

namespace mpietl::io {

namespace {

constexpr std::string_view same = "same";

/// The row of `table` with this name; throws Error(usage) for an unknown name, with its `hint` if
/// it has one.
template <class Row>
const Row& find_named(std::span<const Row> table, const std::string& typed, const std::string& what,
                      std::string (*hint)(const std::string& typed)) {
  const auto found = std::ranges::find(table, lower(typed), &Row::name);
  if (found != table.end()) return *found;
  std::vector<std::string_view> known{same};
  for (const auto& each : table) known.push_back(each.name);
  auto text = hint(lower(typed));
  if (text.empty()) text = did_you_mean_or_known(lower(typed), known);
  throw Error(Reason::usage, what + ": unknown '" + escape(typed) + "'" + text);
}

/// For the name of a format that is only read.
std::string hint_at_read_format(const std::string& typed) {
  if (!has_audio_extension("x." + typed) || has_output_extension("x." + typed)) return {};
  std::string written;
  for (const auto& each : output_formats()) {
    written += (written.empty() ? "" : ", ") + std::string(each.name);
  }
  return "; it is only read, and these are written: " + written +
         "; for others run an encoder, such as ffmpeg, with mpietl map";
}

/// For a number of bits, alone or in another program's name: "16", "s16le", "float32".
std::string hint_at_bits(const std::string& typed) {
  const auto first = std::min(typed.find_first_of("0123456789"), typed.size());
  const auto digits = typed.substr(first, typed.find_first_not_of("0123456789", first) - first);
  const bool is_real = typed.starts_with('f');
  constexpr std::size_t longest = 5;  // others, as "alac16", are misspelt names
  if (is_real && digits == "64") return "; did you mean 'double'?";
  if (is_real && digits == "32") return "; did you mean 'float'?";
  if (typed.size() > longest) return {};
  if (digits == "8") return "; did you mean 'pcm_u8' or 'pcm_s8'?";
  const bool is_known = digits == "16" || digits == "24" || digits == "32";
  return is_known ? "; did you mean 'pcm_" + digits + "'?" : "";
}

std::string name_of(FileFormat file) { return std::string(find_output_format(file)->name); }

std::string name_of(Subtype subtype) {
  const OutputSubtype* const row = find_output_subtype(subtype);
  return row == nullptr ? "this subtype" : std::string(row->name);
}

/// Replacements for a subtype that a file format does not support, the nearest in quality first.
std::span<const Subtype> replacements(Subtype subtype) {
  static constexpr std::array last_resorts{Subtype::vorbis, Subtype::mpeg_layer_iii};
  static constexpr auto list = [](auto... codes) {
    std::array<Subtype, sizeof...(codes) + last_resorts.size()> all{codes...};
    std::ranges::copy(last_resorts, all.begin() + sizeof...(codes));
    return all;
  };
  static constexpr auto eight_bits = list(Subtype::pcm_u8, Subtype::pcm_16, Subtype::pcm_s8);
  static constexpr auto sixteen_bits =
      list(Subtype::pcm_16, Subtype::pcm_24, Subtype::pcm_32, Subtype::float_32);
  static constexpr auto twenty_four_bits =
      list(Subtype::pcm_24, Subtype::pcm_32, Subtype::float_32, Subtype::pcm_16);
  // Samples are 32-bit floats internally, so more than their 24 bits gain nothing.
  static constexpr auto more_bits =
      list(Subtype::pcm_32, Subtype::float_32, Subtype::pcm_24, Subtype::pcm_16);
  static constexpr auto reals =
      list(Subtype::float_32, Subtype::float_64, Subtype::pcm_24, Subtype::pcm_32, Subtype::pcm_16);
  const auto encoding = sample_encoding(subtype);
  if (encoding.kind == SampleEncoding::Kind::real) return reals;
  if (encoding.bits <= 8) return eight_bits;
  if (encoding.bits <= 16) return sixteen_bits;
  if (encoding.bits <= 24) return twenty_four_bits;
  return more_bits;
}

/// `wanted`, or its replacement in a file format that does not support it.
Subtype subtype_for(FileFormat file, Subtype wanted) {
  if (holds(file, wanted)) return wanted;
  const auto candidates = replacements(wanted);
  const auto found =
      std::ranges::find_if(candidates, [&](Subtype each) { return holds(file, each); });
  return found == candidates.end() ? wanted : *found;
}

[[noreturn]] void throw_cannot_hold(Reason reason, const std::string& file, Subtype subtype,
                                    const std::string& held) {
  throw Error(reason, file + " does not support " + name_of(subtype) + ", only " + held);
}

/// The rates that an encoder supports; empty for any.
std::span<const int> rates_of(Subtype subtype) {
  static constexpr std::array opus{8000, 12000, 16000, 24000, 48000};
  static constexpr std::array mp3{8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000};
  switch (subtype) {
    case Subtype::opus:
      return opus;
    case Subtype::mpeg_layer_iii:
      return mp3;
    default:
      return {};
  }
}

[[noreturn]] void refuse(const StorageFormat& format, const std::string& why) {
  throw Error(Reason::format, name_of(format.file) + " with " + name_of(format.subtype) + " " +
                                  why + "; choose another format, such as --format wav");
}

void check_channels(const StorageFormat& format, const audio::Signal& signal) {
  if (is_writable(format, signal)) return;
  int max_channels = signal.channels - 1;
  while (max_channels > 0 && !is_writable(format, {max_channels, signal.sample_rate})) {
    --max_channels;
  }
  if (max_channels == 0) {
    refuse(format, "does not support " + std::to_string(signal.sample_rate) + " Hz");
  }
  refuse(format, "supports at most " + std::to_string(max_channels) +
                     (max_channels == 1 ? " channel" : " channels") + ", but there are " +
                     std::to_string(signal.channels));
}

void check_rate(const StorageFormat& format, const audio::Signal& signal) {
  const auto rates = rates_of(format.subtype);
  if (rates.empty() || std::ranges::find(rates, signal.sample_rate) != rates.end()) return;
  std::string known;
  for (const int rate : rates) known += " " + std::to_string(rate);
  const auto above = std::ranges::upper_bound(rates, signal.sample_rate);
  const int nearest = above == rates.end() ? rates.back() : *above;
  throw Error(Reason::format, name_of(format.file) + " with " + name_of(format.subtype) +
                                  " does not support " + std::to_string(signal.sample_rate) +
                                  " Hz, only" + known + "; add --rate " + std::to_string(nearest) +
                                  ", or choose another format, such as --format wav");
}

/// The format for channels and rate of `signal`, whatever its length.
StorageFormat format_of_any_size(const StorageFormat& input, const audio::Signal& signal,
                                 const OutputChoice& choice) {
  const FileFormat file = choice.file.value_or(input.file);
  if (find_output_format(file) == nullptr) {
    throw Error(Reason::format, "the input is " + describe(input) +
                                    ", which can be read but not written; choose another format, "
                                    "such as --format wav");
  }
  const bool is_new = file != input.file;
  if (!is_new && !choice.subtype && is_writable(input, signal)) return input;
  const Subtype subtype = choice.subtype ? *choice.subtype : subtype_for(file, input.subtype);
  if (!holds(file, subtype)) {
    throw_cannot_hold(Reason::format, name_of(file), subtype,
                      names_held(file) + "; choose another with --subtype or --format");
  }
  const StorageFormat format{file, subtype};
  check_channels(format, signal);
  check_rate(format, signal);
  const StorageFormat ordered{file, subtype, input.byte_order};
  return !is_new && is_writable(ordered, signal) ? ordered : format;
}

}  // namespace

FormatChoice format_named(const std::string& name, const std::string& what) {
  if (lower(name) == same) return {};
  const auto& found = find_named(output_formats(), name, what, hint_at_read_format);
  return {found.name, found.file, found.only_subtype, found.extension};
}

SubtypeChoice subtype_named(const std::string& name, const std::string& what) {
  if (lower(name) == same) return {};
  const auto& found = find_named(output_subtypes(), name, what, hint_at_bits);
  return {found.name, found.subtype};
}

OutputChoice output_choice(const FormatChoice& format, const SubtypeChoice& subtype) {
  const auto only = format.only_subtype;
  OutputChoice choice{format.file, subtype.subtype ? subtype.subtype : only,
                      std::string(format.extension)};
  if (!format.file || !subtype.subtype) return choice;
  const bool is_only = !only || only == subtype.subtype;
  if (!is_only || !holds(*format.file, *subtype.subtype)) {
    throw_cannot_hold(Reason::usage, std::string(format.name), *subtype.subtype,
                      only ? name_of(*only) : names_held(*format.file));
  }
  return choice;
}

StorageFormat output_format(const StorageFormat& input, const audio::Signal& signal,
                            const OutputChoice& choice) {
  const auto format = with_room_for(format_of_any_size(input, signal, choice), signal);
  check_size(format, plain_bytes(format, signal));
  return format;
}

}  // namespace mpietl::io
