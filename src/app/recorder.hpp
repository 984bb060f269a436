#pragma once

#include <functional>
#include <string>

#include "app/run_journal.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "mpietl/run/trouble.hpp"

namespace mpietl::app {

/// Writes down what a rank does, item by item. A journal that cannot be written to is trouble that
/// stops the job: nobody could resume what is not written down.
class Recorder {
 public:
  /// Uses `journal` and `trouble` as long as it lives.
  Recorder(const job::Job& job, std::int32_t run, RunJournal& journal, run::Trouble& trouble)
      : fingerprints_(job), run_(run), journal_(journal), trouble_(trouble) {}

  /// What `process`, which does not throw, makes of `item`; skipped when it cannot be written down.
  Record record(const job::Item& item, const std::function<Record()>& process) noexcept;

  /// Call it often.
  void pulse() noexcept;

  /// The rank has no more items; `stop_reason` is empty when nothing stopped it.
  void finish(const std::string& stop_reason) noexcept;

 private:
  bool is_written(const job::Item& item, const std::function<void()>& write) noexcept;

  job::Fingerprints fingerprints_;
  std::int32_t run_;
  RunJournal& journal_;
  run::Trouble& trouble_;
};

}  // namespace mpietl::app
