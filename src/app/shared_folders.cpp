#include "app/shared_folders.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/host_names.hpp"
#include "app/process_info.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/atomic_file.hpp"
#include "mpietl/io/discover.hpp"
#include "mpietl/io/temporary_names.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

// Attributes that a network file system remembers are a few seconds old.
constexpr std::chrono::seconds patience{10};
constexpr std::chrono::milliseconds nap{100};
constexpr std::size_t most_inputs = 16;

/// What each host has to see.
struct Sight {
  std::string path;
  std::string what;  ///< that is not shared when a host does not see it
};

std::string shown(const fs::path& folder) { return escape(folder.empty() ? "." : folder.string()); }

/// Files that rank 0 makes for others to see, and that end with this.
class Probes {
 public:
  explicit Probes(const RunName& name) : names_(name.id) {}

  void make_in(const fs::path& folder, const std::string& what) {
    const auto path = (folder / "probe").string();
    const auto word = "probe-" + std::to_string(files_.size());
    const auto temporary = names_.beside(path, word);
    files_.push_back(std::make_unique<io::AtomicFile>(io::Destination{path, temporary}));
    sights_.push_back({temporary, what + " " + shown(folder)});
  }

  [[nodiscard]] const std::vector<Sight>& sights() const { return sights_; }

 private:
  io::TemporaryNames names_;
  std::vector<std::unique_ptr<io::AtomicFile>> files_;
  std::vector<Sight> sights_;
};

void add_inputs(const job::ItemList& items, std::vector<Sight>& sights) {
  const auto count = std::min(most_inputs, items.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto index = count == 1 ? 0 : i * (items.size() - 1) / (count - 1);
    if (items.bytes(index) < 0) continue;
    const auto path = items.input(index);
    sights.push_back({path, "the input " + escape(path)});
  }
}

Bytes encode(const std::vector<Sight>& sights) {
  ByteWriter writer;
  for (const auto& sight : sights) {
    writer.put(sight.path);
    writer.put(sight.what);
  }
  return writer.take();
}

std::vector<Sight> decode(const Bytes& bytes) {
  std::vector<Sight> sights;
  ByteReader reader(bytes);
  while (!reader.at_end()) {
    auto& sight = sights.emplace_back();
    reader.get(sight.path);
    reader.get(sight.what);
  }
  return sights;
}

/// A look at the folder makes a network file system ask its server anew.
bool is_seen(const std::string& path) {
  if (io::file_bytes(path) >= 0) return true;
  const auto folder = fs::path(path).parent_path();
  std::error_code ignored;
  for (fs::directory_iterator entry(folder.empty() ? "." : folder, ignored), end;
       !ignored && entry != end; entry.increment(ignored)) {
  }
  return io::file_bytes(path) >= 0;
}

/// The first that this host does not see, although it waited for it.
std::optional<Sight> missed_of(const std::vector<Sight>& sights) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (const auto& sight : sights) {
    while (!is_seen(sight.path)) {
      if (std::chrono::steady_clock::now() >= end) return sight;
      std::this_thread::sleep_for(nap);
    }
  }
  return std::nullopt;
}

/// This host's answer, given by one of its ranks: nothing, or its name and what it misses.
Bytes answer_of(const std::vector<Sight>& sights) {
  ByteWriter writer;
  if (const auto missed = missed_of(sights)) {
    writer.put(host_name());
    writer.put(missed->what);
  }
  return writer.take();
}

void refuse(const std::vector<Bytes>& answers) {
  std::string what;
  std::vector<std::string> hosts;
  for (const auto& answer : answers) {
    if (answer.empty()) continue;
    std::string host;
    std::string missed;
    ByteReader reader(answer);
    reader.get(host);
    reader.get(missed);
    if (what.empty()) what = missed;
    if (missed == what) hosts.push_back(host);
  }
  if (what.empty()) return;
  throw Error(Reason::usage,
              what + " is there on " + host_name() + ", but " + name_some(hosts) +
                  (hosts.size() == 1 ? " does" : " do") +
                  " not see what is in it there: all hosts need inputs, outputs and report under "
                  "the same paths, on a file system that they share; or start ranks on one host");
}

}  // namespace

void require_shared_folders(const comm::Communicator& world, const job::Job& job,
                            const job::ItemList& items, const RunName& name) {
  const auto host = comm::on_this_host(world);
  if (host.size() == world.size()) return;
  Probes probes(name);
  const auto told = decode(comm::from_root(world, [&] {
    probes.make_in(fs::path(job.report).parent_path(), "the folder of the report");
    if (!items.empty()) {
      const bool is_beside = job.output_dir.empty();
      probes.make_in(is_beside ? fs::path(items.output(0)).parent_path() : fs::path(job.output_dir),
                     "the output folder");
    }
    auto sights = probes.sights();
    add_inputs(items, sights);
    return encode(sights);
  }));
  const auto answers = comm::gather(world, host.is_root() ? answer_of(told) : Bytes{});
  comm::from_root(world, [&] {
    refuse(answers);
    return Bytes{};
  });
}

}  // namespace mpietl::app
