#include <cstdio>
#include <filesystem>
#include <optional>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/results.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/io/files/digest.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

/// The report of the demonstration; empty if it is missing or of another job.
std::optional<report::Report> report_of_demo(const job::Job& job) {
  if (io::file_bytes(job.report) < 0) return std::nullopt;
  auto report = report::read(job.report);
  const auto before = job::parse_job(report.summary.job, "the job of the report");
  const auto now = job::parse_job(job::to_toml(job), "the demonstration");
  if (!job::changes(before, now).empty()) return std::nullopt;
  return report;
}

/// Whether the file at `path` holds the samples of a generated tone.
bool is_tone(const std::string& path, const job::Tones& tones) {
  constexpr std::size_t block_samples = std::size_t{1} << 16U;
  const auto found = io::open_source(path);
  const auto made = job::tone_source(tones);
  const auto& signal = made->info().signal;
  if (found->info().signal != signal) return false;
  std::vector<float> of_file(block_samples);
  std::vector<float> of_tone(block_samples);
  for (;;) {
    const auto frames = found->read(of_file);
    if (made->read(of_tone) != frames) return false;
    if (frames == 0) return true;
    const auto samples = frames * static_cast<std::size_t>(signal.channels);
    const auto same = std::span(of_tone).first(samples);
    if (!std::equal(same.begin(), same.end(), of_file.begin())) return false;
  }
}

std::string digest_of(const std::string& path) {
  auto file = File::open(path);
  std::vector<std::byte> piece;
  return to_hex(io::hash_rest(file, piece));
}

struct Removed {
  std::size_t files = 0;
  std::int64_t bytes = 0;
};

void remove_file(const std::string& path, Removed& removed) {
  const auto bytes = io::file_bytes(path);
  std::error_code failure;
  fs::remove(path, failure);
  if (failure) throw system_error("remove", path, failure.value());
  ++removed.files;
  removed.bytes += bytes;
}

void remove_outputs(const report::Report& report, Removed& removed) {
  for (const auto& file : report.files) {
    const auto path = unescape(file.output);
    if (file.status != Status::done || io::file_bytes(path) < 0) continue;
    if (digest_of(path) == file.digest) {
      remove_file(path, removed);
    } else {
      std::printf("kept %s: it has changed since the demonstration\n", file.output.c_str());
    }
  }
}

/// Outputs that are not in the report may be the user's own.
void name_other_outputs(const job::Job& job, const job::ItemList& tones) {
  std::size_t others = 0;
  for (std::size_t i = 0; i < tones.size(); ++i) {
    if (io::file_bytes(tones.output(i)) >= 0) ++others;
  }
  if (others == 0) return;
  std::printf(
      "%zu files with names of its outputs are kept: no report of the demonstration lists them. "
      "If you do not need them: rm %s/*%s.wav\n",
      others, escape(job.generate->dir).c_str(), escape(job.suffix).c_str());
}

void remove_tones(const job::Job& job, const job::ItemList& tones, Removed& removed) {
  for (std::size_t i = 0; i < tones.size(); ++i) {
    const auto path = tones.input(i);
    if (io::file_bytes(path) < 0) continue;
    if (is_tone(path, *job.generate)) {
      remove_file(path, removed);
    } else {
      std::printf("kept %s: it is not a tone of the demonstration\n", escape(path).c_str());
    }
  }
  std::error_code ignored;
  fs::remove(job.generate->dir, ignored);  // fails unless it is empty
}

}  // namespace

ExitStatus remove_demo(const RunRequest& request) {
  const auto job = job_of(request);
  Removed removed;
  if (const auto report = report_of_demo(job)) {
    remove_outputs(*report, removed);
    remove_file(job.report, removed);
  }
  const auto tones = job::list_items(job).items;
  name_other_outputs(job, tones);
  remove_tones(job, tones, removed);
  std::printf("removed %zu files, %s\n", removed.files,
              format_bytes(static_cast<std::uint64_t>(removed.bytes)).c_str());
  return flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
