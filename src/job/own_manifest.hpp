#pragma once

#include "job/side_texts.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/manifest.hpp"

namespace mpietl::job {

/// Whether the manifest of the outputs is made from the items, since no manifest of the inputs has
/// a line for each.
bool makes_own_manifest(const Job& job);

/// Whether it has the texts that stand beside the audio. They are not those of windows.
bool takes_side_texts(const Job& job);

/// That manifest, of the kind that its name tells: NAME.scp is Kaldi's, metadata.csv and
/// metadata.jsonl are Hugging Face's, others are NeMo's.
/// Throws Error(usage) for names that it cannot hold.
Manifest own_manifest(const Job& job, const ItemList& items, SideTexts& side_texts);

}  // namespace mpietl::job
