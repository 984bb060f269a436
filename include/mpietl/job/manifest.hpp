#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/job/item_list.hpp"

namespace mpietl::job {

/// The kinds of manifests. A manifest's kind follows from its content.
enum class ManifestKind : std::uint8_t {
  kaldi,        ///< wav.scp: "<id> <path>", "<id> <ark>:<byte>" or "<id> <command> |" per line
  nemo,         ///< JSON lines with audio_filepath, and perhaps offset and duration
  lhotse,       ///< JSON lines of recordings: id, sources[] of type file or command
  cuts,         ///< JSON lines of Lhotse's cuts of one recording each
  audiofolder,  ///< Hugging Face's metadata: JSON lines, or a CSV table, with file_name
};

/// An audio file, or part of one, that a manifest names.
struct ManifestEntry {
  std::size_t line = 0;     ///< first line that names it, from 0
  std::string path;         ///< as written; or a command that ends in '|'
  std::string output_name;  ///< relative, without extension; never leads out of a folder
  std::optional<Segment> segment;
  InputPlace place{};
  std::int64_t shard = -1;  ///< the tar that has it, by NeMo's shard_id; -1: none
};

/// A description of a corpus, kept as read, so that the manifest of the outputs can be made from
/// it.
class Manifest {
 public:
  /// Reads a manifest from text; messages call the text `name`. Throws Error(usage) with the line
  /// numbers for text that is not a manifest, for mixed kinds, for a source that is neither file
  /// nor command, and for an id that leads out of the output folder.
  Manifest(std::string text, std::string name);

  /// A wav.scp with a line for each entry.
  explicit Manifest(std::vector<ManifestEntry> entries);

  [[nodiscard]] ManifestKind kind() const { return kind_; }

  /// The audio to be processed, in the order of the lines. Lines of a NeMo manifest that name the
  /// same audio (with several texts, for example) share one entry.
  [[nodiscard]] const std::vector<ManifestEntry>& entries() const { return entries_; }

  /// The audio of an entry is at `place` of `path`.
  void set_place(std::size_t entry, std::string path, const InputPlace& place);

  /// The manifest of the outputs: the lines whose files are all done, with paths, lengths and
  /// channels of the outputs. `record_of` returns the record of an entry. Hugging Face's metadata
  /// is JSON lines even if it was a table: see in_form_of_name(). All other keys stay. So
  /// does Lhotse's `transforms`, which Lhotse applies on loading; length and rate then describe the
  /// signal after these transforms.
  [[nodiscard]] std::string of_outputs(const std::function<Record(std::size_t)>& record_of) const;

 private:
  struct Line {
    std::size_t begin = 0;
    std::size_t size = 0;
    std::size_t first_entry = 0;
    std::size_t entries = 0;  // 0: the line is blank
  };

  /// The entry of each audio that a line has named.
  using Seen = std::unordered_map<std::string, std::size_t>;

  void find_lines();
  [[nodiscard]] std::string_view line(std::size_t index) const;
  [[nodiscard]] std::vector<ManifestEntry> entries_of(std::string_view line) const;
  void parse_line(std::size_t index, Seen& seen);

  std::string text_;
  std::string name_;
  ManifestKind kind_ = ManifestKind::kaldi;
  std::vector<Line> lines_;
  std::vector<ManifestEntry> entries_;
};

/// The manifest in the file at `path` ("-": standard input).
/// Throws as the constructor, and Error(not_found, permission, storage).
Manifest read_manifest(const std::string& path);

/// The lines of a Kaldi table ("<id> <anything>") whose ids are in the wav.scp `outputs`.
std::string table_of_outputs(std::string_view table, std::string_view outputs);

/// Whether a manifest of that name is Hugging Face's: metadata.csv or metadata.jsonl.
bool is_metadata_name(const std::string& path);

/// The metadata file of Hugging Face's audiofolder in a folder; empty if there is none.
std::string metadata_in(const std::string& folder);

/// `manifest`, of outputs and of that kind, in the form that the name of its file chooses:
/// metadata in NAME.csv is a table.
std::string in_form_of_name(const std::string& manifest, ManifestKind kind,
                            const std::string& path);

/// The version of the JSON parser that was compiled in: "3.11.2".
std::string json_version();

}  // namespace mpietl::job
