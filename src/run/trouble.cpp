#include "mpietl/run/trouble.hpp"

namespace mpietl::run {

bool Trouble::is_one(const Error& error) noexcept {
  return error.reason() == Reason::no_space || error.reason() == Reason::host;
}

void Trouble::note(const Error& error, const job::Item& item) {
  const std::lock_guard lock(mutex_);
  if (!first_) first_ = Incident{error.reason(), error.what(), item.input, item.index};
  is_there_ = true;
}

std::optional<Incident> Trouble::first() const {
  if (!is_there_) return std::nullopt;
  const std::lock_guard lock(mutex_);
  return first_;
}

}  // namespace mpietl::run
