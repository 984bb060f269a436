#include "report/load.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "mpietl/core/error.hpp"
#include "mpietl/report/file.hpp"
#include "report/attributes.hpp"
#include "report/file_descriptor.hpp"
#include "report/schema.hpp"
#include "report/seal.hpp"
#include "report/table_reader.hpp"

namespace mpietl::report {

namespace {

/// Without file locks: some network file systems refuse them, and a report never changes.
FileHandle open_file(const std::string& path) {
  const std::string doing = "this is no HDF5 file, or it is damaged";
  const PropertyHandle access(H5Pcreate(H5P_FILE_ACCESS), doing);
  checked(H5Pset_file_locking(access.id(), false, true), doing);
  return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), doing};
}

void require_version(hid_t root) {
  std::int64_t version = 0;
  read_attribute(root, version_attribute, version);
  if (version != schema_version) {
    throw Error(Reason::format, "it is of schema version " + std::to_string(version) +
                                    ", and this mpietl reads version " +
                                    std::to_string(schema_version));
  }
}

Summary read_summary(hid_t root) {
  Summary summary;
  for_each_column(summary_columns, [&](const auto& column) {
    read_attribute(root, column.name, summary.*column.member);
  });
  for (const auto& name : attribute_names(root)) {
    if (is_environment(name) && is_text_attribute(root, name)) {
      read_attribute(root, name, summary.environment[name]);
    }
  }
  return summary;
}

}  // namespace

void require_intact(const std::string& path) {
  // A pipe would make open() wait for its writer.
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
    throw system_error("read the report", path, errno);
  }
  if (!S_ISREG(status.st_mode)) throw Error(Reason::format, "it is not a regular file");
  if (!is_intact(file.number(), path)) throw Error(Reason::format, "its bytes were damaged");
}

Report load(const std::string& path) {
  const auto file = open_file(path);
  require_version(file.id());
  Report report;
  report.summary = read_summary(file.id());
  report.files = read_table<Record>(file.id(), files_table, record_columns);
  report.ranks = read_table<RankRecord>(file.id(), ranks_table, rank_columns);
  report.phases = read_table<Phase>(file.id(), phases_table, phase_columns);
  return report;
}

}  // namespace mpietl::report
