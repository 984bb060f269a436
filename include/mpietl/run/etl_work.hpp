#pragma once

#include <string>

#include "mpietl/job/job.hpp"
#include "mpietl/run/process_item.hpp"
#include "mpietl/run/work.hpp"

namespace mpietl::run {

/// The extract, transform and load of a job's items.
class EtlWork : public Work {
 public:
  /// Outputs are made below `output_root`, or beside their inputs when it is empty. What `common`
  /// refers to is used as long as this lives. `container` is for units that have one.
  EtlWork(const job::Job& job, const ItemContext& common, const std::string& output_root,
          OpenSource open = open_input, OpenContainer container = {});

  std::vector<Record> process(job::Unit& unit, Workspace& workspace) noexcept override;
  void prepare(const job::Item& item, Workspace& workspace) noexcept override;
  bool help(Workspace& workspace) noexcept override;

 private:
  audio::Chain chain_;
  OpenItems open_items_;
  EtlContext context_;
  OpenContainer open_container_;
};

}  // namespace mpietl::run
