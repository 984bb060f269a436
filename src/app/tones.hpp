#pragma once

#include "app/distribute.hpp"
#include "mpietl/core/codec.hpp"

namespace mpietl::app {

/// Makes `missing` (of rank 0) over ranks and threads. Collective. Returns rank 0's records.
RecordTable make_tones(const Ranks& ranks, const job::Tones& tones, const job::ItemList& missing);

/// Makes the tones that a job asks for and that are missing, after telling on standard error what
/// will be made and how much room it takes. Collective. Throws Error(no_space) on all ranks,
/// before anything is written, when tones and outputs do not fit; Error when one cannot be made.
void prepare_tones(const Ranks& ranks, const job::Job& job);

}  // namespace mpietl::app
