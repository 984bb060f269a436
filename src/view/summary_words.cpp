#include "view/summary_words.hpp"

#include <array>
#include <vector>

namespace mpietl::view {

namespace {

/// The texts that are not empty, with a separator between them.
template <class Texts>
std::string joined(const Texts& texts, const std::string& separator) {
  std::string all;
  for (const std::string& text : texts) {
    if (!text.empty()) all += (all.empty() ? "" : separator) + text;
  }
  return all;
}

}  // namespace

std::string software_of(const report::Summary& summary) {
  const auto named = [](const std::string& name, const std::string& version) {
    return version.empty() ? "" : name + " " + version;
  };
  return joined(std::array{summary.mpi_library, named("libsndfile", summary.libsndfile_version),
                           named("HDF5", summary.hdf5_version)},
                " · ");
}

std::string settings_of(const report::Summary& summary) {
  std::vector<std::string> settings;
  for (const auto& [name, value] : summary.environment) {
    settings.push_back(name);
    settings.back() += "=" + value;
  }
  return joined(settings, "  ");
}

}  // namespace mpietl::view
