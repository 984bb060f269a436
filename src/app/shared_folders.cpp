#include "app/shared_folders.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "app/sights.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_inputs = 16;

std::string folder_of(const std::string& path) {
  const auto folder = fs::path(path).parent_path().string();
  return escape(folder.empty() ? "." : folder);
}

/// A file that stands for its folder, as long as it lives. None where it cannot be made: outputs
/// and report will tell why.
class Probe {
 public:
  explicit Probe(const std::string& path) {
    try {
      file_.emplace(Destination{path, path});
    } catch (const Error&) {
      file_.reset();
    }
  }

  [[nodiscard]] bool is_made() const { return file_.has_value(); }

 private:
  std::optional<AtomicFile> file_;
};

/// Some files that rank 0 sees itself, from the first input to the last.
std::vector<Sight> some_inputs(const job::ItemList& items, const std::string& what) {
  std::vector<Sight> sights;
  const auto count = std::min(most_inputs, items.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto path = items.input(count == 1 ? 0 : i * (items.size() - 1) / (count - 1));
    if (io::file_bytes(path) < 0) continue;
    sights.push_back(
        {path, "the " + what + " " + escape(path),
         "put the " + what + "s on a file system that all hosts share, or leave these hosts out"});
  }
  return sights;
}

/// What rank 0 wants all hosts to see.
class Probes {
 public:
  Probes(const job::Job& job, const job::ItemList& items, const std::string& run_id)
      : of_outputs_(output_probe(job, items, run_id)), of_report_(report_probe(job, run_id)) {
    if (of_outputs_.is_made()) {
      const auto path = output_probe(job, items, run_id);
      sights_.push_back({path, "what is written to the output folder " + folder_of(path),
                         "put it on a file system that all hosts share, or choose another "
                         "--output-dir"});
    }
    for (auto& sight : some_inputs(items, "input")) sights_.push_back(std::move(sight));
    if (of_report_.is_made()) {
      const auto path = report_probe(job, run_id);
      sights_.push_back({path, "what is written to the folder of the report, " + folder_of(path),
                         "every rank keeps its journal there, so choose a --report on a file "
                         "system that all hosts share"});
    }
  }

  [[nodiscard]] const std::vector<Sight>& sights() const { return sights_; }

 private:
  Probe of_outputs_;
  Probe of_report_;
  std::vector<Sight> sights_;
};

}  // namespace

std::string output_probe(const job::Job& job, const job::ItemList& items,
                         const std::string& run_id) {
  const TemporaryNames names(run_id);
  const auto beside =
      job.output_dir.empty() ? fs::path(items.output(0)) : job.output_dir / fs::path("x");
  return names.beside(beside.string(), "probe");
}

std::string report_probe(const job::Job& job, const std::string& run_id) {
  return TemporaryNames(run_id).beside(job.report, "report-probe");
}

void check_shared_folders(const comm::Communicator& world, const job::Job& job,
                          const job::ItemList& items, const std::string& run_id) {
  if (are_on_one_host(world)) return;
  std::optional<Probes> probes;
  if (world.is_root() && !items.empty()) probes.emplace(job, items, run_id);
  refuse_unseen(world, probes ? probes->sights() : std::vector<Sight>{});
}

void check_shared_outputs(const comm::Communicator& world, const job::ItemList& outputs) {
  if (are_on_one_host(world)) return;
  refuse_unseen(world, world.is_root() ? some_inputs(outputs, "output") : std::vector<Sight>{});
}

}  // namespace mpietl::app
