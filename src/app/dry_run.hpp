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
  std::size_t list_items = 0;  ///< in the complete list, if `items` is a shard
  std::int64_t bytes_in = 0;
  std::int64_t bytes_out = 0;
  std::size_t existing_outputs = 0;
  std::map<std::string, std::size_t>
      formats;                            ///< pairs of input and output formats, with their numbers
  std::vector<std::string> rf64;          ///< outputs that need RF64 for their size
  std::vector<std::string> problems;      ///< inputs that will fail, and why
  std::vector<std::string> commands;      ///< for the first items of `mpietl map`
  std::vector<std::size_t> share_items;   ///< of each rank
  std::vector<std::int64_t> share_bytes;  ///< likewise
  std::vector<job::DiskSpace> disk_space;
  io::LeftOut left_out;  ///< files in the folders that are not inputs
};

/// Output bytes per input byte: estimated from the headers of a thousand inputs if formats differ,
/// otherwise 1.
double growth_of(const job::Job& job, const job::ItemList& items, const DistributedFiles& files);

/// Number of outputs that exist already.
std::size_t count_existing_outputs(const job::Job& job, const job::ItemList& items,
                                   const DistributedFiles& files);

/// Plans a job without running it. Reads the headers of all inputs if formats differ.
DryRun make_dry_run(const job::Job& job, const job::Listing& listing, int ranks,
                    const DistributedFiles& files);

/// The dry run as text for people.
std::string dry_run_text(const DryRun& run, const job::Job& job);

}  // namespace mpietl::app
