#include "app/run_report.hpp"

#include <algorithm>
#include <filesystem>

#include "mpietl/comm/session.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/core/version.hpp"
#include "mpietl/io/audio/versions.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/io/files/gzip.hpp"
#include "mpietl/io/files/paths.hpp"
#include "mpietl/io/files/text_file.hpp"
#include "mpietl/job/command.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/shard.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

bool makes_no_manifest(const job::Job& job) { return job::is_map(job) || !job::makes_outputs(job); }

void store(const job::Job& job, const std::string& path, const std::string& text,
           const std::string& run_id) {
  AtomicFile output({path, TemporaryNames(run_id).temporary_path(path, "manifest")});
  const auto bytes = path.ends_with(".gz") ? io::gzip(text) : text;
  output.file().write(bytes.data(), bytes.size());
  output.commit(job.fsync == job::Fsync::never ? Durability::cached : Durability::stored);
}

/// Writes, next to the wav.scp of the outputs, the files that Kaldi has next to the list of the
/// inputs, with the lines of the outputs.
void store_tables(const job::Job& job, const std::string& outputs, const std::string& run_id) {
  const auto& list = job.segments.empty() ? job.manifest : job.segments;
  const auto folder = fs::path(output_manifest_path(job)).parent_path();
  if (list == "-") return;
  for (const auto* name : {"utt2spk", "text"}) {
    const auto source = (fs::path(list).parent_path() / name).string();
    auto path = (folder / name).string();
    if (job.shard) path = job::with_shard(path, *job.shard);
    if (!fs::is_regular_file(source) || io::resolved(source) == io::resolved(path)) continue;
    const auto kept = job::table_of_outputs(io::read_text(source, name), outputs);
    if (!kept.empty()) store(job, path, kept, run_id);
  }
}

}  // namespace

report::FileRows rows_of(const RecordTable& records, const job::ItemList& items) {
  return {records.size(), [&](std::size_t row) {
            Record record = records[row];
            record.index = static_cast<std::int64_t>(items.place(row).value);
            record.path = escape(items.input(row));
            if (record.status == Status::done) record.output = escape(items.output(row));
            return record;
          }};
}

report::Overview compose_report(const job::Job& job, const job::WholeList& list,
                                const dispatch::Outcome& outcome, const report::FileRows& files,
                                const RunStart& start, const std::string& command_line) {
  report::Overview report;
  report.ranks = outcome.ranks;
  for (const auto& phase : outcome.phases) {
    report.phases.push_back({phase.name, phase.start, phase.end});
  }

  auto& summary = report.summary;
  summary.mpietl_version = version();
  summary.created = start.created;
  summary.started_unix_seconds = start.started_unix_seconds;
  summary.command_line = command_line;
  summary.working_directory = escape(working_directory());
  summary.job = job::to_toml(job);
  summary.shard = job::to_text(job.shard);
  summary.list_items = static_cast<std::int64_t>(list.items);
  summary.list_digest = list.digest;
  summary.files_left_out = list.files_left_out;
  summary.seed = job.seed;
  summary.ranks = static_cast<std::int64_t>(report.ranks.size());
  for (const auto& rank : report.ranks) {
    summary.threads_per_rank = std::max<std::int64_t>(summary.threads_per_rank, rank.threads);
  }
  summary.hosts = host_names(report.ranks);
  summary.schedule = job::to_text(summary.ranks > 1 ? job.schedule : job::Schedule::static_shares);
  summary.mpi_library = comm::library_version();
  summary.libsndfile_version = io::sndfile_version();
  summary.environment = job_environment();
  count_totals(files, summary);
  if (summary.skipped > 0) {
    summary.status = "partial";
    summary.reason = outcome.stop_reason;
  }
  return report;
}

std::string output_manifest_path(const job::Job& job) {
  const bool is_cut = !job.segments.empty() || job.window;
  const bool has_list = !job.segments.empty() || !job.manifest.empty();
  const bool has_manifest = !makes_no_manifest(job) && has_list;
  if (!has_manifest || !job.output_manifest.empty()) return job.output_manifest;
  const auto name = is_cut                ? fs::path("wav.scp")
                    : job.manifest == "-" ? fs::path("manifest")
                                          : fs::path(job.manifest).filename();
  const auto path = (fs::path(job.output_dir) / name).string();
  return job.shard ? job::with_shard(path, *job.shard) : path;
}

std::string folder_of_metadata(const job::Job& job) {
  const auto file = io::lexical_path(output_manifest_path(job), io::working_folder());
  return file.substr(0, file.rfind('/') + 1);
}

void store_manifest(const job::Job& job, const job::Listing& listing, const report::FileRows& files,
                    const std::string& run_id) {
  if (!listing.manifest || makes_no_manifest(job)) return;
  const auto first = listing.first_of_manifest();
  const auto path = output_manifest_path(job);
  const auto kind = listing.manifest->kind();
  // Skips the items of other shards. Paths are absolute: NeMo resolves relative paths first, and
  // Lhotse and Kaldi always, against the working folder.
  const auto path_of = [&](const std::string& output) {
    auto absolute = io::absolute_path(output);
    if (kind != job::ManifestKind::audiofolder) return absolute;
    return std::string(
        io::below(folder_of_metadata(job), io::lexical_path(output, io::working_folder()))
            .value_or(absolute));
  };
  const auto record = [&](std::size_t entry) {
    const auto row = listing.items.row_at({first + entry});
    auto found = row ? files.at(*row) : Record();
    if (found.status == Status::done) found.output = escape(path_of(unescape(found.output)));
    return found;
  };
  const auto text = job::in_form_of_name(listing.manifest->of_outputs(record), kind, path);
  store(job, path, text, run_id);
  if (kind == job::ManifestKind::kaldi) store_tables(job, text, run_id);
}

std::string shard_of_report(const std::string& path) {
  try {
    return report::read(path).summary.shard;
  } catch (const Error&) {
    return "";
  }
}

}  // namespace mpietl::app
