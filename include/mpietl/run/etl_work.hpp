#pragma once

#include <memory>
#include <string>

#include "mpietl/job/job.hpp"
#include "mpietl/run/process_item.hpp"
#include "mpietl/run/work.hpp"

namespace mpietl::run {

/// Extracts, transforms and loads the items of a job.
class EtlWork : public Work {
 public:
  /// Outputs go below `output_root`, or next to their inputs if it is empty. The objects in
  /// `common` must outlive this one. `open` replaces open_input(); `container` is for units that
  /// share a container. Throws Error(host).
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
