#include "view/comparison_words.hpp"

namespace mpietl::view {

std::string name_of(report::Verdict verdict) {
  switch (verdict) {
    case report::Verdict::first:
      return "first";
    case report::Verdict::faster:
      return "faster";
    case report::Verdict::slower:
      return "slower";
    case report::Verdict::overlap:
      return "overlap";
    case report::Verdict::single:
      break;
  }
  return "single";
}

std::string name_of(report::ScalingKind kind) {
  switch (kind) {
    case report::ScalingKind::strong:
      return "strong";
    case report::ScalingKind::weak:
      return "weak";
    case report::ScalingKind::none:
      break;
  }
  return "";
}

}  // namespace mpietl::view
