// One digest for one job: on every instruction set of this machine, in blocks of any size, by any
// number of threads. The digest is written here, so that other compilers and builds must match it.
#include "audio/targets.hpp"
#include "io/sample_files.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/run/process_item.hpp"
#include "run/process_all.hpp"
#include "support/catch.hpp"
#include "support/scale.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

constexpr std::int64_t block = 65536;
// For libsndfile 1.2: other versions may write other headers.
constexpr const char* expected_digest = "14d51e3eea1d012fb0d940ae4735f4b1";
constexpr const char* expected_digest_with_levels = "e201cb11be717f96e32d66598b192fc8";

const std::vector<audio::TransformSpec> default_chain{{"gaussian_noise", {}}, {"clip", {}}};
const std::vector<audio::TransformSpec> chain_with_levels{
    {"gain", {{"min_gain_db", -20.0}, {"max_gain_db", 3.0}, {"p", 0.75}}},
    {"gaussian_snr", {}},
    {"mono", {{"p", 0.5}}},
    {"normalize", {{"peak", -0.5}, {"p", 0.75}}},
    {"invert_polarity", {{"p", 0.5}}},
    {"gaussian_snr", {{"min_snr_db", 20.0}, {"p", 0.5}}},
    {"clip", {{"max", 0.9}}}};

/// Samples that are exact as float on any machine.
std::vector<float> pattern(std::size_t count) {
  std::vector<float> samples;
  for (std::size_t i = 0; i < count; ++i) {
    samples.push_back(static_cast<float>(i * 40503 % 65536) / 32768.0F - 1.0F);
  }
  return samples;
}

/// Files of one, two and five channels, of lengths about the sizes of vectors and blocks.
class Corpus {
 public:
  Corpus(const std::vector<audio::TransformSpec>& transforms, audio::Dither dither)
      : chain_(transforms), dither_(dither) {
    for (const int channels : {1, 2, 5}) {
      for (const std::int64_t frames :
           {std::int64_t{0}, std::int64_t{1}, std::int64_t{3}, std::int64_t{31}, std::int64_t{32},
            std::int64_t{33}, block / channels - 1, block / channels, block / channels + 1,
            5 * block / channels}) {
        for (const char* subtype : {"float", "pcm_16"}) add(subtype, channels, frames);
      }
    }
  }

  /// The digest of all digests of the outputs.
  std::string digest(std::size_t block_samples, int threads) {
    const run::EtlContext context{chain_,
                                  7,
                                  Durability::cached,
                                  {JobClock(), counters_, supervision_},
                                  open_items_,
                                  block_samples,
                                  dither_};
    std::string digests;
    for (const auto& record : test::process_all(items_, context, threads)) {
      digests += record.digest + record.error + record.parameters;
    }
    return to_hex(hash128(digests, 0));
  }

 private:
  void add(const std::string& subtype, int channels, std::int64_t frames) {
    const auto name = subtype + std::to_string(channels) + "x" + std::to_string(frames);
    const auto samples = pattern(static_cast<std::size_t>(frames * channels));
    test::write_sound(folder_ / name, test::wav(subtype, channels, 8000), samples);
    const auto index = static_cast<std::int64_t>(items_.size());
    items_.push_back({index, folder_ / name, folder_ / ("out-" + name), name, -1});
  }

  test::TemporaryFolder folder_;
  std::vector<job::Item> items_;
  audio::Chain chain_;
  audio::Dither dither_;
  run::Counters counters_;
  run::Supervision supervision_;
  run::OpenItems open_items_;
};

void check_digest(Corpus& corpus, const std::string& expected) {
  test::on_each_target([&](const char* name) {
    INFO(name);
    CHECK(corpus.digest(run::usual_block_samples, 1) == expected);
  });
  const std::vector<int> teams = test::is_full_run() ? std::vector{1, 2, 4} : std::vector{3};
  for (const std::size_t block_samples : {100U, 4096U, 50000U, 65536U, 262144U}) {
    for (const int threads : teams) {
      INFO("blocks of " << block_samples << " samples, " << threads << " threads");
      CHECK(corpus.digest(block_samples, threads) == expected);
    }
  }
}

}  // namespace

TEST_CASE("one job has one digest", "[run]") {
  Corpus corpus(default_chain, audio::Dither::none);
  check_digest(corpus, expected_digest);
}

TEST_CASE("one job with levels, draws and dither has one digest", "[run]") {
  Corpus corpus(chain_with_levels, audio::Dither::tpdf);
  check_digest(corpus, expected_digest_with_levels);
}
