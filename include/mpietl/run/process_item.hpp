#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "mpietl/audio/chain.hpp"
#include "mpietl/audio/measurement.hpp"
#include "mpietl/audio/noise.hpp"
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

/// Samples that are read, changed and written at a time.
// Measured on ext4: a quarter of it costs a tenth more time, and twice as much gains nothing.
inline constexpr std::size_t usual_block_samples = std::size_t{256} * 1024;

/// Whether a file of so many bytes has enough blocks to be shared among threads.
constexpr bool is_worth_sharing(std::int64_t bytes,
                                std::size_t block_samples = usual_block_samples) {
  constexpr std::int64_t blocks = 4;
  const auto samples = bytes / std::int64_t{sizeof(float)};
  return samples >= blocks * static_cast<std::int64_t>(block_samples);
}

/// A recording that items are parts of.
struct OpenRecording {
  OpenRecording(std::string input, io::Recording::Open open)
      : path(std::move(input)), recording(std::move(open)) {}

  std::string path;
  io::Recording recording;
};

/// What a thread keeps from item to item: all memory that the ETL of a file of any length needs,
/// and the recording that the last item is a part of.
struct Workspace {
  std::vector<float> block;
  std::vector<float> kept;     ///< what a meter saw, for this pass
  std::vector<float> keeping;  ///< the same for the next one
  io::EncodeBuffer encode;
  std::vector<std::byte> tail;  ///< of an output, not stored yet
  std::unique_ptr<OpenRecording> recording;
  bool waits_for_reads = true;   ///< whether the last item's input came from slower than memory
  int thread = 0;                ///< whose it is
  Activity* activity = nullptr;  ///< where it is shown what the thread is at; null: nowhere
};

/// The large items that threads of this rank are at work on, for idle threads to help with.
class OpenItems {
 public:
  /// Works on the open item that has the fewest helpers until it has no more blocks; returns at
  /// once with false when there is none.
  bool help(Workspace& workspace);

  /// An item that is open from here to the end of a scope; the end waits until all helpers left.
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

/// A stream of the whole input of an item. `commands` runs what inputs are made with; null: nothing
/// does. Throws as job::open_source() and InputCommands::open(), and Error(host) when its folder is
/// gone.
std::unique_ptr<io::AudioSource> open_input(const job::Item& item,
                                            const io::StreamChoice& stream = {},
                                            const InputCommands* commands = nullptr);

/// Opens the whole input of an item.
using OpenSource = std::function<std::unique_ptr<io::AudioSource>(const job::Item&)>;

/// The input of an item, or the part of it that the item takes: then its recording, that of the
/// item before if it is the same, stays open in the workspace. Throws as `open` and
/// io::Recording::part().
std::unique_ptr<io::AudioSource> open_item(const job::Item& item, const OpenSource& open,
                                           std::unique_ptr<OpenRecording>& recording);

/// What all items of a run have in common.
struct EtlContext {
  const audio::Chain& chain;
  std::uint64_t seed = 0;
  Durability durability = Durability::cached;
  ItemContext common;
  OpenItems& open_items;
  std::size_t block_samples = usual_block_samples;  ///< the output does not depend on it
  audio::Dither dither = audio::Dither::none;       ///< of integer outputs of at most 24 bits
  bool has_outputs = true;                          ///< else nothing is written
  audio::MeasureSet measure{};                      ///< of outputs
  io::OutputChoice output{};                        ///< the format of outputs
  std::string output_root{};  ///< folders of outputs are made below it; empty: all are there
  std::size_t kept_bytes = std::size_t{64} << 20U;  ///< of a signal that has to be seen first, kept
  OpenSource open = [](const job::Item& item) { return open_input(item); };
};

/// Makes the container that all outputs of a unit go into.
using OpenContainer =
    std::function<std::unique_ptr<io::Container>(const job::Unit&, const EtlContext&, Workspace&)>;

/// Reads the item's input block by block, runs each through the chain, and writes the output; once
/// before for each transform that needs to know levels, without writing. A large item is open for
/// other threads to help with. Whatever fails is in the record: this does not throw. An item that
/// is stopped, or that a full or failing disk ends, is skipped and not failed.
Record process_item(const job::Item& item, const EtlContext& context,
                    Workspace& workspace) noexcept;

/// The same for items whose outputs go into one container, which is committed when all have been
/// tried: those that failed are not in it. When it cannot be opened or committed, none is done.
std::vector<Record> process_unit(const job::Unit& unit, const EtlContext& context,
                                 const OpenContainer& open, Workspace& workspace) noexcept;

/// Has the input of an item that comes soon read ahead, if this thread's reads wait for a disk or a
/// network; from the system's memory it would be in vain, and costs a twentieth of a small item.
void read_ahead(const job::Item& item, Workspace& workspace);

/// Helps another thread with a large item, if there is one; returns whether there was.
/// What fails is in the record of that item.
bool help_with_item(const EtlContext& context, Workspace& workspace);

/// Holds the file `item.input` against the size `item.bytes` and the digest `item.identity`; the
/// record is failed when they differ. Does not throw.
Record verify_item(const job::Item& item, const ItemContext& context,
                   Workspace& workspace) noexcept;

}  // namespace mpietl::run
