#include <string>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/demo_job.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/options.hpp"
#include "mpietl/job/shard.hpp"

namespace mpietl::app {

namespace {

job::Job base_of(const RunRequest& request) {
  if (request.is_demo) return job::parse_job(demo_job_toml, "jobs/demo.toml");
  if (!request.job_file.empty()) return job::read_job(request.job_file);
  return {};
}

/// Refuses a run that would only copy its inputs.
void refuse_idle(const job::Job& job) {
  const job::Job idle;
  if (!job.transforms.empty() || job.format != idle.format || job.subtype != idle.subtype ||
      job.dither != idle.dither || job.rate != idle.rate || job.channels != idle.channels) {
    return;
  }
  throw Error(Reason::usage,
              "nothing is to be done with the files: name a --transform, or a --format, --subtype, "
              "--dither, --rate or --channels to convert them; --transform none writes them again "
              "as they are");
}

/// Adds the shard to names in a job file, which several shards may share, unless the file itself
/// names the shard.
void name_files_of_shard(const RunRequest& request, job::Job& job) {
  const auto& typed = request.options;
  if (!job.shard || (!typed.has(&job::Job::shard) && !request.job_file.empty())) return;
  if (!typed.has(&job::Job::report)) job.report = job::with_shard(job.report, *job.shard);
  if (!typed.has(&job::Job::output_manifest) && !job.output_manifest.empty()) {
    job.output_manifest = job::with_shard(job.output_manifest, *job.shard);
  }
}

Bytes to_bytes(const std::string& text) {
  ByteWriter writer;
  writer.put(text);
  return writer.take();
}

}  // namespace

job::Job job_of(const RunRequest& request) {
  job::Job job = base_of(request);
  if (!request.paths.empty()) job.paths = request.paths;
  request.options.put_over(job);
  for (auto& spec : job.transforms) spec = audio::with_defaults(spec);
  job::validate(job);
  // "--transform none" asks for a copy explicitly.
  if (!request.options.has(&job::Job::transforms)) refuse_idle(job);
  name_files_of_shard(request, job);
  return job;
}

job::Job share_job(const comm::Communicator& world, const std::function<job::Job()>& make) {
  job::Job job;
  const Bytes told = comm::run_on_root(world, [&] {
    job = make();
    // Only rank 0 has the exact names.
    return to_bytes(job::to_toml(job::without_names(job)));
  });
  comm::all_or_throw(world, [&] {
    if (world.is_root()) return;
    std::string toml;
    ByteReader(told).get(toml);
    job = job::parse_job(toml, "the job of rank 0");
  });
  return job;
}

}  // namespace mpietl::app
