#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mpietl/audio/chain.hpp"
#include "mpietl/audio/measurement.hpp"
#include "mpietl/audio/noise.hpp"
#include "mpietl/audio/segmentation.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/io/audio/audio_sink.hpp"
#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/io/audio/container.hpp"
#include "mpietl/io/audio/output_format.hpp"
#include "mpietl/io/audio/recording.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/unit.hpp"
#include "mpietl/run/supervision.hpp"

namespace mpietl::run {

struct Activity;
class InputCommands;
class Pipeline;

/// Number of samples in a block, which is read, transformed and written at once.
// Measured on ext4: a quarter of this costs a tenth more time; twice as much gains nothing.
inline constexpr std::size_t usual_block_samples = std::size_t{256} * 1024;

/// Whether a file of this size has enough blocks to be shared among threads.
constexpr bool is_worth_sharing(std::int64_t bytes,
                                std::size_t block_samples = usual_block_samples) {
  constexpr std::int64_t blocks = 4;
  const auto samples = bytes / std::int64_t{sizeof(float)};
  return samples >= blocks * static_cast<std::int64_t>(block_samples);
}

/// A recording of which several items are segments.
struct OpenRecording {
  OpenRecording(std::string input, io::Recording::Open open)
      : path(std::move(input)), recording(std::move(open)) {}

  std::string path;
  io::Recording recording;
};

/// What a thread keeps between items: all memory that it needs for a file of any length, and the
/// recording of the last segment.
struct Workspace {
  std::vector<float> block;
  std::vector<float> kept;     ///< samples that a meter of the pass before has read
  std::vector<float> keeping;  ///< samples that the meter of this pass has read
  io::EncodeBuffer encode;
  std::vector<std::byte> tail;  ///< of an output, not written yet
  std::unique_ptr<OpenRecording> recording;
  bool waits_for_reads = true;   ///< whether reading the last input was slower than from memory
  int thread = 0;                ///< the number of the owner
  Activity* activity = nullptr;  ///< where the thread shows what it is doing; null: nowhere
};

/// The large items that threads of this rank are processing, so that idle threads can help.
class OpenItems {
 public:
  /// Works on the open item with the fewest helpers until it has no more blocks. Returns false at
  /// once if no item is open.
  bool help(Workspace& workspace);

  /// Keeps an item open until the end of a scope; its destructor waits until all helpers have left.
  class Entry {
   public:
    Entry(OpenItems& items, Pipeline& pipeline);
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    Entry(Entry&&) = delete;
    Entry& operator=(Entry&&) = delete;
    ~Entry();

   private:
    OpenItems& items_;
    Pipeline& pipeline_;
  };

 private:
  struct Shared {
    Pipeline* pipeline;
    int helpers;
  };

  Shared* find(const Pipeline& pipeline);

  std::mutex mutex_;
  std::condition_variable helper_left_;
  std::vector<Shared> shared_;
};

/// A stream of the whole input of an item. `commands` runs the commands that print inputs; it may
/// be null if there are none. Throws as job::open_source() and InputCommands::open(), and
/// Error(host) when the folder of the input has disappeared.
std::unique_ptr<io::AudioSource> open_input(const job::Item& item,
                                            const io::StreamChoice& stream = {},
                                            const InputCommands* commands = nullptr);

/// Opens the whole input of an item.
using OpenSource = std::function<std::unique_ptr<io::AudioSource>(const job::Item&)>;

/// The input of an item. For a segment, the recording stays open in the workspace, and the next
/// segment of the same recording reuses it. Throws as `open` and io::Recording::part().
std::unique_ptr<io::AudioSource> open_item(const job::Item& item, const OpenSource& open,
                                           std::unique_ptr<OpenRecording>& recording);

/// Settings that all items of a run share.
struct EtlContext {
  const audio::Chain& chain;
  std::uint64_t seed = 0;
  Durability durability = Durability::cached;
  ItemContext common;
  OpenItems& open_items;
  std::size_t block_samples = usual_block_samples;  ///< does not change the output
  audio::Dither dither = audio::Dither::none;       ///< of integer outputs of at most 24 bits
  bool has_outputs = true;                          ///< false: nothing is written
  audio::MeasureSet measure{};                      ///< of outputs
  std::optional<audio::Segmentation>
      segmentation{};         ///< how segments are found; none: they are not
  io::OutputChoice output{};  ///< the format of outputs
  std::string output_root{};  ///< outputs go below this folder; empty: all folders exist
  std::size_t kept_bytes = std::size_t{64} << 20U;  ///< of a signal that a meter reads before
  OpenSource open = [](const job::Item& item) { return open_input(item); };
};

/// Makes the container that all outputs of a unit go into.
using OpenContainer =
    std::function<std::unique_ptr<io::Container>(const job::Unit&, const EtlContext&, Workspace&)>;

/// Reads the input of an item block by block, sends each block through the chain, and writes the
/// output. For each transform that must know levels first, one more pass reads without writing.
/// Other threads may help with a large item. Never throws: the record holds the error. If the item
/// was stopped, or the disk is full or failing, the item is skipped and not failed.
Record process_item(const job::Item& item, const EtlContext& context,
                    Workspace& workspace) noexcept;

/// Processes items whose outputs share a container, and commits the container after the last one.
/// Failed items are not in it. If the container cannot be opened or committed, none of the items is
/// done.
std::vector<Record> process_unit(const job::Unit& unit, const EtlContext& context,
                                 const OpenContainer& open, Workspace& workspace) noexcept;

/// Asks the system to read ahead the input of an item that comes soon, if this thread waits for
/// reads from a disk or a network. When files are in the system's memory, reading ahead would only
/// cost time: a twentieth of a small item.
void read_ahead(const job::Item& item, Workspace& workspace);

/// Helps another thread with a large item, if there is one; returns whether there was one. The
/// record of that item holds any error.
bool help_with_item(const EtlContext& context, Workspace& workspace);

/// Compares the file `item.input` with the size `item.bytes` and the digest `item.identity`; the
/// record is failed if they differ. Does not throw.
Record verify_item(const job::Item& item, const ItemContext& context,
                   Workspace& workspace) noexcept;

}  // namespace mpietl::run
