#pragma once

#include <memory>
#include <string>

#include "mpietl/job/job.hpp"
#include "mpietl/run/process_item.hpp"
#include "mpietl/run/work.hpp"

namespace mpietl::run {

/// The extract, transform and load of a job's items.
class EtlWork : public Work {
 public:
  /// Outputs are made below `output_root`, or beside their inputs when it is empty. What `common`
  /// refers to is used as long as this lives. `open` replaces open_input(); `container` is for
  /// units that have one. Throws Error(host).
  EtlWork(const job::Job& job, const ItemContext& common, const std::string& output_root,
          OpenSource open = {}, OpenContainer container = {});
  EtlWork(const EtlWork&) = delete;
  EtlWork& operator=(const EtlWork&) = delete;
  EtlWork(EtlWork&&) = delete;
  EtlWork& operator=(EtlWork&&) = delete;
  ~EtlWork() override;

  std::vector<Record> process(job::Unit& unit, Workspace& workspace) noexcept override;
  void prepare(const job::Item& item, Workspace& workspace) noexcept override;
  bool help(Workspace& workspace) noexcept override;

 private:
  std::unique_ptr<InputCommands> commands_;
  audio::Chain chain_;
  OpenItems open_items_;
  EtlContext context_;
  OpenContainer open_container_;
};

}  // namespace mpietl::run
