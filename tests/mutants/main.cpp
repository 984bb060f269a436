// Damages thousands of real audio files and runs each through the ETL, in processes that may crash
// or hang; then the parent reports the mutant and continues after it.
//
//   test_mutants [--seed S] [--first N] [--count N] [--keep FILE]
//
// --keep stores the first mutant in FILE, to look at it.
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "mutants/examine.hpp"
#include "mutants/mutator.hpp"
#include "mutants/originals.hpp"
#include "support/scale.hpp"

using namespace mpietl;

namespace {

constexpr std::size_t processes = 2;
constexpr std::size_t most_originals = 1024;
constexpr int most_faults = 200;
constexpr std::chrono::seconds longest_wait{60};

#ifdef MPIETL_SANITIZED
constexpr std::uint64_t usual_seed = 2;
constexpr std::uint64_t most_mutants = 6000;
#else
constexpr std::uint64_t usual_seed = 1;
constexpr std::uint64_t most_mutants = 12'000;
#endif
constexpr std::uint64_t quick_part = 20;

struct Options {
  std::uint64_t seed = usual_seed;
  std::uint64_t first = 0;
  std::uint64_t count = test::is_full_run() ? most_mutants : most_mutants / quick_part;
  std::string keep;
};

struct Tally {
  std::atomic<int> done{0};
  std::atomic<int> warned{0};
  std::atomic<int> failed{0};
};

/// Memory that the processes share.
struct Shared {
  std::array<Tally, most_originals> tallies;
  std::array<std::atomic<std::uint64_t>, processes> at;  // the mutant that is worked on
  std::atomic<int> faults{0};
  std::atomic<long> slowest_microseconds{0};
  std::atomic<long> largest_output{0};
  std::atomic<long> peak_kilobytes{0};
};

Shared& make_shared_memory() {
  void* const memory =
      ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("no shared memory");
  return *new (memory) Shared;
}

void raise_to(std::atomic<long>& most, long value) {
  long now = most;
  while (value > now && !most.compare_exchange_weak(now, value)) {
  }
}

void limit_process() {
  constexpr rlim_t most_file_bytes = rlim_t{512} << 20U;
  const rlimit files{most_file_bytes, most_file_bytes};
  ::setrlimit(RLIMIT_FSIZE, &files);
  std::signal(SIGXFSZ, SIG_IGN);
  // libsndfile prints there what it finds odd.
  if (std::freopen("/dev/null", "w", stdout) == nullptr) throw std::runtime_error("no /dev/null");
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
#ifndef MPIETL_SANITIZED  // they reserve more addresses than this
  constexpr rlim_t most_memory_bytes = rlim_t{1} << 30U;
  const rlimit memory{most_memory_bytes, most_memory_bytes};
  ::setrlimit(RLIMIT_AS, &memory);
#endif
}

class Run {
 public:
  explicit Run(const Options& options)
      : options_(options), originals_(test::make_originals()), shared_(make_shared_memory()) {
    if (originals_.size() > most_originals) throw std::runtime_error("too many originals");
    for (std::size_t i = 0; i < originals_.size(); ++i) {
      if (i == 0 || originals_[i].container != originals_[i - 1].container) {
        by_container_.emplace_back();
      }
      by_container_.back().push_back(i);
    }
  }

  int run() {
    if (!options_.keep.empty()) test::write_all(options_.keep, mutant(options_.first).bytes);
    for (std::size_t i = 0; i < processes; ++i) start(i, options_.first + i);
    watch();
    report();
    return shared_.faults == 0 ? 0 : 1;
  }

 private:
  /// As many mutants of each container, whatever the number of its subtypes.
  [[nodiscard]] std::size_t original_of(std::uint64_t number) const {
    const auto& alike = by_container_[number % by_container_.size()];
    return alike[number / by_container_.size() % alike.size()];
  }

  [[nodiscard]] test::Mutant mutant(std::uint64_t number) const {
    return test::mutant_of(originals_[original_of(number)].bytes, options_.seed, number);
  }

  [[nodiscard]] std::uint64_t end() const { return options_.first + options_.count; }

  void tell(std::uint64_t number, const std::string& fault) {
    ++shared_.faults;
    std::fprintf(stderr, "mutant %llu of seed %llu (%s: %s):%s\n",
                 static_cast<unsigned long long>(number),
                 static_cast<unsigned long long>(options_.seed),
                 originals_[original_of(number)].name.c_str(), mutant(number).damages.c_str(),
                 fault.c_str());
  }

  void start(std::size_t process, std::uint64_t first) {
    shared_.at[process] = first;
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("no process");
    if (child == 0) {
      limit_process();
      work(process, first);
      std::_Exit(0);
    }
    children_[child] = process;
  }

  void work(std::size_t process, std::uint64_t first) {
    test::Examiner examiner;
    const auto as_wav = io::output_choice(io::format_named("wav", "format"), {});
    for (std::uint64_t number = first; number < end(); number += processes) {
      shared_.at[process] = number;
      const bool is_only_read = originals_[original_of(number)].is_only_read;
      const auto verdict =
          examiner.examine(mutant(number).bytes, is_only_read ? as_wav : io::OutputChoice{});
      count(number, verdict);
      if (!verdict.fault.empty()) tell(number, verdict.fault);
    }
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    raise_to(shared_.peak_kilobytes, usage.ru_maxrss);
  }

  void count(std::uint64_t number, const test::Verdict& verdict) {
    const Record& record = verdict.record;
    Tally& tally = shared_.tallies[original_of(number)];
    const bool done = record.status == Status::done;
    ++(!done ? tally.failed : record.warning.empty() ? tally.done : tally.warned);
    raise_to(shared_.slowest_microseconds, static_cast<long>(record.total_seconds * 1e6));
    raise_to(shared_.largest_output, record.bytes_out);
    if (options_.count == 1) {
      std::fprintf(stderr, "%s: %s%s\n", done ? "done" : "failed", record.error.c_str(),
                   record.warning.c_str());
    }
  }

  /// Waits for all children; reports and replaces those that crash or hang.
  void watch() {
    auto& at = shared_.at;
    std::array<std::uint64_t, processes> seen{};
    std::array<std::chrono::steady_clock::time_point, processes> since{};
    while (!children_.empty()) {
      int status = 0;
      if (const pid_t child = ::waitpid(-1, &status, WNOHANG); child > 0) {
        const std::size_t process = children_.at(child);
        children_.erase(child);
        if (status != 0) go_on_behind(process, status);
        continue;
      }
      const auto now = std::chrono::steady_clock::now();
      for (const auto& [child, process] : children_) {
        if (at[process] != seen[process] || since[process].time_since_epoch().count() == 0) {
          seen[process] = at[process];
          since[process] = now;
        } else if (now - since[process] > longest_wait) {
          since[process] = now;
          ::kill(child, SIGKILL);
        }
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

  void go_on_behind(std::size_t process, int status) {
    const std::uint64_t number = shared_.at[process];
    tell(number, !WIFSIGNALED(status) ? " ended the process"
                 : WTERMSIG(status) == SIGKILL
                     ? " hangs"
                     : " crashes with signal " + std::to_string(WTERMSIG(status)));
    if (shared_.faults > most_faults) throw std::runtime_error("too many faults");
    if (number + processes < end()) start(process, number + processes);
  }

  void report() const {
    struct Sum {
      int files = 0, done = 0, warned = 0, failed = 0;
    };
    std::map<std::string, Sum> sums;
    for (std::size_t i = 0; i < originals_.size(); ++i) {
      const Tally& tally = shared_.tallies[i];
      for (auto* sum : {&sums[originals_[i].container], &sums["~ all"]}) {
        ++sum->files;
        sum->done += tally.done;
        sum->warned += tally.warned;
        sum->failed += tally.failed;
      }
    }
    std::printf("%-40s %9s %7s %7s %7s %7s\n", "container", "originals", "mutants", "done",
                "warned", "failed");
    for (const auto& [name, sum] : sums) {
      std::printf("%-40s %9d %7d %7d %7d %7d\n", name.c_str(), sum.files,
                  sum.done + sum.warned + sum.failed, sum.done, sum.warned, sum.failed);
    }
    std::printf("%d faults; slowest %.3f s, largest output %ld bytes, peak memory %ld MiB\n",
                shared_.faults.load(), 1e-6 * static_cast<double>(shared_.slowest_microseconds),
                shared_.largest_output.load(), shared_.peak_kilobytes / 1024);
  }

  Options options_;
  std::vector<test::Original> originals_;
  std::vector<std::vector<std::size_t>> by_container_;
  Shared& shared_;
  std::map<pid_t, std::size_t> children_;
};

Options options_of(int argc, char* argv[]) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const std::string value = argv[i + 1];
    if (name == "--seed") options.seed = std::stoull(value);
    if (name == "--first") options.first = std::stoull(value);
    if (name == "--count") options.count = std::stoull(value);
    if (name == "--keep") options.keep = value;
  }
  return options;
}

}  // namespace

int main(int argc, char* argv[]) {
  try {
    return Run(options_of(argc, argv)).run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "test_mutants: %s\n", error.what());
    return 2;
  }
}
