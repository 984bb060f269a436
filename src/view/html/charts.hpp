#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mpietl/report/analysis/analysis.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::view::html {

/// The most that a page shows of one run.
struct Limits {
  std::size_t lanes = 64;      ///< rows of the timeline, bars of the load
  std::size_t bins = 480;      ///< steps of time
  std::size_t slices = 4000;   ///< files that the timeline shows one by one
  std::size_t points = 3000;   ///< files that the scatter shows one by one
  std::size_t rows = 1000;     ///< of the table of files
  std::size_t extremes = 100;  ///< slowest files that the scatter shows next to its bins
};

/// The limits of each run, if `runs` share a page.
Limits limits_of(std::size_t runs);

/// A run, with values that several charts need.
struct ShownRun {
  ShownRun(const report::Report& shown, Limits of_page);

  const report::Report& report;
  Limits limits;
  report::Analysis analysis;
  std::vector<const Record*> worked;  ///< files with times, of the runs on this clock
  double end = 0.0;                   ///< of the job, on its clock
};

/// A fact about what ran, where, when or how.
struct Fact {
  std::string name;
  std::string text;
  bool is_main = false;  ///< at the top of the page
};

std::vector<Fact> facts_of(const report::Report& report);

/// A key figure.
struct Figure {
  std::string name;
  std::string value;
  std::string meaning;
  const char* about = "";  ///< "throughput" or "balance"
};

std::vector<Figure> figures_of(const ShownRun& run);

/// Sentences that readers of a comparison need.
std::vector<std::string> scaling_notes_of(const std::vector<report::NamedRun>& runs);

/// A bar of the timeline.
struct Slice {
  std::size_t lane = 0;
  double start = 0.0;
  double end = 0.0;
  const Record* file = nullptr;  ///< if a slice is a file
  int level = 0;                 ///< otherwise the quintile of the lane's busy threads, 1 to 5
  std::int64_t files = 0;        ///< otherwise the number that began in it
};

/// Who worked when. If files are few, a slice is a file. Otherwise it is a part of a lane that was
/// equally busy throughout.
struct Timeline {
  bool by_file = false;
  std::string lane_kind;
  std::vector<std::string> lanes;  ///< names; none if no file was processed
  double step_seconds = 0.0;
  std::vector<Slice> slices;
};

Timeline timeline_of(const ShownRun& run);

/// Means of equal steps of time. The bytes of a file are spread evenly over the time of its work.
struct Throughput {
  double step_seconds = 0.0;
  std::vector<double> megabytes_in;   ///< a second
  std::vector<double> megabytes_out;  ///< a second
  std::vector<double> in_work;        ///< files
};

std::optional<Throughput> throughput_of(const ShownRun& run);

/// Files by seconds: bins between `edges`, ten a decade.
struct Histogram {
  std::vector<double> edges;
  std::vector<std::int64_t> done;
  std::vector<std::int64_t> failed;
};

std::optional<Histogram> histogram_of(const ShownRun& run);

/// Files of similar bytes and seconds.
struct ScatterBin {
  double bytes = 0.0;
  double seconds = 0.0;
  std::int64_t count = 0;
};

/// Seconds against bytes in. Few files are points. Many are counted in bins, with the slowest and
/// some failed ones as points.
struct Scatter {
  std::vector<ScatterBin> bins;
  std::vector<const Record*> points;
  std::size_t left_out = 0;  ///< files without a known size
};

std::optional<Scatter> scatter_of(const ShownRun& run);

/// A rank, or the mean of some.
struct RankBar {
  std::string name;
  double threads = 0.0;
  double busy_seconds = 0.0;
  double idle_seconds = 0.0;
  double max_busy_seconds = 0.0;  ///< of one rank
  double items = 0.0;
  double bytes = 0.0;
};

struct RankLoad {
  std::size_t ranks_a_bar = 1;
  std::vector<RankBar> bars;  ///< none if no rank is known
};

RankLoad rank_load_of(const ShownRun& run);

/// The busiest hosts.
std::vector<report::Host> shown_hosts(const ShownRun& run);

/// The rows that matter most: failed, skipped, with warnings, and the slowest.
std::vector<const Record*> table_rows(const ShownRun& run);

/// Gives `sink` the page around `data`, which is JSON. No text in the data can end its element.
void write_page(std::string_view data, const Sink& sink);

}  // namespace mpietl::view::html
