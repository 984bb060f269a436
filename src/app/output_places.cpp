#include "app/output_places.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

/// The folder that --root replaces.
std::string root_before(const report::Summary& summary) {
  if (!summary.job.empty()) {
    auto folder = job::parse_job(summary.job, "the job of the report").output_dir;
    if (fs::path(folder).is_absolute()) return folder;
  }
  return unescape(summary.working_directory);
}

/// An absolute `path` relative to `folder`; empty when it is not below it.
fs::path path_below(const fs::path& folder, const fs::path& path) {
  const auto below = path.lexically_normal().lexically_relative(folder.lexically_normal());
  return below.empty() || *below.begin() == ".." ? fs::path() : below;
}

}  // namespace

bool is_here(const std::string& folder) {
  std::error_code none;
  return folder.empty() || fs::equivalent(folder, ".", none);
}

std::string seen_from(const std::string& folder, const std::string& path) {
  return folder.empty() ? path : (fs::path(folder) / path).string();
}

OutputPlaces::OutputPlaces(const report::Summary& summary, const std::optional<std::string>& root)
    : before_(root ? root_before(summary) : unescape(summary.working_directory)),
      now_(root               ? *root
           : is_here(before_) ? ""
                              : before_),
      is_moved_(root.has_value()) {}

std::string OutputPlaces::of(const std::string& output) const {
  const fs::path path(output);
  if (!is_moved_ || path.is_relative()) return seen_from(now_, output);
  const auto below = path_below(before_, path);
  return below.empty() ? output : (fs::path(now_) / below).string();
}

void OutputPlaces::require(const std::vector<Record>& files) const {
  const auto depends = [&](const Record& file) {
    const auto output = unescape(file.output);
    return file.status == Status::done && !output.empty() && of(output) != output;
  };
  const bool some_depend = std::ranges::any_of(files, depends);
  const bool is_there = now_.empty() || io::is_folder(now_);
  if (!is_there && (is_moved_ || some_depend)) {
    throw Error(Reason::not_found,
                "there is no folder " + escape(now_) +
                    (is_moved_ ? "; name the folder in which the outputs are now with --root"
                               : ", in which the run was started; if its outputs were moved, name "
                                 "their new folder with --root"));
  }
  if (is_moved_ && !some_depend && !is_here(now_)) {
    throw Error(Reason::usage, "no output of the report is below " + escape(before_) +
                                   ", which --root replaces; leave --root out");
  }
}

}  // namespace mpietl::app
