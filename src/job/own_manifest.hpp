#pragma once

#include "job/side_texts.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/manifest.hpp"

namespace mpietl::job {

/// Whether the manifest of the outputs is made from the items, because no manifest of the inputs
/// has a line for each.
bool makes_own_manifest(const Job& job);

/// Whether that manifest has the texts next to the audio. Windows have none.
bool takes_side_texts(const Job& job);

/// The manifest; its name chooses the kind: NAME.scp is Kaldi's, metadata.csv and
/// metadata.jsonl are Hugging Face's, others are NeMo's.
/// Throws Error(usage) for names that it cannot hold.
Manifest own_manifest(const Job& job, const ItemList& items, SideTexts& side_texts);

}  // namespace mpietl::job
