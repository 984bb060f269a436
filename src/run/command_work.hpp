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

/// Runs the command of `mpietl map` on each item of a job.
class CommandWork final : public Work {
 public:
  /// Outputs go below `output_root`, or next to their inputs if it is empty. `job` and the objects
  /// in `common` must outlive this one. Throws Error(host).
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
  std::optional<double> seconds_;  // limit for a command
  std::int64_t memory_bytes_ = 0;  // limit for a command; 0: unlimited
  CommandRunner runner_;
  std::string program_;  // program of all items; empty: searched for each item
};

/// The name of an item's result folder. It is a valid file name even if the item is an arbitrary
/// text.
std::string place_of_results(const job::Item& item);

}  // namespace mpietl::run
