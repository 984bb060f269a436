#include "mpietl/job/fingerprint.hpp"

#include <set>

#include "job/other_values.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/versions.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/options.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using job::Affects;

namespace {

job::Item small_item() {
  job::Item item;
  item.index = 3;
  item.input = item.identity = "a.wav";
  item.bytes = 10;
  return item;
}

const std::string not_read(16, '0');

std::string fingerprint(const job::Job& job) { return job::Fingerprints(job).of(small_item()); }

std::string fingerprint(const std::string& toml) {
  return fingerprint(job::parse_job(toml, "job.toml"));
}

job::Job with_chain(std::vector<audio::TransformSpec> chain) {
  job::Job job;
  job.transforms = std::move(chain);
  return job;
}

/// The keys of the options that affect `affected`.
template <class Owner>
std::set<std::string> keys(std::span<const job::Option<Owner>> options, Affects affected) {
  std::set<std::string> found;
  for (const auto& option : options) {
    if (option.affects == affected) found.emplace(option.key);
  }
  return found;
}

/// Another value of a parameter, far from its limits.
audio::ParameterValue other_value(const audio::Parameter& parameter) {
  if (!parameter.words.empty()) return std::string(parameter.words.back());
  if (parameter.is_list) return std::vector<double>{parameter.lowest};
  const double middle = (parameter.lowest + parameter.highest) / 2.0;
  return parameter.default_value == middle ? (middle + parameter.highest) / 2.0 : middle;
}

}  // namespace

TEST_CASE("an output is current while its input's decoder is in use", "[job]") {
  const job::Fingerprints fingerprints(job::Job{});
  const auto item = small_item();
  const auto work = fingerprints.of(item);
  const auto in_use = io::decoders();
  CHECK(in_use.front() == "libsndfile " + io::sndfile_version());
  for (const auto& decoder : in_use) {
    INFO(decoder);
    const auto done = job::with_decoder(work, decoder);
    CHECK(fingerprints.is_current(item, done));
    const auto older = job::with_decoder(work, decoder + "0");
    CHECK_FALSE(fingerprints.is_current(item, older));
    CHECK(job::is_same_work(done, older));
  }
  CHECK(fingerprints.is_current(item, work));  // done without a decoder
  auto other = item;
  other.bytes = 11;
  CHECK_FALSE(fingerprints.is_current(other, job::with_decoder(work, in_use.front())));
  CHECK_FALSE(job::is_same_work("", ""));
}

TEST_CASE("the options that affect bytes or items are listed here", "[job]") {
  using Keys = std::set<std::string>;
  CHECK(keys(job::job_options(), Affects::bytes) ==
        Keys{"audio_stream", "channels", "command", "dither", "format", "frame_length",
             "hop_length", "max_length_seconds", "min_gap_seconds", "min_length_seconds",
             "padding_seconds", "rate", "seed", "shell", "subtype", "top_db", "transform"});
  CHECK(keys(job::job_options(), Affects::items) ==
        Keys{"base", "dir", "exclude", "extension", "files_from", "files_from_null", "hop",
             "include", "keep_extension", "keep_last", "manifest", "measure", "no_output", "paths",
             "segments", "shard", "suffix", "window"});
  CHECK(keys(job::tone_options(), Affects::items).size() == job::tone_options().size());
}

TEST_CASE("settings change the fingerprint when they affect bytes, and only then", "[job]") {
  const job::Job before;
  for (const auto& option : job::job_options()) {
    CAPTURE(option.key);
    const auto now = test::with_other(option);
    CHECK((fingerprint(now) != fingerprint(before)) == (option.affects == Affects::bytes));
    CHECK(job::changes(before, now).size() == (option.affects == Affects::run ? 0 : 1));
  }
}

TEST_CASE("settings of tones change the job but no fingerprint", "[job]") {
  job::Job before;
  before.generate.emplace();
  CHECK(fingerprint(before) == fingerprint(job::Job()));
  CHECK(job::changes(job::Job(), before).size() == 1);
  for (const auto& option : job::tone_options()) {
    CAPTURE(option.key);
    auto now = before;
    now.generate = test::with_other(option);
    CHECK(fingerprint(now) == fingerprint(before));
    CHECK(job::changes(before, now).size() == 1);
  }
}

TEST_CASE("parameters change the fingerprint unless they have their defaults", "[job]") {
  for (const auto& kind : audio::transform_kinds()) {
    auto parameters = kind.parameters;
    parameters.push_back(audio::probability);
    const std::string name(kind.name);
    const auto plain = with_chain({{name, {}}});
    for (const auto& parameter : parameters) {
      CAPTURE(name, parameter.name);
      const std::string key(parameter.name);
      const auto other = with_chain({{name, {{key, other_value(parameter)}}}});
      CHECK(fingerprint(other) != fingerprint(plain));
      CHECK(job::changes(plain, other).size() == 1);
      if (!parameter.default_value) continue;
      const auto same = with_chain({{name, {{key, *parameter.default_value}}}});
      CHECK(fingerprint(same) == fingerprint(plain));
      CHECK(job::changes(plain, same).empty());
    }
  }
}

TEST_CASE("the fingerprint changes with the order and the number of transforms", "[job]") {
  std::set<std::string> found;
  for (const auto& job :
       {with_chain({}), with_chain({{"clip", {}}}), with_chain({{"mono", {}}}),
        with_chain({{"clip", {}}, {"mono", {}}}), with_chain({{"mono", {}}, {"clip", {}}}),
        with_chain({{"mono", {}}, {"clip", {}}, {"clip", {}}})}) {
    found.insert(fingerprint(job));
  }
  CHECK(found.size() == 6);
}

/// The chain of the demonstration.
job::Job noise_and_clip() { return with_chain({{"gaussian_noise", {}}, {"clip", {}}}); }

// If one of these fails, outputs of earlier versions become stale.
TEST_CASE("the fingerprints of earlier versions are still valid", "[job]") {
  CHECK(fingerprint(noise_and_clip()) == "876ec640707b7b47" + not_read);
  CHECK(fingerprint(R"(
[output]
format = "flac"
subtype = "pcm_16"
dither = "tpdf"
[run]
seed = 42
[[transform]]
name = "gain"
min_gain_db = -6
max_gain_db = 6
p = 0.5
[[transform]]
name = "clip"
)") == "ea88ebb0baddb8ce" + not_read);
}

// If this fails because a default has changed, increase version_of_outputs: fingerprints leave
// defaults out.
TEST_CASE("the defaults that fingerprints leave out are those of earlier versions", "[job]") {
  const job::Job job;
  CHECK(job.format.name == "same");
  CHECK(job.subtype.name == "same");
  CHECK(job.dither == audio::Dither::none);
  CHECK(job.seed == 0);
  std::string defaults;
  for (const auto& kind : audio::transform_kinds()) {
    defaults += std::string(kind.name) + ":";
    for (const auto& [name, value] :
         audio::with_defaults({std::string(kind.name), {}}).parameters) {
      defaults += " " + name + "=" + audio::to_text(value);
    }
    defaults += "\n";
  }
  CHECK(defaults ==
        "band_pass: order=4 p=1\n"
        "band_stop: order=4 p=1\n"
        "bit_crush: bits=8 p=1\n"
        "channels: p=1\n"
        "clip: max=1 min=-1 p=1\n"
        "codec: kind=mu_law p=1\n"
        "coloured_noise: max_snr_db=40 min_snr_db=5 p=1\n"
        "crop: at=start p=1\n"
        "fade: in_seconds=0 out_seconds=0 p=1 shape=linear\n"
        "gain: p=1\n"
        "gaussian_noise: p=1 stddev=0.1\n"
        "gaussian_snr: max_snr_db=40 min_snr_db=5 p=1\n"
        "high_pass: order=4 p=1\n"
        "high_shelf: p=1 q=0.7071067811865476\n"
        "invert_polarity: p=1\n"
        "loudness: lufs=-23 max_change_db=200 p=1\n"
        "low_pass: order=4 p=1\n"
        "low_shelf: p=1 q=0.7071067811865476\n"
        "mono: method=mean p=1\n"
        "normalize: p=1 peak=0\n"
        "pad: at=end mode=silence p=1\n"
        "peaking: p=1 q=1\n"
        "pitch: p=1\n"
        "pre_emphasis: coefficient=0.97 p=1\n"
        "remove_dc: p=1\n"
        "require: p=1\n"
        "resample: p=1 quality=high\n"
        "rms: max_change_db=200 p=1 target_db=-20\n"
        "soft_clip: drive_db=0 p=1\n"
        "speed: p=1\n"
        "tempo: p=1\n"
        "trim_silence: frame_length=2048 hop_length=512 p=1 padding_seconds=0 top_db=60 "
        "where=both\n");
}

TEST_CASE("the notation of a job file does not change the fingerprint", "[job]") {
  const auto usual = fingerprint(
      "[output]\nformat = 'wav'\nsubtype = 'pcm_16'\n[run]\nseed = 16\n"
      "[[transform]]\nname = 'clip'\nmin = -0.5\nmax = 0.5\n");
  CHECK(usual ==
        fingerprint("# a comment\ntransform = [{max = 0.50, p = 1, name = \"clip\", min = -0.5}]\n"
                    "run.seed = 0x10\n[output]\nsubtype = \"pcm_16\"\n  format = \"wav\"\n"));
}

TEST_CASE("a fingerprint changes with everything about the item that the output depends on",
          "[job]") {
  const job::Fingerprints fingerprints{job::Job()};
  const auto usual = fingerprints.of(small_item());
  const auto differs = [&](auto change_item) {
    auto other = small_item();
    change_item(other);
    return fingerprints.of(other) != usual;
  };
  CHECK(differs([](auto& other) { other.input = "b.wav"; }));
  CHECK(differs([](auto& other) { other.identity = "b"; }));
  CHECK(differs([](auto& other) { other.bytes = 11; }));
  CHECK(differs([](auto& other) { other.modified_ns = 1; }));
  CHECK(differs([](auto& other) { other.offset_seconds = 0.5; }));
  CHECK(differs([](auto& other) { other.duration_seconds = 0.5; }));
  CHECK(differs([](auto& other) { other.channel = 0; }));
  CHECK_FALSE(differs([](auto& other) { other.index = 4; }));
  CHECK_FALSE(differs([](auto& other) { other.output = "c.wav"; }));
  CHECK_FALSE(differs([](auto& other) { other.earlier_attempts = 4; }));
}

TEST_CASE("changes of a job are reported with both values", "[job]") {
  const auto told = [](const job::Job& now) { return job::changes(noise_and_clip(), now).at(0); };
  const auto tells = [](const std::string& text, const std::vector<std::string>& parts) {
    CAPTURE(text);
    std::size_t at = 0;
    for (const auto& part : parts) {
      CAPTURE(part);
      at = text.find(part, at);
      CHECK(at != std::string::npos);
    }
  };
  auto now = noise_and_clip();
  now.seed = 3;
  tells(told(now), {"seed", "0", "3"});
  now = noise_and_clip();
  now.shard = {2, 3};
  tells(told(now), {"shard", "''", "'2/3'"});
  now = noise_and_clip();
  now.paths = {"a", "b c"};
  tells(told(now), {"paths", "'a' 'b c'"});
  tells(told(with_chain({{"gain", {{"gain_db", -3.0}}}})),
        {"gaussian_noise clip", "gain:gain_db=-3"});
}
