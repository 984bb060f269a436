#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::app {

/// How rank 0 looks at files, with the help of all ranks.
struct SharedLookup {
  job::FileLookup files;

  /// Forecasts of items `item(0)` to `item(count - 1)`.
  std::function<std::vector<job::Forecast>(std::size_t count,
                                           const std::function<job::Item(std::size_t)>& item)>
      forecast;
};

/// Calls `plan` on rank 0 with a lookup that all ranks share. Collective: the others help until it
/// returns. When it throws an Error, all ranks throw that Error.
void with_shared_lookup(const comm::Communicator& world, const job::Job& job,
                        const std::function<void(const SharedLookup&)>& plan);

/// What a job would do.
struct Plan {
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
  std::vector<job::Room> rooms;
  io::LeftOut left_out;  ///< files in the folders that are not taken
};

/// The bytes that an output needs for each byte of its input: from the headers of a thousand of the
/// inputs where outputs differ in kind, else 1.
double growth_of(const job::Job& job, const job::ItemList& items, const SharedLookup& lookup);

/// Outputs of the items that are there already.
std::size_t count_existing_outputs(const job::Job& job, const job::ItemList& items,
                                   const SharedLookup& lookup);

/// The plan of a job. Reads the headers of all inputs where outputs differ in kind from them.
Plan make_plan(const job::Job& job, const job::Listing& listing, int ranks,
               const SharedLookup& lookup);

/// The plan for people.
std::string plan_text(const Plan& plan, const job::Job& job);

/// What a job is to do, and what it will write over.
struct CheckedJob {
  job::Listing listing;
  std::size_t replaced_outputs = 0;
  bool replaces_report = false;
};

/// The items of the job, on rank 0, after all that can be refused before the work: room, names
/// that collide, a report that cannot be stored. Prints the plan when the run is a dry one.
/// Before room is looked for, `look_back` may look at what is there of the job already. Collective.
/// Throws Error, the same on all ranks.
CheckedJob list_and_check(
    const comm::Communicator& world, const RunRequest& request, const job::Job& job,
    const std::function<void(const job::ItemList&, const job::FileLookup&)>& look_back =
        [](const job::ItemList&, const job::FileLookup&) {});

}  // namespace mpietl::app
