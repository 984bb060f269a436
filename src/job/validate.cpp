#include "job/ranges.hpp"
#include "mpietl/audio/chain.hpp"
#include "mpietl/io/audio_format.hpp"
#include "mpietl/io/output_choice.hpp"
#include "mpietl/job/job_file.hpp"

namespace mpietl::job {

void validate(const Job& job) {
  const audio::Chain chain(job.transforms);
  check_ranges(job, run_settings, "");
  if (job.suffix.find('/') != std::string::npos) {
    throw Error(Reason::usage, "suffix '" + escape(job.suffix) +
                                   "' holds a slash; name another folder with --output-dir");
  }
  io::parse_output_choice(job.format, job.subtype);
  if (job.dither != "none" && job.dither != "tpdf") {
    throw Error(Reason::usage, "dither: unknown '" + escape(job.dither) + "'; known are none tpdf");
  }
  if (job.report.empty()) throw Error(Reason::usage, "the report's file name is empty");
  if (job.generate) {
    const Tones& tones = *job.generate;
    check_ranges(tones, tone_settings, "generate: ");
    io::wav_format(tones.subtype, 1, 1);
    if (tones.dir.empty()) throw Error(Reason::usage, "generate: dir is empty");
  }
}

}  // namespace mpietl::job
