#pragma once

#include <string>

#include "mpietl/run/process_item.hpp"
#include "support/temporary_folder.hpp"

namespace mpietl::test {

/// The result of a mutant, and what is wrong with it; empty if nothing.
struct Verdict {
  Record record;
  std::string fault;
};

/// Runs files through the default chain, one by one, and examines the results.
class Examiner {
 public:
  Verdict examine(const std::string& bytes, const io::OutputChoice& choice);

 private:
  std::string fault_of(const Record& record) const;
  std::string fault_of_done(const Record& record) const;

  TemporaryFolder folder_;
  std::string input_ = folder_ / "mutant";
  std::string out_ = folder_ / "out";
  std::string output_ = out_ + "/mutant";
  audio::Chain chain_{std::vector<audio::TransformSpec>{{"gaussian_noise", {}}, {"clip", {}}}};
  run::Counters counters_;
  run::Supervision supervision_;
  run::OpenItems open_items_;
  run::EtlContext context_{.chain = chain_,
                           .seed = 1,
                           .common = {JobClock(), counters_, supervision_},
                           .open_items = open_items_,
                           .output_root = folder_.path()};
  run::Workspace workspace_;
};

}  // namespace mpietl::test
