#include "report/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/text.hpp"
#include "report/child.hpp"
#include "report/memory_file.hpp"
#include "report/seal.hpp"
#include "report/version.hpp"

namespace mpietl::report {

namespace {

/// Throws Error(not_found, permission, storage) as the system says, and Error(format) for what is
/// no regular file or does not agree with its seal. Returns its size.
std::uint64_t require_intact(const std::string& path) {
  // A pipe would make open() wait for its writer.
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
    throw system_error("read the report", path, errno);
  }
  if (!S_ISREG(status.st_mode)) throw Error(Reason::format, "it is not a regular file");
  if (!is_intact(file.number(), path)) throw Error(Reason::format, "its bytes were damaged");
  return static_cast<std::uint64_t>(status.st_size);
}

/// Many times what a file of so many bytes may need, and too little to disturb others.
ChildLimits limits_of(std::uint64_t file_bytes) {
  constexpr std::uint64_t bytes_of_second = 1'000'000;
  constexpr std::uint64_t least_bytes = std::uint64_t{1} << 30U;
  return {2 + file_bytes / bytes_of_second, least_bytes + 2 * file_bytes};
}

/// Without file locks: some network file systems refuse them, and a report never changes.
FileHandle open_file(const std::string& path) {
  const std::string doing = "this is no HDF5 file, or it is damaged";
  const PropertyHandle access(H5Pcreate(H5P_FILE_ACCESS), doing);
  checked(H5Pset_file_locking(access.id(), false, true), doing);
  return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), doing};
}

/// What the child does.
void send_file(const std::string& path, const std::function<void(hid_t, PipeWriter&)>& send,
               PipeWriter& pipe) {
  const QuietHdf5 quiet;
  try {
    const auto file = open_file(path);
    require_version(file.id());
    send(file.id(), pipe);
  } catch (const Hdf5Failure& failure) {
    throw Error(Reason::format, failure.what());
  }
}

}  // namespace

void write_whole_file(const Destination& destination, const std::function<void(hid_t)>& fill) {
  const QuietHdf5 quiet;
  try {
    MemoryFile file;
    fill(file.id());
    const auto bytes = file.finish();
    AtomicFile output(destination);
    output.file().write(bytes, seal_of(bytes));
    // Who removes a journal because there is a report must not lose both with the power.
    output.commit(Durability::stored);
  } catch (const Hdf5Failure& failure) {
    throw Error(Reason::internal, "cannot write the report " + escape(destination.path) + ": " +
                                      failure.what() + "; there may be too little memory");
  }
}

void read_whole_file(const std::string& path, const std::function<void(hid_t, PipeWriter&)>& send,
                     const std::function<void(PipeReader&)>& receive) {
  const auto refuse = [&](const std::string& why) {
    return Error(Reason::format, "cannot read the report " + escape(path) + ": " + why +
                                     "; give an undamaged file made by mpietl run --report");
  };
  try {
    const auto limits = limits_of(require_intact(path));
    receive_from_child(
        limits, [&](PipeWriter& pipe) { send_file(path, send, pipe); }, receive);
  } catch (const Error& error) {
    if (error.reason() != Reason::format) throw;
    throw refuse(error.what());
  }
}

}  // namespace mpietl::report
