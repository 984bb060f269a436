#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

namespace mpietl::run {

/// What a thread does with an item.
enum class Step : std::int32_t { none, open, read, transform, write, complete, wait };

/// What a thread is doing now. Other threads of its process can read it, and so can the rank that
/// watches over the process, even after the process has died. Zeros mean that the thread has shown
/// nothing yet.
struct alignas(64) Activity {
  std::atomic<std::int64_t> unit{-1};  ///< position of its first item in the list; -1: none
  std::atomic<std::int64_t> item{-1};  ///< its own, or that of a thread it helps; -1: none
  std::atomic<Step> step{Step::none};
  std::atomic<std::int32_t> transform{-1};  ///< position in the chain of the last one applied
  std::array<char, 80> decoder{};           ///< of the open input; ends with NUL

  void show_decoder(const std::string& name) noexcept {
    const auto size = std::min(name.size(), decoder.size() - 1);
    std::copy_n(name.begin(), size, decoder.begin());
    decoder.at(size) = '\0';
  }
};

static_assert(std::atomic<Step>::is_always_lock_free);

/// Shows what the thread does from now on. A null `activity` shows nothing.
inline void show(Activity* activity, Step step) noexcept {
  if (activity != nullptr) activity->step.store(step, std::memory_order_relaxed);
}

/// Shows that the thread applies transforms; returns where they store which one, or null.
inline std::atomic<std::int32_t>* show_transforms(Activity* activity) noexcept {
  if (activity == nullptr) return nullptr;
  show(activity, Step::transform);
  return &activity->transform;
}

/// Shows the item that a thread is processing until the end of a scope.
class ShownItem {
 public:
  ShownItem(Activity* activity, std::int64_t item, Step step) noexcept : activity_(activity) {
    if (activity_ == nullptr) return;
    activity_->decoder[0] = '\0';
    activity_->item = item;
    activity_->transform = -1;
    show(activity_, step);
  }
  ShownItem(const ShownItem&) = delete;
  ShownItem& operator=(const ShownItem&) = delete;
  ShownItem(ShownItem&&) = delete;
  ShownItem& operator=(ShownItem&&) = delete;
  ~ShownItem() {
    show(activity_, Step::none);
    if (activity_ != nullptr) activity_->item = -1;
  }

 private:
  Activity* activity_;
};

}  // namespace mpietl::run
