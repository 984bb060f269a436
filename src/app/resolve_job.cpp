#include <string>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/demo_job.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/shard.hpp"

namespace mpietl::app {

namespace {

job::Job base_of(const RunRequest& request) {
  if (request.is_demo) return job::parse_job(demo_job_toml, "jobs/demo.toml");
  if (!request.job_file.empty()) return job::read_job(request.job_file);
  return {};
}

template <class Value>
void overlay(const std::optional<Value>& typed, Value& value) {
  if (typed) value = *typed;
}

/// A flag that was not typed leaves what the job file says.
void overlay(bool typed, bool& value) { value = value || typed; }

/// What was typed replaces what the job file says. Returns whether that is that there is to be no
/// transform.
bool take_transforms(const RunRequest& request, job::Job& job) {
  if (!request.transforms.empty()) {
    job.transforms.clear();
    for (const auto& text : request.transforms) {
      job.transforms.push_back(audio::parse_transform(text));
    }
  }
  const bool says_none = job.transforms.size() == 1 && job.transforms.front().name == "none";
  if (says_none) job.transforms.clear();
  return says_none;
}

/// A run that would only write the same files again was not meant.
void refuse_idle(const job::Job& job) {
  const job::Job idle;
  if (!job.transforms.empty() || job.format != idle.format || job.subtype != idle.subtype ||
      job.dither != idle.dither) {
    return;
  }
  throw Error(Reason::usage,
              "nothing is to be done with the files: name a --transform, or a --format, --subtype "
              "or --dither to convert them; --transform none writes them again as they are");
}

/// Runs of several shards may have one job file: what it names is not for one of them, unless it
/// names the shard, too.
void name_files_of_shard(const RunRequest& request, job::Job& job) {
  if (job.shard.empty()) return;
  if (!request.shard && !request.job_file.empty()) return;
  const auto shard = job::parse_shard(job.shard);
  if (!request.report) job.report = job::with_shard(job.report, shard);
  if (!request.output_manifest && !job.output_manifest.empty()) {
    job.output_manifest = job::with_shard(job.output_manifest, shard);
  }
}

Bytes to_bytes(const std::string& text) {
  ByteWriter writer;
  writer.put(text);
  return writer.take();
}

/// What ranks other than 0 need of a job; rank 0 alone knows the names, byte by byte.
job::Job without_names(job::Job job) {
  const job::Job defaults;
  job.paths.clear();
  job.files_from.clear();
  job.base.clear();
  job.manifest.clear();
  job.include.clear();
  job.exclude.clear();
  job.output_dir.clear();
  job.output_manifest.clear();
  job.suffix = defaults.suffix;
  job.report = defaults.report;
  if (job.generate) job.generate->dir = job::Tones{}.dir;
  return job;
}

}  // namespace

job::Job job_of(const RunRequest& request) {
  job::Job job = base_of(request);
  if (!request.paths.empty()) job.paths = request.paths;
  overlay(request.files_from, job.files_from);
  overlay(request.base, job.base);
  overlay(request.manifest, job.manifest);
  if (!request.include.empty()) job.include = request.include;
  if (!request.exclude.empty()) job.exclude = request.exclude;
  overlay(request.output_dir, job.output_dir);
  overlay(request.output_manifest, job.output_manifest);
  overlay(request.suffix, job.suffix);
  overlay(request.format, job.format);
  overlay(request.subtype, job.subtype);
  overlay(request.keep_extension, job.keep_extension);
  overlay(request.dither, job.dither);
  overlay(request.fsync, job.fsync);
  if (request.seed) {
    const auto seed = parse_integer(*request.seed, "seed");
    if (seed < 0) throw Error(Reason::usage, "seed is below 0");
    job.seed = static_cast<std::uint64_t>(seed);
  }
  overlay(request.threads, job.threads);
  overlay(request.schedule, job.schedule);
  overlay(request.chunk, job.chunk);
  overlay(request.shard, job.shard);
  overlay(request.list_files, job.list_files);
  overlay(request.dry_run, job.dry_run);
  overlay(request.resume, job.resume);
  overlay(request.retry_crashed, job.retry_crashed);
  overlay(request.on_error, job.on_error);
  overlay(request.max_errors, job.max_errors);
  overlay(request.retries, job.retries);
  overlay(request.time_limit, job.time_limit);
  overlay(request.item_timeout, job.item_timeout);
  overlay(request.report, job.report);
  if (request.progress) job.progress = job::progress_style_from(*request.progress);
  const bool is_plain = take_transforms(request, job);
  for (auto& spec : job.transforms) spec = audio::with_defaults(spec);
  overlay(request.files_from_null, job.files_from_null);
  job::validate(job);
  if (!is_plain) refuse_idle(job);
  name_files_of_shard(request, job);
  return job;
}

job::Job share_job(const comm::Communicator& world, const std::function<job::Job()>& make) {
  job::Job job;
  const Bytes told = comm::from_root(world, [&] {
    job = make();
    return to_bytes(job::to_toml(without_names(job)));
  });
  comm::together(world, [&] {
    if (world.is_root()) return;
    std::string toml;
    ByteReader(told).get(toml);
    job = job::parse_job(toml, "the job of rank 0");
  });
  return job;
}

}  // namespace mpietl::app
