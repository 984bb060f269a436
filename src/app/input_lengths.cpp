#include "app/input_lengths.hpp"

#include <cstdio>
#include <optional>

#include "app/distributed_files.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/dispatch/run_job.hpp"

namespace mpietl::app {

namespace {

/// The inputs whose lengths are not sure, one after the other.
struct Unsure {
  job::ItemList items;

  Unsure() { items.begin_group({}); }

  void add(const job::Item& item) {
    if (!items.empty() && items.input(items.size() - 1) == item.input) return;
    items.add(item.input, item.identity,
              {item.kind, item.path_bytes, item.begin,
               item.kind == job::InputKind::member ? item.bytes : -1});
    items.set_status(items.size() - 1, {item.bytes, false, item.modified_ns});
  }
};

/// Asks for what headers tell. Collective; rank 0 gets the answers.
Unsure read_headers(const comm::Communicator& world, const job::Job& job, InputLengths& lengths) {
  auto whole = job;
  whole.window.reset();
  whole.hop.reset();
  whole.keep_last = false;
  Unsure unsure;
  with_distributed_files(world, whole, [&](const DistributedFiles& files) {
    const auto items = job::list_items(whole, files.file_system).items;
    const auto declared = files.file_system.lengths(whole.audio_stream, items.size(),
                                                    [&](std::size_t i) { return items[i]; });
    for (std::size_t i = 0; i < declared.size(); ++i) {
      lengths[items.input(i)] = declared[i];
      if (!declared[i].is_sure && declared[i].fault.empty()) unsure.add(items[i]);
    }
  });
  return unsure;
}

/// What decodes the inputs, and does nothing with them.
job::Job decoding_of(const job::Job& job) {
  job::Job decoding;
  decoding.no_output = true;
  decoding.isolation = job.isolation;
  decoding.audio_stream = job.audio_stream;
  decoding.allow_commands = job.allow_commands;
  decoding.item_timeout = job.item_timeout;
  decoding.memory_limit = job.memory_limit;
  decoding.retries = job.retries;
  return decoding;
}

/// The run that decodes rank 0's `items`; none when there are no items. Collective.
std::optional<dispatch::JobRun> run_for(const comm::Communicator& world,
                                        const job::ItemList& items) {
  const auto shared = comm::run_on_root(world, [&] {
    ByteWriter writer;
    writer.put(items.empty() ? std::string() : draw_run_id());
    return writer.take();
  });
  dispatch::JobRun run;
  ByteReader(shared).get(run.id);
  return run.id.empty() ? std::nullopt : std::optional(run);
}

job::InputLength length_of(const Record& record) {
  if (record.status != Status::done) return {.fault = record.error};
  return {record.frames, record.sample_rate, true, {}};
}

}  // namespace

InputLengths lengths_for_windows(const dispatch::Ranks& ranks, const job::Job& job) {
  InputLengths lengths;
  if (!job.window) return lengths;
  const auto unsure = read_headers(ranks.world, job, lengths);
  const auto& items = unsure.items;
  const auto run = job.dry_run ? std::nullopt : run_for(ranks.world, items);
  if (!run) return lengths;
  if (!items.empty()) {
    std::fprintf(stderr,
                 "mpietl: decodes %s first, since the headers do not tell how long they are\n",
                 plural(items.size(), "input").c_str());
  }
  const auto outcome =
      dispatch::run_job(ranks, decoding_of(job), dispatch::UnitList(items), *run, nullptr);
  comm::run_on_root(ranks.world, [&] {
    for (std::size_t i = 0; i < items.size(); ++i) {
      lengths[items.input(i)] = length_of(outcome.records[i]);
    }
    if (outcome.stop_reason.empty()) return Bytes{};
    throw Error(Reason::stopped,
                "stopped before it began, while inputs were decoded to learn how "
                "long they are: " +
                    outcome.stop_reason);
  });
  return lengths;
}

void use_lengths(const InputLengths& lengths, job::FileSystem& file_system) {
  file_system.lengths = [&](const auto& /*stream*/, std::size_t count, const auto& item) {
    std::vector<job::InputLength> known(count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto found = lengths.find(item(i).input);
      if (found != lengths.end()) known[i] = found->second;
    }
    return known;
  };
}

}  // namespace mpietl::app
