#include "mpietl/report/file.hpp"

#include <array>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "report/fill.hpp"
#include "report/hdf5.hpp"
#include "report/load.hpp"
#include "report/memory_file.hpp"
#include "report/replace_file.hpp"
#include "report/seal.hpp"

namespace mpietl::report {

void write(const std::string& path, const Overview& run, const FileRows& files,
           const JobClock* clock) {
  const QuietHdf5 quiet;
  try {
    MemoryFile file;
    fill(file.id(), run, files, clock);
    const auto bytes = file.finish();
    replace_file(path, {bytes, seal_of(bytes)});
  } catch (const Hdf5Failure& failure) {
    throw Error(Reason::internal, "cannot write the report " + escape(path) + ": " +
                                      failure.what() + "; there may be too little memory");
  }
}

Report read(const std::string& path) {
  const QuietHdf5 quiet;
  const auto refuse = [&](const std::string& why) {
    return Error(Reason::format, "cannot read the report " + escape(path) + ": " + why +
                                     "; give an undamaged file made by mpietl run --report");
  };
  try {
    require_intact(path);
    return load(path);
  } catch (const Hdf5Failure& failure) {
    throw refuse(failure.what());
  } catch (const Error& error) {
    if (error.reason() != Reason::format) throw;
    throw refuse(error.what());
  }
}

std::string library_version() {
  std::array<unsigned, 3> number{};
  H5get_libversion(&number[0], &number[1], &number[2]);
  return std::to_string(number[0]) + "." + std::to_string(number[1]) + "." +
         std::to_string(number[2]);
}

}  // namespace mpietl::report
