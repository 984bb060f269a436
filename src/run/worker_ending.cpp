#include "run/worker_ending.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/run/worker_team.hpp"

namespace mpietl::run {

namespace {

const char* name_of(Step step) {
  switch (step) {
    case Step::open:
      return "opening its input";
    case Step::read:
      return "reading";
    case Step::transform:
      return "transforming";
    case Step::write:
      return "writing";
    case Step::complete:
      return "completing its output";
    case Step::wait:
      return "waiting for another thread";
    case Step::none:
      break;
  }
  return "";
}

bool is_at(const Activity& thread, const job::Unit& unit) {
  const auto item = thread.item.load();
  return std::ranges::find(unit.items, item, &job::Item::index) != unit.items.end();
}

std::string name_at(std::span<const audio::TransformSpec> chain, std::int32_t place) {
  const auto found = static_cast<std::size_t>(place);
  return place >= 0 && found < chain.size() ? chain[found].name : "";
}

const char* verb_of(const Ending& ending) {
  if (!ending.wait_status || !WIFSIGNALED(*ending.wait_status)) return "ended its worker process";
  if (WTERMSIG(*ending.wait_status) == SIGKILL) return "its worker process was killed";
  return "crashed";
}

}  // namespace

std::string ending_text(int wait_status) {
  if (WIFEXITED(wait_status)) return "exit status " + std::to_string(WEXITSTATUS(wait_status));
  const char* name = ::sigabbrev_np(WTERMSIG(wait_status));
  return name == nullptr ? "signal " + std::to_string(WTERMSIG(wait_status))
                         : "SIG" + std::string(name);
}

std::string text_of(const Ending& ending) {
  if (ending.excess_bytes > 0) {
    return "it needs " + format_bytes(static_cast<std::uint64_t>(ending.excess_bytes));
  }
  return ending.wait_status ? ending_text(*ending.wait_status) : "the system does not say how";
}

Error blame(const Ending& ending, const std::string& where, std::int64_t limit_bytes) {
  if (ending.excess_bytes == 0) {
    return {Reason::crash, verb_of(ending) + where + ": " + text_of(ending) + ", tried twice"};
  }
  return {Reason::memory, "needs more than --memory-limit " +
                              format_bytes(static_cast<std::uint64_t>(limit_bytes)) +
                              ": the worker process had " +
                              format_bytes(static_cast<std::uint64_t>(ending.excess_bytes)) +
                              where + ", with nothing else in work"};
}

std::string where(std::span<const Activity> threads, const job::Unit& unit,
                  std::span<const audio::TransformSpec> chain) {
  const Activity* blamed = nullptr;
  std::string decoder;
  for (const auto& thread : threads) {
    if (!is_at(thread, unit) || thread.step == Step::none) continue;
    // A thread that waits for another one is not to blame.
    if (blamed == nullptr || blamed->step == Step::wait) blamed = &thread;
    if (decoder.empty()) decoder = thread.decoder.data();
  }
  if (blamed == nullptr) return {};
  const Step step = blamed->step;
  std::string with;
  if (step == Step::read) with = decoder;
  if (step == Step::transform) with = name_at(chain, blamed->transform);
  return std::string(" while ") + name_of(step) + (with.empty() ? "" : " (" + with + ")");
}

}  // namespace mpietl::run
