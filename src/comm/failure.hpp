#pragma once

#include <functional>
#include <optional>

#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::comm {

/// What went wrong, if anything did.
using Failure = std::optional<Error>;

/// Calls `act` and returns what it threw, as an Error.
Failure failure_of(const std::function<void()>& act);

/// For messages between ranks.
Bytes encode(const Error& error);
[[noreturn]] void throw_encoded(const Bytes& bytes);

/// The bytes that `make` returns behind a zero, or a one and the Error that it threw.
Bytes attempt(const std::function<Bytes()>& make);

/// The bytes given to attempt(), or throws its Error.
Bytes outcome_of(Bytes attempted);

}  // namespace mpietl::comm
