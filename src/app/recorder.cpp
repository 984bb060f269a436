#include "app/recorder.hpp"

#include <cstdio>
#include <exception>

namespace mpietl::app {

bool Recorder::is_written(const job::Item& item, const std::function<void()>& write) noexcept {
  try {
    write();
    return true;
  } catch (const Error& error) {
    const auto reason = error.reason() == Reason::no_space ? Reason::no_space : Reason::host;
    trouble_.note(Error(reason, error.what()), item);
  } catch (const std::exception& error) {
    trouble_.note(Error(Reason::host, error.what()), item);
  }
  return false;
}

Record Recorder::record(const job::Item& item, const std::function<Record()>& process) noexcept {
  const std::string fingerprint = fingerprints_.of(item);
  Record record;
  record.index = item.index;
  if (is_written(item, [&] { journal_.begin(item, fingerprint); })) record = process();
  record.run = run_;
  record.fingerprint = fingerprint;
  is_written(item, [&] { journal_.end(item, record); });
  return record;
}

void Recorder::pulse() noexcept {
  is_written({}, [&] { journal_.pulse(); });
}

void Recorder::finish(const std::string& stop_reason) noexcept {
  try {
    journal_.finish(stop_reason.empty() ? "complete" : stop_reason);
  } catch (const std::exception& error) {
    // All that matters was told or is lost: the items are done again by a run that resumes.
    std::fprintf(stderr, "mpietl: %s\n", error.what());
  }
}

}  // namespace mpietl::app
