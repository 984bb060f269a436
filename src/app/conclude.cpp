#include "app/conclude.hpp"

#include <cstdio>

#include "app/preflight.hpp"
#include "app/results.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/atomic_file.hpp"
#include "mpietl/io/temporary_names.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/report/file.hpp"

namespace mpietl::app {

namespace {

void print_results(const report::FileRows& files, double etl_seconds) {
  for (std::size_t i = 0; i < files.size; ++i) {
    const Record file = files.at(i);
    if (file.status == Status::failed) {
      std::printf("%s failed: %s\n", file.path.c_str(), file.error.c_str());
    } else {
      std::printf("%s completed in %.2fs\n", file.path.c_str(), file.total_seconds);
    }
  }
  std::printf("etl took %.2fs total\n", etl_seconds);
}

/// Whether `act` did not throw; says what is missing when it did.
template <class Act>
bool is_stored(const char* what, const Act& act) {
  try {
    act();
    return true;
  } catch (const Error& error) {
    std::fprintf(stderr, "mpietl: all files were worked on, but there is no %s: %s\n", what,
                 error.what());
    return false;
  }
}

/// The manifest of the outputs lists what is done, so it is stored last, and whole.
void store_manifest(const job::Job& job, const job::Listing& listing,
                    const report::FileRows& files) {
  if (!listing.manifest) return;
  const auto first = listing.first_of_manifest();
  const auto channels = [&](std::size_t entry) {
    const auto index = first + entry;
    return job::channels_out(listing.items[index], job, files.at(index).channels);
  };
  const auto record = [&](std::size_t entry) { return files.at(first + entry); };
  const auto text = listing.manifest->of_outputs(record, channels);
  const auto path = output_manifest_path(job);
  io::AtomicFile output({path, io::TemporaryNames().beside(path, "manifest")});
  output.file().write(text.data(), text.size());
  output.commit(job.fsync == "never" ? io::Durability::cached : io::Durability::stored);
}

void tell_failures(const job::Job& job, const report::Summary& summary) {
  if (summary.failed == 0) return;
  std::fprintf(stderr,
               "mpietl: %lld of %lld files failed; the reasons are in %s, show them with: "
               "mpietl report %s\n",
               static_cast<long long>(summary.failed), static_cast<long long>(summary.items),
               escape(job.report).c_str(), escape(job.report).c_str());
}

}  // namespace

ExitStatus conclude(const job::Job& job, const job::Listing& listing, const JobClock& clock,
                    const report::Overview& report, const report::FileRows& files) {
  print_results(files, clock.now());
  const bool is_printed = flush_results();
  const bool has_report =
      is_stored("report", [&] { report::write(job.report, report, files, &clock); });
  const bool has_manifest =
      is_stored("manifest of the outputs", [&] { store_manifest(job, listing, files); });
  tell_failures(job, report.summary);
  const bool is_all_done = report.summary.failed == 0 && is_printed && has_report && has_manifest;
  return is_all_done ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
