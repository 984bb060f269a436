#include <cstdio>
#include <string>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/demo_job.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/command.hpp"
#include "mpietl/job/found_segments.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/manifest.hpp"
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
  const bool has_inputs = job::names_inputs(job) || job.generate;
  if (job.no_output || !has_inputs) return;  // list_items() refuses a job without inputs
  if (!job.transforms.empty() || job.format != idle.format || job.subtype != idle.subtype ||
      job.dither != idle.dither || job.rate != idle.rate || job.channels != idle.channels ||
      !job.segments.empty() || job.window) {
    return;
  }
  throw Error(Reason::usage,
              "the job does not change the files; add a --transform, or convert them with "
              "--format, --subtype, --dither, --rate or --channels; --transform none writes them "
              "unchanged, and --no-output only reports on them");
}

/// A folder of Hugging Face is read by its metadata, so that the outputs have the columns, too.
void take_metadata(job::Job& job) {
  const bool is_one_folder = job.paths.size() == 1 && job.files_from.empty() &&
                             job.manifest.empty() && job.segments.empty() && !job.window;
  const bool has_patterns = !job.include.empty() || !job.exclude.empty();
  if (!is_one_folder || has_patterns || job.output_dir.empty()) return;
  const auto metadata = job::metadata_in(job.paths.front());
  if (metadata.empty()) return;
  job.manifest = metadata;
  job.paths.clear();
  std::fprintf(stderr, "mpietl: takes the files that %s names, with its columns\n",
               escape(metadata).c_str());
}

/// The places of outputs that a job file may set.
void forget_outputs(job::Job& job) {
  job.output_dir.clear();
  job.output_manifest.clear();
}

/// Whether nobody asked for the suffix that the job has.
bool has_usual_suffix(const RunRequest& request, const job::Job& job) {
  return job.suffix == job::Job().suffix && !request.options.has(&job::Job::suffix);
}

/// The job of `mpietl map`. Its outputs are next to their inputs only if that was requested.
void complete_map(const RunRequest& request, job::Job& job) {
  if (has_usual_suffix(request, job)) job.suffix.clear();
  job::refuse_others(job, job::TakenBy::map);
  job::check_command(job);
  const auto& program = job.shell ? std::string("/bin/sh") : job.command.front();
  if (program.find('{') != std::string::npos || find_program(program)) return;
  throw Error(Reason::not_found,
              "the program " + escape(program) + " is missing, or is not executable");
}

/// The job of `mpietl segment`.
void complete_segment(job::Job& job) {
  job::refuse_others(job, job::TakenBy::segment);
  job::check_segmentation(job);
}

/// Adds the shard to names from a job file, which several shards may share, unless it sets the
/// shard itself.
void name_files_of_shard(const RunRequest& request, job::Job& job) {
  const auto& typed = request.options;
  if (!job.shard || (!typed.has(&job::Job::shard) && !request.job_file.empty())) return;
  if (!typed.has(&job::Job::report)) job.report = job::with_shard(job.report, *job.shard);
  if (!typed.has(&job::Job::output_manifest) && !job.output_manifest.empty()) {
    job.output_manifest = job::with_shard(job.output_manifest, *job.shard);
  }
  if (!typed.has(&job::Job::output_segments) && !job.output_segments.empty()) {
    job.output_segments = job::with_shard(job.output_segments, *job.shard);
  }
}

}  // namespace

job::Job job_of(const RunRequest& request) {
  job::Job job = base_of(request);
  if (!request.paths.empty()) job.paths = request.paths;
  request.options.put_over(job);
  for (auto& spec : job.transforms) spec = audio::with_defaults(spec);
  job::validate(job);
  if (request.command != job::TakenBy::run) {
    request.command == job::TakenBy::map ? complete_map(request, job) : complete_segment(job);
    name_files_of_shard(request, job);
    return job;
  }
  job::refuse_others(job, job::TakenBy::run);
  const bool is_cut = !job.segments.empty();
  if (is_cut && has_usual_suffix(request, job)) job.suffix.clear();
  // Who types that there is to be no transform means it.
  // "--transform none" asks for a copy explicitly.
  if (!request.options.has(&job::Job::transforms)) refuse_idle(job);
  if (job.no_output) forget_outputs(job);
  take_metadata(job);
  name_files_of_shard(request, job);
  return job;
}

job::Job share_job(const comm::Communicator& world, const std::function<job::Job()>& make) {
  job::Job job;
  const Bytes bytes = comm::run_on_root(world, [&] {
    job = make();
    // Only rank 0 needs the other names; TOML cannot hold arbitrary bytes.
    ByteWriter writer;
    writer.put(job::to_toml(job::without_names(job)));
    job::put_command(job, writer);
    return writer.take();
  });
  comm::all_or_throw(world, [&] {
    if (world.is_root()) return;
    std::string toml;
    ByteReader reader(bytes);
    reader.get(toml);
    job = job::parse_job(toml, "the job of rank 0");
    job::get_command(reader, job);
  });
  return job;
}

}  // namespace mpietl::app
