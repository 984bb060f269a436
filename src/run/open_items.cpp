#include "mpietl/run/open_items.hpp"

#include <algorithm>

#include "run/pipeline.hpp"

namespace mpietl::run {

OpenItems::Shared* OpenItems::find(const Pipeline& pipeline) {
  const auto found = std::ranges::find(shared_, &pipeline, &Shared::pipeline);
  return found == shared_.end() ? nullptr : &*found;
}

bool OpenItems::help(Workspace& workspace) {
  std::unique_lock lock(mutex_);
  Shared* chosen = nullptr;
  for (auto& each : shared_) {
    if (!each.pipeline->has_more()) continue;
    if (chosen == nullptr || each.helpers < chosen->helpers) chosen = &each;
  }
  if (chosen == nullptr) return false;
  Pipeline& pipeline = *chosen->pipeline;
  ++chosen->helpers;
  lock.unlock();
  pipeline.work(workspace);
  lock.lock();
  --find(pipeline)->helpers;
  helper_left_.notify_all();
  return true;
}

OpenItems::Entry::Entry(OpenItems& items, Pipeline& pipeline) : items_(items), pipeline_(pipeline) {
  const std::lock_guard lock(items_.mutex_);
  items_.shared_.push_back({&pipeline_, 0});
}

OpenItems::Entry::~Entry() {
  std::unique_lock lock(items_.mutex_);
  items_.helper_left_.wait(lock, [&] { return items_.find(pipeline_)->helpers == 0; });
  std::erase_if(items_.shared_, [&](const Shared& each) { return each.pipeline == &pipeline_; });
}

}  // namespace mpietl::run
