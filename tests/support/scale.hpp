#pragma once

#include <cstdlib>
#include <string_view>

namespace mpietl::test {

/// Whether MPIETL_TEST_SCALE requests long tests ("full").
inline bool is_full_run() {
  const char* const scale = std::getenv("MPIETL_TEST_SCALE");
  return scale != nullptr && std::string_view(scale) == "full";
}

}  // namespace mpietl::test
