#include "mpietl/report/file.hpp"

#include <array>
#include <filesystem>
#include <system_error>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "report/fill.hpp"
#include "report/links.hpp"
#include "report/load.hpp"
#include "report/schema.hpp"
#include "report/whole_file.hpp"

namespace mpietl::report {

void write(const std::string& path, const Overview& run, const FileRows& files,
           const JobClock* clock, const std::string& run_id) {
  write_whole_file({path, temporary_name_of(path, run_id)},
                   [&](hid_t file) { fill(file, run, files, clock); });
}

std::string temporary_name_of(const std::string& path, const std::string& run_id) {
  return TemporaryNames(run_id).beside(path, "report");
}

Report read(const std::string& path) {
  Report report;
  const auto send = [&](hid_t file, PipeWriter& pipe) {
    if (has_link(file, runs_group)) {
      throw Error(Reason::usage, escape(path) +
                                     " holds several runs, and this takes the report of one: give "
                                     "a file that mpietl run --report made");
    }
    send_report(file, {}, pipe);
  };
  read_whole_file(path, send, [&](PipeReader& pipe) { report = receive_report(pipe); });
  return report;
}

void refuse_replacing_others(const std::string& path) {
  std::error_code none;
  const auto bytes = std::filesystem::file_size(path, none);
  if (none || bytes == 0) return;
  try {
    read_whole_file(
        path, [](hid_t, PipeWriter&) {}, [](PipeReader&) {});
  } catch (const Error& error) {
    if (error.reason() != Reason::format) throw;
    throw Error(Reason::usage, "the report would replace " + escape(path) +
                                   ", which is no report of this version, or a damaged one: give "
                                   "the report another name, or remove that file");
  }
}

std::string library_version() {
  std::array<unsigned, 3> number{};
  H5get_libversion(&number[0], &number[1], &number[2]);
  return std::to_string(number[0]) + "." + std::to_string(number[1]) + "." +
         std::to_string(number[2]);
}

}  // namespace mpietl::report
