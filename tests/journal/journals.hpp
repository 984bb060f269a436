#pragma once

#include <string>
#include <vector>

#include "mpietl/journal/journal.hpp"

namespace mpietl::test {

inline journal::Run sample_run(std::int32_t number = 1,
                               const std::string& id = "0123456789abcdef") {
  journal::Run run;
  run.id = id;
  run.number = number;
  run.created = "2024-05-06T07:08:09Z";
  run.command_line = "mpietl run corpus";
  run.working_directory = "/home/user";
  run.job = "[run]\nseed = 42\n";
  run.mpietl_version = "0.1.0";
  run.started_unix_seconds = 1714979289.25;
  run.shard = "2/5";
  run.list_items = 24;
  run.list_digest = "00112233445566778899aabbccddeeff";
  run.seed = 42;
  run.ranks = 2;
  run.schedule = "dynamic";
  run.environment = {{"OMP_NUM_THREADS", "2"}, {"SLURM_JOB_ID", "17"}};
  return run;
}

inline journal::Rank sample_rank(std::int32_t rank = 0) {
  return {.rank = rank, .host = "n1", .pid = 1234 + rank, .threads = 2, .cpus = "0-1"};
}

inline std::string rank_file(const std::string& folder, std::int32_t rank = 0,
                             const std::string& run = "run-0001-0123456789abcdef") {
  return folder + "/" + run + ".rank-0000" + std::to_string(rank);
}

inline journal::Started started(std::int64_t index) {
  const auto name = std::to_string(index);
  return {.index = index,
          .attempt = 1,
          .bytes = 100 * index,
          .input = "in/" + name + ".wav",
          .output = "out/" + name + ".wav",
          .fingerprint = "00112233445566778899aabbccddeeff"};
}

inline Record ended(std::int64_t index) {
  Record record;
  record.index = index;
  record.status = Status::done;
  record.bytes_out = 200 * index;
  record.digest = "ffeeddccbbaa99887766554433221100";
  record.fingerprint = "00112233445566778899aabbccddeeff";
  record.total_seconds = 0.25;
  return record;
}

struct AllRead {
  journal::Past past;
  std::vector<journal::Entry> entries;
};

inline AllRead read_journal(const std::string& folder) {
  AllRead all;
  all.past = journal::read(folder, [&](const auto& entry) { all.entries.push_back(entry); });
  return all;
}

}  // namespace mpietl::test
