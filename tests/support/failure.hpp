#pragma once

#include "mpietl/core/error.hpp"

namespace mpietl::test {

/// The Error that `work` throws; Error(internal) with the text "nothing" when it throws none.
template <class Work>
Error failure_of(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return {Reason::internal, "nothing"};
}

}  // namespace mpietl::test
