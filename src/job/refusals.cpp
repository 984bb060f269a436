#include "job/refusals.hpp"

#include <algorithm>

#include "mpietl/core/error.hpp"

namespace mpietl::job {

void Refusals::add(const std::string& text, const std::string& remedy) {
  constexpr std::size_t max_listed = 10;
  if (++count_ <= max_listed) first_.push_back(text);
  if (std::ranges::find(remedies_, remedy) == remedies_.end()) remedies_.push_back(remedy);
}

void Refusals::raise() const {
  if (count_ == 0) return;
  std::string text = first_.front();
  if (count_ > 1) {
    text = std::to_string(count_) + " outputs cannot be stored under their names:\n";
    for (const auto& each : first_) text += "  " + each + "\n";
    if (count_ > first_.size()) {
      text += "  ... and " + std::to_string(count_ - first_.size()) + " more\n";
    }
  }
  for (const auto& remedy : remedies_) text += (text.ends_with('\n') ? "" : "; ") + remedy;
  throw Error(Reason::usage, text);
}

}  // namespace mpietl::job
