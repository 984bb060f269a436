#pragma once

#include <string>
#include <vector>

#include "mpietl/core/error.hpp"
#include "mpietl/job/items.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"

namespace mpietl::test {

/// The text of the Error(usage) that `call` throws; empty when it throws none.
template <class Call>
std::string refusal(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::usage);
    return error.what();
  }
  return {};
}

/// Why the items of `job` cannot be listed; empty when they can.
inline std::string listing_refusal(const job::Job& job) {
  return refusal([&] { job::list_items(job); });
}

/// Whether `text` names all of `parts`.
inline bool names(const std::string& text, const std::vector<std::string>& parts) {
  for (const auto& part : parts) {
    UNSCOPED_INFO("'" << part << "' in '" << text << "'");
    if (!contains(text, part)) return false;
  }
  return true;
}

}  // namespace mpietl::test
