#include <array>

#include "job/option_groups.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/options.hpp"

namespace mpietl::job {

namespace {

void check_extension(const std::string& extension, const std::string& what) {
  if (extension.find('/') == std::string::npos) return;
  throw Error(Reason::usage, what + ": '" + escape(extension) +
                                 "' contains a slash; write only an extension, such as .opus");
}

constexpr auto options_of_map = std::to_array<Option<Job>>({
    {.section = "map",  // on the command line it follows --
     .key = "command",
     .member = &Job::command,
     .affects = Affects::bytes,
     .taken_by = TakenBy::map},
    {.name = "--shell",
     .section = "map",
     .key = "shell",
     .member = &Job::shell,
     .affects = Affects::bytes,
     .taken_by = TakenBy::map,
     .is_common = true,
     .help = "the command is one text for /bin/sh; values of placeholders are quoted"},
    {.name = "--extension",
     .section = "map",
     .key = "extension",
     .member = &Job::extension,
     .affects = Affects::items,
     .taken_by = TakenBy::map,
     .is_common = true,
     .placeholder = "EXT",
     .help = "extension of outputs: .opus",
     .otherwise = "that of the input",
     .check = check_extension},
    {.name = "--results",
     .section = "map",
     .key = "results",
     .member = &Job::results,
     .taken_by = TakenBy::map,
     .placeholder = "DIR",
     .help = "keep what each command prints, in DIR/ITEM/stdout and DIR/ITEM/stderr"},
});

}  // namespace

std::span<const Option<Job>> map_options() { return options_of_map; }

}  // namespace mpietl::job
