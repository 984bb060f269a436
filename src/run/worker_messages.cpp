#include "run/worker_messages.hpp"

#include <string>

#include "mpietl/job/command.hpp"
#include "mpietl/job/job_file.hpp"

namespace mpietl::run {

Bytes encode(const WorkerJob& job) {
  ByteWriter writer;
  writer.put(job::to_toml(job.job));
  job::put_command(job.job, writer);
  writer.put(job.run_id);
  writer.put(job.run);
  writer.put(job.rank);
  writer.put(job.threads);
  writer.put(job.clock.origin_seconds());
  writer.put(job.output_root);
  for (const int cpu : job.cpus) writer.put(cpu);
  return writer.take();
}

WorkerJob decode_worker_job(const Bytes& bytes) {
  WorkerJob job;
  std::string toml;
  double origin_seconds = 0.0;
  ByteReader reader(bytes);
  reader.get(toml);
  job.job = job::parse_job(toml, "the job of this rank");
  job::get_command(reader, job.job);
  reader.get(job.run_id);
  reader.get(job.run);
  reader.get(job.rank);
  reader.get(job.threads);
  reader.get(origin_seconds);
  reader.get(job.output_root);
  while (!reader.at_end()) reader.get(job.cpus.emplace_back());
  job.clock = JobClock::from_origin(origin_seconds);
  return job;
}

Bytes encode(const HostFailure& failure) {
  ByteWriter writer;
  writer.put(failure.reason);
  writer.put(failure.text);
  writer.put(failure.input);
  writer.put(failure.index);
  return writer.take();
}

HostFailure decode_host_failure(const Bytes& bytes) {
  HostFailure failure;
  ByteReader reader(bytes);
  reader.get(failure.reason);
  reader.get(failure.text);
  reader.get(failure.input);
  reader.get(failure.index);
  return failure;
}

Bytes encode(const TeamUsage& usage) {
  ByteWriter writer;
  writer.put(usage.cpu_seconds);
  writer.put(usage.max_rss_bytes);
  return writer.take();
}

TeamUsage decode_usage(const Bytes& bytes) {
  TeamUsage usage;
  ByteReader reader(bytes);
  reader.get(usage.cpu_seconds);
  reader.get(usage.max_rss_bytes);
  return usage;
}

}  // namespace mpietl::run
