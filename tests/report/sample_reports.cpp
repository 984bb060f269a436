#include "report/sample_reports.hpp"

#include <cmath>
#include <limits>
#include <random>

#include "mpietl/core/record_columns.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "mpietl/report/report_columns.hpp"
#include "support/random_rows.hpp"

namespace mpietl::report::test {

namespace {

constexpr int threads = 2;

using mpietl::test::Random;
using mpietl::test::random_row;
using mpietl::test::random_text;

double uniform(Random& random, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(random);
}

std::string hex(std::uint64_t value, int digits) {
  std::string text;
  for (int i = 0; i < digits; ++i) text += "0123456789abcdef"[(value >> (4 * i)) % 16];
  return text;
}

std::string padded(std::size_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

void fill_times(Random& random, Record& file) {
  file.open_seconds = 0.0004;
  file.read_seconds = uniform(random, 0.001, 0.01);
  file.transform_seconds = uniform(random, 0.004, 0.02);
  file.write_seconds = uniform(random, 0.002, 0.1);
  file.close_seconds = 0.0003;
  file.wait_seconds = 0.0;
  file.total_seconds = file.open_seconds + file.read_seconds + file.transform_seconds +
                       file.write_seconds + file.close_seconds + 1e-5;
  file.estimated_seconds = 0.9 * file.total_seconds;
}

void fail(Record& file) {
  file.status = Status::failed;
  file.error = "cannot open " + file.path + ": No such file or directory";
  file.open_seconds = 0.0001;
  file.total_seconds = 0.00012;
}

void finish(Random& random, Record& file) {
  file.output = file.path;
  file.output.insert(file.output.size() - 4, "-transformed");
  file.status = Status::done;
  file.frames = 44100 + static_cast<std::int64_t>(random() % 441000);
  file.channels = 1;
  file.sample_rate = 44100;
  file.bytes_in = 44 + 2 * file.frames;
  file.bytes_out = file.bytes_in;
  fill_times(random, file);
  file.peak_in = static_cast<float>(uniform(random, 0.1, 1));
  file.peak_out = 1.0;
  file.rms_in = uniform(random, 0.01, 0.3);
  file.rms_out = file.rms_in + 0.1;
  file.clipped = static_cast<std::int64_t>(random() % 100);
  file.saturated = 0;
  file.not_finite = 0;
  file.silent = static_cast<std::int64_t>(random() % 1000);
  file.parameters = "gaussian_snr:snr_db=" + std::to_string(uniform(random, 5, 40));
  file.digest = hex(random(), 16) + hex(random(), 16);
  file.fingerprint = hex(random(), 16) + hex(random(), 16);
}

Record plausible_file(Random& random, std::size_t index, std::size_t ranks, double start) {
  Record file;
  file.index = static_cast<std::int64_t>(index);
  file.path = "corpus/train-clean-360/speaker" + padded(index / 1000, 4) + "/chapter" +
              padded(index / 50, 6) + "-" + padded(index, 7) + ".wav";
  file.rank = static_cast<std::int32_t>(index % ranks);
  file.thread = static_cast<std::int32_t>(index / ranks % threads);
  file.run = 1;
  file.attempt = 1;
  file.start = start;
  if (index % 100 == 99) {
    fail(file);
  } else {
    finish(random, file);
  }
  if (index % 150 == 1) file.warning = "the header promises more frames than the file holds";
  return file;
}

void fill_ranks(Report& report, std::size_t ranks) {
  report.ranks.resize(ranks);
  for (std::size_t i = 0; i < ranks; ++i) {
    RankRecord& rank = report.ranks[i];
    rank.rank = static_cast<std::int32_t>(i);
    rank.host = "node" + padded(i / 16, 3);
    rank.pid = 1000 + static_cast<std::int64_t>(i);
    rank.threads = threads;
    rank.cpus = std::to_string(2 * i) + "-" + std::to_string(2 * i + 1);
    rank.max_rss_bytes = 23'000'000;
  }
  for (const Record& file : report.files) {
    RankRecord& rank = report.ranks[static_cast<std::size_t>(file.rank)];
    ++rank.items;
    rank.grants = rank.items / 4;
    rank.answer_seconds = 1e-3 * rank.rank;
    rank.bytes += std::max<std::int64_t>(0, file.bytes_in);
    rank.busy_seconds += file.total_seconds;
    rank.cpu_seconds += 0.8 * file.total_seconds;
    rank.wall_seconds = std::max(rank.wall_seconds, file.start + file.total_seconds);
  }
}

}  // namespace

Report plausible_report(std::size_t files, std::size_t ranks) {
  Random random(7);
  Report report;
  std::vector<double> free_at(ranks * threads, 0.25);
  for (std::size_t i = 0; i < files; ++i) {
    double& start = free_at[i % free_at.size()];
    report.files.push_back(plausible_file(random, i, ranks, start));
    start += report.files.back().total_seconds;
  }
  fill_ranks(report, ranks);
  double end = 0.25;
  for (const auto& rank : report.ranks) end = std::max(end, rank.wall_seconds);
  for (auto& rank : report.ranks) rank.idle_seconds = threads * (end - 0.25) - rank.busy_seconds;
  report.phases = {{"listing", 0.0, 0.2},
                   {"scatter", 0.2, 0.25},
                   {"work", 0.25, end},
                   {"gather", end, end + 0.05},
                   {"write", end + 0.05, end + 0.1}};
  Summary& summary = report.summary;
  summary.mpietl_version = "0.1.0";
  summary.created = "2024-05-01T21:00:00Z";
  summary.started_unix_seconds = 1714597200.25;
  summary.command_line = "mpietl run jobs/corpus.toml --schedule dynamic --report noisy.h5";
  summary.working_directory = "/home/user";
  summary.job = "[run]\nseed = 42\n";
  summary.seed = 42;
  summary.list_items = static_cast<std::int64_t>(files);
  summary.list_digest = std::string(32, 'd');
  summary.files_left_out = 3;
  summary.ranks = static_cast<std::int64_t>(ranks);
  summary.threads_per_rank = threads;
  for (std::size_t i = 0; i < ranks; i += 16) {
    summary.hosts += (i == 0 ? "" : ",") + report.ranks[i].host;
  }
  summary.schedule = "dynamic";
  summary.mpi_library = "Open MPI 4.1.4";
  summary.libsndfile_version = "1.2.0";
  summary.environment = {{"OMP_NUM_THREADS", "2"}, {"SLURM_JOB_ID", "4711"}};
  summary.wall_seconds = end + 0.1;
  count_totals(rows_of(report.files), summary);
  return report;
}

Report resumed_report(std::size_t files, std::size_t earlier, std::size_t ranks) {
  Report report = plausible_report(files, ranks);
  for (std::size_t i = earlier; i < files; ++i) report.files[i].run = 2;
  report.summary.run = 2;
  HistoryRow& died = report.history.emplace_back();
  died.created = "2024-05-01T17:00:00Z";
  died.command_line = "mpietl run jobs/corpus.toml --report noisy.h5";
  died.ranks = 2;
  died.threads_per_rank = threads;
  died.hosts = "node000";
  died.ended = "died";
  return report;
}

Runs plausible_runs(std::size_t files, std::int64_t repetitions) {
  Runs runs{"0.1.0", "2024-05-01T21:00:00Z", "mpietl bench corpus", {}};
  for (std::int64_t repetition = 1; repetition <= repetitions; ++repetition) {
    for (const std::size_t ranks : {1U, 4U, 2U}) {
      NamedRun& run = runs.runs.emplace_back();
      run.configuration = "r" + std::to_string(ranks) + "_t2_dynamic";
      run.repetition = repetition;
      run.name = run_name(run.configuration, repetition);
      if (ranks > 1) run.chunk = ranks == 2 ? 0 : 16;
      run.report = plausible_report(files, ranks);
    }
  }
  return runs;
}

void write(const std::string& path, const Report& report) {
  report::write(path, report, rows_of(report.files));
}

Report random_report(std::uint64_t seed, std::size_t files) {
  Random random(seed);
  Report report;
  for (std::size_t i = 0; i < files; ++i) {
    report.files.push_back(random_row<Record>(random, file_columns));
    report.ranks.push_back(random_row<RankRecord>(random, rank_columns));
    report.phases.push_back(random_row<Phase>(random, phase_columns));
  }
  Summary& summary = report.summary;
  summary.job = std::string(100'000, 'j') + random_text(random);
  summary.command_line = random_text(random);
  summary.seed = std::numeric_limits<std::uint64_t>::max() - seed;
  summary.wall_seconds = not_measured;
  summary.bytes_in = std::numeric_limits<std::int64_t>::max();
  summary.environment = {{"OMP_NUM_THREADS", random_text(random)}, {"SLURM_JOB_ID", ""}};
  return report;
}

}  // namespace mpietl::report::test
