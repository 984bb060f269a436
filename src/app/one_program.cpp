#include "app/one_program.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>

#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/core/version.hpp"

namespace mpietl::app {

namespace {

// The running file, even if another one has been installed under its name since.
constexpr const char* own_executable = "/proc/self/exe";

/// "unknown" when the executable cannot be read.
std::string build_hash() try {
  constexpr std::size_t piece_bytes = std::size_t{1} << 18U;  // fits the CPU's cache
  auto file = File::open(own_executable);
  Hasher hasher;
  std::vector<char> piece(piece_bytes);
  while (const auto size = file.read(piece.data(), piece.size())) hasher.add(piece.data(), size);
  return to_hex(hasher.value());
} catch (const Error&) {
  return "unknown";
}

std::string path_of_executable() {
  std::error_code ignored;
  return escape(std::filesystem::read_symlink(own_executable, ignored).string());
}

Bytes encode(const Start& start) {
  ByteWriter writer;
  for (const auto* text :
       {&start.program, &start.executable, &start.host, &start.words_hash, &start.words}) {
    writer.put(*text);
  }
  return writer.take();
}

Start decode(const Bytes& bytes) {
  Start start;
  ByteReader reader(bytes);
  for (auto* text :
       {&start.program, &start.executable, &start.host, &start.words_hash, &start.words}) {
    reader.get(*text);
  }
  return start;
}

/// Lists the programs, and the hosts that run them.
std::string programs_of(const std::vector<Start>& starts) {
  std::map<std::string, std::set<std::string>> hosts;
  for (const auto& start : starts) {
    hosts[start.program + " " + start.executable].insert(start.host);
  }
  std::string programs;
  for (const auto& [program, on] : hosts) {
    programs +=
        (programs.empty() ? "" : "; ") + program + " on " + name_some({on.begin(), on.end()});
  }
  return programs;
}

}  // namespace

Start own_start(const std::string& words) {
  constexpr std::size_t max_words_bytes = 500;
  return {"mpietl " + std::string(version()) + " build " + build_hash(), path_of_executable(),
          host_name(), to_hex(hash128(words, 0)), shorten(words, max_words_bytes)};
}

std::optional<std::string> difference_of(const std::vector<Start>& starts) {
  const auto& first = starts.front();
  const auto other_than = [&](std::string Start::*field) {
    return std::ranges::find_if(starts,
                                [&](const Start& each) { return each.*field != first.*field; });
  };
  if (other_than(&Start::program) != starts.end()) {
    return "the ranks run different programs: " + programs_of(starts) +
           "; install the same build of mpietl, under the same path, on all hosts";
  }
  const auto other = other_than(&Start::words_hash);
  if (other == starts.end()) return std::nullopt;
  return "the ranks of one job have different command lines: rank 0 has '" + first.words +
         "', rank " + std::to_string(other - starts.begin()) + " has '" + other->words +
         "'; use the same for all, or start independent runs, such as shards, separately (srun "
         "--mpi=none in a step of Slurm)";
}

void refuse_different_starts(const comm::Communicator& world, const std::string& words) {
  if (world.size() == 1) return;
  const auto encoded = comm::gather(world, encode(own_start(words)));
  comm::run_on_root(world, [&] {
    std::vector<Start> starts;
    for (const auto& each : encoded) starts.push_back(decode(each));
    if (const auto difference = difference_of(starts)) throw Error(Reason::usage, *difference);
    return Bytes{};
  });
}

}  // namespace mpietl::app
