#include "app/shared_folders.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/command.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

constexpr double patience_seconds = 10.0;
constexpr std::chrono::milliseconds shortest_pause{1};
constexpr std::chrono::milliseconds longest_pause{200};

/// The paths that one host sees.
struct View {
  std::string host;
  std::vector<bool> is_seen;
};

Bytes encode(const std::vector<SharedPath>& paths) {
  ByteWriter writer;
  for (const auto& path : paths) {
    writer.put(path.path);
  }
  return writer.take();
}

std::vector<SharedPath> decode_paths(const Bytes& bytes) {
  std::vector<SharedPath> paths;
  ByteReader reader(bytes);
  while (!reader.at_end()) {
    reader.get(paths.emplace_back().path);
  }
  return paths;
}

/// Opens the folder of `path`, which makes a network file system refresh its cache.
void refresh_folder_of(const std::string& path) {
  const auto folder = fs::path(path).parent_path().string();
  try {
    static_cast<void>(File::open_folder(folder.empty() ? "." : folder));
  } catch (const Error&) {
    return;  // the following stat() reports it
  }
}

bool sees(const SharedPath& path) {
  if (io::file_bytes(path.path) >= 0) return true;
  refresh_folder_of(path.path);
  return io::file_bytes(path.path) >= 0;
}

std::vector<bool> seen_in_time(const std::vector<SharedPath>& paths) {
  std::vector<bool> is_seen(paths.size(), false);
  const Stopwatch watch;
  for (auto pause = shortest_pause;; pause = std::min(pause * 2, longest_pause)) {
    for (std::size_t i = 0; i < paths.size(); ++i) is_seen[i] = is_seen[i] || sees(paths[i]);
    const bool all = std::ranges::find(is_seen, false) == is_seen.end();
    if (all || watch.seconds() > patience_seconds) return is_seen;
    std::this_thread::sleep_for(pause);
  }
}

Bytes view_from_here(const std::vector<SharedPath>& paths) {
  ByteWriter writer;
  writer.put(host_name());
  for (const bool each : seen_in_time(paths)) writer.put(each);
  return writer.take();
}

View decode_view(const Bytes& bytes) {
  View view;
  ByteReader reader(bytes);
  reader.get(view.host);
  while (!reader.at_end()) {
    bool is_seen = false;
    reader.get(is_seen);
    view.is_seen.push_back(is_seen);
  }
  return view;
}

/// Names of the hosts that see, or do not see, path `index`.
std::vector<std::string> hosts_that(bool see, const std::vector<View>& views, std::size_t index) {
  std::vector<std::string> hosts;
  for (const auto& view : views) {
    if (view.is_seen[index] == see) hosts.push_back(view.host);
  }
  return hosts;
}

void refuse_missing(const std::vector<SharedPath>& paths, const std::vector<View>& views) {
  std::string text;
  std::set<std::string> reported_remedies;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const auto without = hosts_that(false, views, i);
    if (without.empty() || !reported_remedies.insert(paths[i].remedy).second) continue;
    text += (text.empty() ? "" : "; ") + paths[i].what + " is visible on " +
            name_some(hosts_that(true, views, i)) + ", but not on " + name_some(without) + ": " +
            paths[i].remedy;
  }
  if (!text.empty()) throw Error(Reason::usage, text);
}

constexpr std::size_t max_inputs = 16;

std::string folder_of(const std::string& path) {
  const auto folder = fs::path(path).parent_path().string();
  return escape(folder.empty() ? "." : folder);
}

/// A temporary file that shows whether hosts share its folder. Null if it cannot be created: then
/// outputs and report will fail with the reason.
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

/// A sample of the inputs that rank 0 sees, spread over the list.
std::vector<SharedPath> some_inputs(const job::ItemList& items, const std::string& what) {
  std::vector<SharedPath> paths;
  const auto count = std::min(max_inputs, items.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto path = items.file(count == 1 ? 0 : i * (items.size() - 1) / (count - 1));
    if (io::file_bytes(path) < 0) continue;
    paths.push_back(
        {path, "the " + what + " " + escape(path),
         "put the " + what + "s on a file system that all hosts share, or do not use these hosts"});
  }
  return paths;
}

/// The paths that all hosts should see, on rank 0.
class Probes {
 public:
  Probes(const job::Job& job, const job::ItemList& items, const std::string& run_id)
      : of_report_(report_probe(job, run_id)) {
    if (job::makes_outputs(job)) of_outputs_.emplace(output_probe(job, items, run_id));
    if (of_outputs_ && of_outputs_->is_made()) {
      const auto path = output_probe(job, items, run_id);
      paths_.push_back({path, "the output folder " + folder_of(path),
                        "put it on a file system that all hosts share, or choose another "
                        "--output-dir"});
    }
    for (auto& path : some_inputs(items, "input")) paths_.push_back(std::move(path));
    if (of_report_.is_made()) {
      const auto path = report_probe(job, run_id);
      paths_.push_back({path, "the folder of the report, " + folder_of(path) + ",",
                        "every rank keeps its journal there; choose a --report on a file system "
                        "that all hosts share"});
    }
  }

  [[nodiscard]] const std::vector<SharedPath>& paths() const { return paths_; }

 private:
  std::optional<Probe> of_outputs_;
  Probe of_report_;
  std::vector<SharedPath> paths_;
};

}  // namespace

bool are_on_one_host(const comm::Communicator& world) {
  return world.on_this_host().size() == world.size();
}

void refuse_unseen(const comm::Communicator& world, const std::vector<SharedPath>& paths) {
  const bool speaks_for_host = world.on_this_host().is_root();
  const auto bytes = comm::run_on_root(world, [&] { return encode(paths); });
  const auto answers =
      comm::gather(world, speaks_for_host ? view_from_here(decode_paths(bytes)) : Bytes{});
  comm::run_on_root(world, [&] {
    std::vector<View> views;
    for (const auto& answer : answers) {
      if (!answer.empty()) views.push_back(decode_view(answer));
    }
    refuse_missing(paths, views);
    return Bytes{};
  });
}

std::string output_probe(const job::Job& job, const job::ItemList& items,
                         const std::string& run_id) {
  const TemporaryNames names(run_id);
  const auto beside =
      job.output_dir.empty() ? fs::path(items.output(0)) : job.output_dir / fs::path("x");
  return names.temporary_path(beside.string(), "probe");
}

std::string report_probe(const job::Job& job, const std::string& run_id) {
  return TemporaryNames(run_id).temporary_path(job.report, "report-probe");
}

void check_shared_folders(const comm::Communicator& world, const job::Job& job,
                          const job::ItemList& items, const std::string& run_id) {
  if (are_on_one_host(world)) return;
  std::optional<Probes> probes;
  if (world.is_root() && !items.empty()) probes.emplace(job, items, run_id);
  refuse_unseen(world, probes ? probes->paths() : std::vector<SharedPath>{});
}

void check_shared_outputs(const comm::Communicator& world, const job::ItemList& outputs) {
  if (are_on_one_host(world)) return;
  refuse_unseen(world,
                world.is_root() ? some_inputs(outputs, "output") : std::vector<SharedPath>{});
}

}  // namespace mpietl::app
