#include "app/shard_of_report.hpp"

#include "mpietl/core/error.hpp"
#include "mpietl/report/file.hpp"

namespace mpietl::app {

std::string shard_of_report(const std::string& path) {
  try {
    return report::read(path).summary.shard;
  } catch (const Error&) {
    return "";
  }
}

}  // namespace mpietl::app
