// Any bytes give a job or an Error, and a job is written and read unchanged.
#include "mpietl/job/job_file.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "mpietl/core/error.hpp"

using namespace mpietl;

namespace {

/// Ends the process, which reports a finding to the fuzzer.
[[noreturn]] void finding(const char* what, const std::string& text) {
  std::fprintf(stderr, "%s:\n%s\n", what, text.c_str());
  std::abort();
}

void check_round_trip(const job::Job& job) {
  const std::string toml = job::to_toml(job);
  try {
    if (job::parse_job(toml, "again") != job) finding("read back as another job", toml);
  } catch (const Error& error) {
    finding(error.what(), toml);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    check_round_trip(job::parse_job(text, "fuzz.toml"));
  } catch (const Error& error) {
    if (error.reason() != Reason::usage) finding("not an error of usage", error.what());
  }
  return 0;
}
