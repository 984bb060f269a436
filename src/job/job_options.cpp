#include <algorithm>
#include <iterator>

#include "job/option_groups.hpp"

namespace mpietl::job {

std::span<const Option<Job>> job_options() {
  // Fingerprints follow this order.
  static const auto all = [] {
    std::vector<Option<Job>> options;
    for (const auto group :
         {input_options(), output_options(), map_options(), segment_options(), run_options()}) {
      std::ranges::copy(group, std::back_inserter(options));
    }
    return options;
  }();
  return all;
}

}  // namespace mpietl::job
