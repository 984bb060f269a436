#include "job/ranges.hpp"
#include "mpietl/audio/chain.hpp"
#include "mpietl/io/audio_format.hpp"
#include "mpietl/io/output_choice.hpp"
#include "mpietl/job/job_file.hpp"

namespace mpietl::job {

void check_suffix(const std::string& suffix) {
  if (suffix.find('/') == std::string::npos) return;
  throw Error(Reason::usage, "suffix '" + escape(suffix) +
                                 "' holds a slash; name another folder with --output-dir");
}

void check_format(const std::string& format) { io::parse_output_choice(format, Job().subtype); }

void check_subtype(const std::string& subtype) { io::parse_output_choice(Job().format, subtype); }

void check_dither(const std::string& dither) {
  if (dither == "none" || dither == "tpdf") return;
  throw Error(Reason::usage, "dither: unknown '" + escape(dither) + "'; known are none tpdf");
}

bool is_dynamic(const std::string& schedule) {
  if (schedule == "dynamic") return true;
  if (schedule == "static") return false;
  throw Error(Reason::usage,
              "schedule: unknown '" + escape(schedule) + "'; known are dynamic static");
}

void check_schedule(const std::string& schedule) { is_dynamic(schedule); }

void check_report(const std::string& file) {
  if (file.empty()) throw Error(Reason::usage, "the report's file name is empty");
}

void check_tone_subtype(const std::string& subtype) { io::wav_format(subtype, 1, 1); }

void check_tone_dir(const std::string& dir) {
  if (dir.empty()) throw Error(Reason::usage, "dir is empty");
}

void validate(const Job& job) {
  const audio::Chain chain(job.transforms);
  check_ranges(job, output_settings, "");
  check_ranges(job, run_settings, "");
  check_ranges(job, report_settings, "");
  io::parse_output_choice(job.format, job.subtype);
  if (job.generate) check_ranges(*job.generate, tone_settings, "generate: ");
}

}  // namespace mpietl::job
