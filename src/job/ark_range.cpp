#include "job/ark_range.hpp"

#include <cstdint>
#include <string>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

std::string_view without_range(std::string_view name) {
  return name.ends_with(']') ? name.substr(0, name.rfind('[')) : name;
}

std::optional<io::Segment> range_of(std::string_view name) {
  const auto begin = without_range(name).size();
  if (begin == name.size()) return std::nullopt;
  const std::string text(name.substr(begin + 1, name.size() - begin - 2));
  const auto colon = text.find(':');
  const auto first = parse_integer(text.substr(0, colon), "the first frame");
  const auto last =
      colon == std::string::npos ? first : parse_integer(text.substr(colon + 1), "the last frame");
  constexpr std::int64_t max_frame = 1'000'000'000'000'000;
  if (first < 0 || last < first || last > max_frame) {
    throw Error(Reason::usage, "'" + escape(std::string(name)) + "' ends in no range of frames");
  }
  return io::Segment{first, last - first + 1};
}

}  // namespace mpietl::job
