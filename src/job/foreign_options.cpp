#include "job/foreign_options.hpp"

#include <algorithm>
#include <array>

#include "mpietl/audio/registry.hpp"

namespace mpietl::job {

namespace {

/// How other programs name an option, without dashes; and how it is written here.
struct ForeignOption {
  std::string_view name;
  std::string_view written;
};

constexpr std::array foreign_options{
    ForeignOption{"sample-rate", "--rate HZ"},
    ForeignOption{"sampling-rate", "--rate HZ"},
    ForeignOption{"samplerate", "--rate HZ"},
    ForeignOption{"sr", "--rate HZ"},
    ForeignOption{"ar", "--rate HZ"},
    ForeignOption{"r", "--rate HZ"},
    ForeignOption{"mono", "--channels 1"},
    ForeignOption{"ac", "--channels N"},
    ForeignOption{"c", "--channels N"},
    ForeignOption{"num-channels", "--channels N"},
    ForeignOption{"o", "--output-dir DIR"},
    ForeignOption{"out", "--output-dir DIR"},
    ForeignOption{"out-dir", "--output-dir DIR"},
    ForeignOption{"outdir", "--output-dir DIR"},
    ForeignOption{"output", "--output-dir DIR"},
    ForeignOption{"j", "--threads N"},
    ForeignOption{"jobs", "--threads N"},
    ForeignOption{"num-jobs", "--threads N"},
    ForeignOption{"num-workers", "--threads N"},
    ForeignOption{"nproc", "--threads N"},
    ForeignOption{"workers", "--threads N"},
    ForeignOption{"f", "--format NAME"},
    ForeignOption{"b", "--subtype NAME"},
    ForeignOption{"bit-depth", "--subtype NAME"},
    ForeignOption{"bits", "--subtype NAME"},
    ForeignOption{"sample-fmt", "--subtype NAME"},
    ForeignOption{"i", "--files-from FILE"},
    ForeignOption{"input-list", "--files-from FILE"},
    ForeignOption{"q", "--progress none"},
    ForeignOption{"quiet", "--progress none"},
    ForeignOption{"v", "--list-files"},
    ForeignOption{"verbose", "--list-files"},
    ForeignOption{"timeout", "--item-timeout TIME"},
    ForeignOption{"effect", "--transform NAME"},
};

bool is_among(std::string_view option, std::span<const std::string_view> known) {
  return std::ranges::find(known, option.substr(0, option.find(' '))) != known.end();
}

}  // namespace

std::string hint_at_foreign_option(std::string_view name, std::span<const std::string_view> known) {
  std::string bare(name.substr(std::min(name.find_first_not_of('-'), name.size())));
  std::ranges::replace(bare, '_', '-');
  const auto* const found = std::ranges::find(foreign_options, bare, &ForeignOption::name);
  if (found != foreign_options.end() && is_among(found->written, known)) {
    return "; the option is " + std::string(found->written);
  }
  std::ranges::replace(bare, '-', '_');
  const auto kinds = audio::transform_kinds();
  const bool is_transform =
      std::ranges::find(kinds, bare, &audio::TransformKind::name) != kinds.end();
  if (is_transform && is_among("--transform", known)) {
    return "; it is a transform: --transform " + bare;
  }
  return {};
}

}  // namespace mpietl::job
