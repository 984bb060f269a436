#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/run/supervision.hpp"
#include "mpietl/run/work.hpp"
#include "run/command.hpp"

namespace mpietl {
class AdoptedFile;
}

namespace mpietl::run {

class ByteCount;

/// The command of `mpietl map` on each of a job's items.
class CommandWork final : public Work {
 public:
  /// Outputs are made below `output_root`, or beside their inputs when it is empty. What `common`
  /// and `job` refer to is used as long as this lives. Throws Error(host).
  CommandWork(const job::Job& job, const ItemContext& common, std::string output_root);

  std::vector<Record> process(job::Unit& unit, Workspace& workspace) noexcept override;

 private:
  void run(const job::Item& item, Workspace& workspace, Record& record, ByteCount& counted) const;
  CommandEnd run_command(const job::Item& item, const std::vector<std::string>& words,
                         ByteCount& counted) const;
  [[nodiscard]] CommandLimits limits() const;
  void finish(AdoptedFile& output, Workspace& workspace, Record& record, ByteCount& counted) const;

  const job::Job& job_;
  const ItemContext& context_;
  std::string output_root_;
  Durability durability_;
  std::optional<double> seconds_;  // that a command may take
  std::int64_t memory_bytes_ = 0;  // likewise; 0: any
  CommandRunner runner_;
  std::string program_;  // file of the program of all items; empty: to be found for each
};

/// The folder, below that for results, of an item: its name, also where that is any text.
std::string place_of_results(const job::Item& item);

}  // namespace mpietl::run
