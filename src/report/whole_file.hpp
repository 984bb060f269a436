#pragma once

#include <functional>
#include <string>

#include "mpietl/core/atomic_file.hpp"
#include "report/hdf5.hpp"
#include "report/pipe.hpp"

namespace mpietl::report {

/// Makes an HDF5 file in memory that `fill` is given, seals it, and puts it in its place as
/// an AtomicFile, on the storage. Throws Error as write(), also for an Hdf5Failure of `fill`.
void write_whole_file(const Destination& destination, const std::function<void(hid_t)>& fill);

/// Gives `send` the open HDF5 file `path`, after its seal and its schema version were checked, and
/// `receive` what `send` sends. HDF5 1.10 follows damaged references out of its memory, so only a
/// child process looks at the file: `send` changes nothing here.
/// Throws Error as read(); an Hdf5Failure or Error(format) of either need not name the file.
void read_whole_file(const std::string& path, const std::function<void(hid_t, PipeWriter&)>& send,
                     const std::function<void(PipeReader&)>& receive);

}  // namespace mpietl::report
