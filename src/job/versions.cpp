#include "mpietl/job/versions.hpp"

#include <nlohmann/json.hpp>

#include "job/toml.hpp"

namespace mpietl::job {

namespace {

std::string dotted(int major, int minor, int patch) {
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

}  // namespace

std::string toml_version() { return dotted(TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH); }

std::string json_version() {
  return dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                NLOHMANN_JSON_VERSION_PATCH);
}

}  // namespace mpietl::job
