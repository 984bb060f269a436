#include "app/share_job.hpp"

#include <string>

#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/job/job_file.hpp"

namespace mpietl::app {

namespace {

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
