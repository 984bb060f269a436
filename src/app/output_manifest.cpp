#include "app/output_manifest.hpp"

#include <filesystem>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/shard.hpp"

namespace mpietl::app {

std::string output_manifest_path(const job::Job& job) {
  if (job.manifest.empty() || !job.output_manifest.empty()) return job.output_manifest;
  const auto name = job.manifest == "-" ? std::filesystem::path("manifest")
                                        : std::filesystem::path(job.manifest).filename();
  const auto path = (std::filesystem::path(job.output_dir) / name).string();
  return job.shard.empty() ? path : job::with_shard(path, job::parse_shard(job.shard));
}

void store_manifest(const job::Job& job, const job::Listing& listing, const report::FileRows& files,
                    const std::string& run_id) {
  if (!listing.manifest) return;
  const auto first = listing.first_of_manifest();
  const auto channels = [&](std::size_t entry) {
    const auto row = listing.items.row_at(first + entry).value();
    return job::channels_out(listing.items[row], job, files.at(row).channels);
  };
  // What is of another shard is not done here.
  const auto record = [&](std::size_t entry) {
    const auto row = listing.items.row_at(first + entry);
    return row ? files.at(*row) : Record();
  };
  const auto text = listing.manifest->of_outputs(record, channels);
  const auto path = output_manifest_path(job);
  AtomicFile output({path, TemporaryNames(run_id).beside(path, "manifest")});
  output.file().write(text.data(), text.size());
  output.commit(job.fsync == "never" ? Durability::cached : Durability::stored);
}

}  // namespace mpietl::app
