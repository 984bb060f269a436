#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>

#include "mpietl/core/error.hpp"
#include "mpietl/job/item.hpp"

namespace mpietl::run {

/// What an item met that other items would meet too: a full or failing disk.
struct Incident {
  Reason reason = Reason::host;  ///< no_space or host
  std::string text;              ///< that of the error
  std::string input;             ///< of the item, as bytes
  std::int64_t index = -1;       ///< of the item
};

/// The first trouble of a rank: its threads note, one that serves the rank asks now and then.
class Trouble {
 public:
  /// Whether the error is one that other items would meet.
  static bool is_one(const Error& error) noexcept;

  void note(const Error& error, const job::Item& item);

  /// None as long as all is well; asking costs next to nothing then.
  [[nodiscard]] std::optional<Incident> first() const;

 private:
  std::atomic<bool> is_there_{false};
  mutable std::mutex mutex_;
  std::optional<Incident> first_;
};

}  // namespace mpietl::run
