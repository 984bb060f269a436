#include "job/own_manifest.hpp"

#include <utility>
#include <vector>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/command.hpp"

namespace mpietl::job {

namespace {

bool is_kaldi_name(const std::string& path) { return path.empty() || path.ends_with(".scp"); }

Manifest kaldi_manifest(const ItemList& items) {
  std::vector<ManifestEntry> entries;
  for (std::size_t row = 0; row < items.size(); ++row) {
    auto id = items.output_name(row);
    if (id.find_first_of(" \t\n") != std::string::npos) {
      throw Error(Reason::usage,
                  "the id '" + escape(id) +
                      "' in the wav.scp of the outputs must not contain blanks; choose another "
                      "format with --output-manifest FILE.jsonl");
    }
    entries.push_back({row, items.input(row), std::move(id), {}, items.input_place(row)});
  }
  return Manifest(std::move(entries));
}

}  // namespace

bool makes_own_manifest(const Job& job) {
  if (is_map(job) || !makes_outputs(job)) return false;
  const bool has_list = !job.manifest.empty() || !job.segments.empty();
  if (job.window) return has_list || !job.output_manifest.empty();
  return !has_list && !job.output_manifest.empty();
}

bool takes_side_texts(const Job& job) { return makes_own_manifest(job) && !job.window; }

Manifest own_manifest(const Job& job, const ItemList& items, SideTexts& side_texts) {
  if (is_kaldi_name(job.output_manifest)) return kaldi_manifest(items);
  const bool is_metadata = is_metadata_name(job.output_manifest);
  return side_texts.manifest_of(items, is_metadata ? "file_name" : "audio_filepath");
}

}  // namespace mpietl::job
