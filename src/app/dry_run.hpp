#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/distributed_files.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::app {

/// What a job would do.
struct DryRun {
  std::size_t items = 0;
  std::size_t list_items = 0;  ///< of the whole list, when `items` is a shard
  std::int64_t bytes_in = 0;
  std::int64_t bytes_out = 0;
  std::size_t existing_outputs = 0;
  std::map<std::string, std::size_t> formats;  ///< inputs and outputs of each kind, and how many
  std::vector<std::string> rf64;               ///< outputs that will be RF64 for their size
  std::vector<std::string> problems;           ///< inputs that will fail, and why
  std::vector<std::size_t> share_items;        ///< of each rank
  std::vector<std::int64_t> share_bytes;       ///< likewise
  std::vector<job::DiskSpace> disk_space;
  io::LeftOut left_out;  ///< files in the folders that are not taken
};

/// The bytes that an output needs for each byte of its input: from the headers of a thousand of the
/// inputs where outputs differ in kind, else 1.
double growth_of(const job::Job& job, const job::ItemList& items, const DistributedFiles& files);

/// Outputs of the items that are there already.
std::size_t count_existing_outputs(const job::Job& job, const job::ItemList& items,
                                   const DistributedFiles& files);

/// Looks ahead at a job. Reads the headers of all inputs where outputs differ in kind from them.
DryRun make_dry_run(const job::Job& job, const job::Listing& listing, int ranks,
                    const DistributedFiles& files);

/// What a job would do, for people.
std::string dry_run_text(const DryRun& run, const job::Job& job);

}  // namespace mpietl::app
