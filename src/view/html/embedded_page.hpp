#pragma once

#include <string_view>

namespace mpietl::view::html {

/// The page as it was assembled when the program was built, but for the data between these two.
std::string_view page_before_data();
std::string_view page_after_data();

}  // namespace mpietl::view::html
