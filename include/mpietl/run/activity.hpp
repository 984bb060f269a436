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

/// What a thread is at, for others to see: those of its process, and the rank that watches over it,
/// also when the process has died. Zeros say that nothing was shown yet.
struct alignas(64) Activity {
  std::atomic<std::int64_t> unit{-1};  ///< the place of its first item in the list; -1: none
  std::atomic<std::int64_t> item{-1};  ///< of its own or of a thread that it helps; -1: none
  std::atomic<Step> step{Step::none};
  std::atomic<std::int32_t> transform{-1};  ///< place in the chain, of the last one at work
  std::array<char, 80> decoder{};           ///< of the item, once its input is open; ends with NUL

  void show_decoder(const std::string& name) noexcept {
    const auto size = std::min(name.size(), decoder.size() - 1);
    std::copy_n(name.begin(), size, decoder.begin());
    decoder.at(size) = '\0';
  }
};

static_assert(std::atomic<Step>::is_always_lock_free);

/// What a thread does from now on. `activity` is the thread's; null: nobody wants to see it.
inline void show(Activity* activity, Step step) noexcept {
  if (activity != nullptr) activity->step.store(step, std::memory_order_relaxed);
}

/// Says that transforms are at work, and returns where they show which one is; null: nowhere.
inline std::atomic<std::int32_t>* show_transforms(Activity* activity) noexcept {
  if (activity == nullptr) return nullptr;
  show(activity, Step::transform);
  return &activity->transform;
}

/// The item that a thread is at from here to the end of a scope.
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
