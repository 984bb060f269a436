#pragma once

#include "mpietl/core/codec.hpp"
#include "mpietl/run/team.hpp"
#include "mpietl/run/worker_team.hpp"

// Messages between a rank and its worker process, as bytes.
namespace mpietl::run {

Bytes encode(const WorkerJob& job);
WorkerJob decode_worker_job(const Bytes& bytes);

Bytes encode(const HostFailure& failure);
HostFailure decode_host_failure(const Bytes& bytes);

Bytes encode(const TeamUsage& usage);
TeamUsage decode_usage(const Bytes& bytes);

}  // namespace mpietl::run
