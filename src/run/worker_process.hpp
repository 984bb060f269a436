#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/core/codec.hpp"
#include "mpietl/core/file.hpp"

namespace mpietl::run {

struct WorkerState;

/// What a worker process is told at its start.
struct WorkerStart {
  std::string job;  ///< TOML
  std::string run_id;
  std::int32_t run = 1;
  std::int32_t rank = 0;
  std::int32_t threads = 1;
  double clock_origin_seconds = 0.0;
  std::string output_root;
  std::vector<std::int32_t> cpus;  ///< that its threads may use
};

Bytes encode(const WorkerStart& start);
WorkerStart decode_start(const Bytes& bytes);

/// A worker process: does what the rank at the other end of `socket` sends, and shows in `state`
/// how far it is. Returns when the rank has closed the work, and all is done.
void run_worker_process(FileDescriptor socket, WorkerState& state) noexcept;

}  // namespace mpietl::run
