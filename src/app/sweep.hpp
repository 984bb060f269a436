#pragma once

#include <string>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::app {

/// Removes what those of `runs` that died left unfinished: temporary files in the folders of the
/// outputs of `items`, also such as a damaged journal does not tell of, of the report and of the
/// manifest. What cannot be listed or removed stays.
void remove_leftovers(const job::Job& job, const job::ItemList& items,
                      const std::vector<journal::PastRun>& runs);

/// The same beside the report at `report` and in the folders of the outputs of `files`, its rows.
/// Throws Error(format) for paths in them that no report has.
void remove_leftovers(const std::string& report, const std::vector<Record>& files,
                      const std::vector<journal::PastRun>& runs);

}  // namespace mpietl::app
