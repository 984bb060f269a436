#include "mpietl/job/fingerprint.hpp"

#include "mpietl/core/codec.hpp"
#include "mpietl/core/columns.hpp"
#include "mpietl/io/hash.hpp"
#include "mpietl/job/job_file.hpp"

namespace mpietl::job {

namespace {

// Another number for each version of this program that makes other bytes of the same job.
constexpr std::uint64_t version_of_outputs = 1;

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A job that has nothing of `job` but what the bytes of outputs depend on.
Job what_matters(const Job& job) {
  Job same;
  same.transforms = job.transforms;
  same.seed = job.seed;
  same.format = job.format;
  same.subtype = job.subtype;
  same.dither = job.dither;
  return same;
}

}  // namespace

Fingerprints::Fingerprints(const Job& job)
    : job_(io::hash128(to_toml(what_matters(job)), version_of_outputs).low) {}

std::string Fingerprints::of(const Item& item) const {
  ByteWriter writer;
  writer.put(item.input);
  writer.put(item.identity);
  writer.put(item.bytes);
  writer.put(item.modified_ns);
  writer.put(item.offset_seconds);
  writer.put(item.duration_seconds);
  return io::to_hex(io::hash128(as_text(writer.take()), job_));
}

}  // namespace mpietl::job
