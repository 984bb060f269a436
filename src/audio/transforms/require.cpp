#include <algorithm>
#include <cmath>
#include <functional>

#include "audio/kinds.hpp"
#include "audio/loudness.hpp"
#include "audio/transforms/bandwidth.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::audio {

namespace {

/// The conditions for an item; absent ones are not checked.
struct Conditions {
  std::optional<double> min_seconds, max_seconds;
  std::optional<double> max_silent_part;   // fraction of samples below -60 dBFS
  std::optional<double> max_clipped_part;  // fraction of samples of at least 32767 / 32768
  std::optional<double> min_lufs, max_lufs;
  std::optional<double> min_rms_db;
  std::optional<double> min_bandwidth_hz;
  std::vector<double> channels;
  std::vector<double> rates;

  [[nodiscard]] bool need_levels() const { return max_silent_part || min_rms_db; }
  [[nodiscard]] bool need_loudness() const { return min_lufs || max_lufs; }
  [[nodiscard]] bool need_samples() const {
    return need_levels() || need_loudness() || max_clipped_part || min_bandwidth_hz;
  }
  [[nodiscard]] bool need_frames() const { return min_seconds || max_seconds; }
  [[nodiscard]] bool are_none() const {
    return !need_samples() && !need_frames() && channels.empty() && rates.empty();
  }
};

class RequireMeter final : public Meter {
 public:
  RequireMeter(const Signal& in, const Conditions& conditions)
      : counts_clipped_(conditions.max_clipped_part) {
    if (conditions.need_levels()) levels.emplace();
    if (conditions.need_loudness()) loudness.emplace(in);
    if (conditions.min_bandwidth_hz) bandwidth.emplace(in);
  }

  void add(const Block& piece) override {
    constexpr float full = 32767.0F / 32768.0F;
    if (levels) levels->add(piece.samples, Silence::counted);
    if (loudness) loudness->add(piece);
    if (bandwidth) bandwidth->add(piece);
    samples += static_cast<std::int64_t>(piece.samples.size());
    if (!counts_clipped_) return;
    clipped += std::ranges::count_if(piece.samples, [](float x) { return std::fabs(x) >= full; });
  }

  void finish() override {
    if (loudness) loudness->finish();
  }

  [[nodiscard]] double part(std::int64_t count) const {
    return samples > 0 ? static_cast<double>(count) / static_cast<double>(samples) : 0.0;
  }

  std::optional<Levels> levels;
  std::optional<Loudness> loudness;
  std::optional<Bandwidth> bandwidth;
  std::int64_t samples = 0;
  std::int64_t clipped = 0;

 private:
  bool counts_clipped_;
};

[[noreturn]] void drop(const std::string& what) {
  throw Error(Reason::dropped, "require: " + what);
}

void require_least(double value, const std::optional<double>& least, const std::string& what,
                   const char* name) {
  if (!least || value >= *least) return;
  drop(what + " " + format_real(value) + ", below " + name + " = " + format_real(*least));
}

void require_most(double value, const std::optional<double>& most, const std::string& what,
                  const char* name) {
  if (!most || value <= *most) return;
  drop(what + " " + format_real(value) + ", above " + name + " = " + format_real(*most));
}

void require_one_of(double value, const std::vector<double>& known, const std::string& what) {
  if (known.empty() || std::ranges::find(known, value) != known.end()) return;
  drop(what + " " + format_real(value) + ", not " + to_text(known));
}

/// Passes an item on unchanged, or drops it.
class Require final : public Transform {
 public:
  explicit Require(Conditions conditions) : conditions_(std::move(conditions)) {}

  [[nodiscard]] std::unique_ptr<Meter> meter(const Signal& in) const override {
    const bool must_count = conditions_.need_frames() && !in.has_exact_frames();
    if (!must_count && !conditions_.need_samples()) return nullptr;
    return std::make_unique<RequireMeter>(in, conditions_);
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& /*stream*/,
                                             const Meter* measured) const override {
    require_one_of(in.channels, conditions_.channels, "channels");
    require_one_of(in.sample_rate, conditions_.rates, "the sample rate is");
    const double seconds = static_cast<double>(in.frames) / in.sample_rate;
    require_least(seconds, conditions_.min_seconds, "seconds", "min_seconds");
    require_most(seconds, conditions_.max_seconds, "seconds", "max_seconds");
    if (measured != nullptr) check(static_cast<const RequireMeter&>(*measured));
    return in_place([](Block& /*block*/, Counts& /*counts*/) {});
  }

 private:
  void check(const RequireMeter& measured) const {
    constexpr double silence_db = -200.0;
    if (measured.levels) {
      const double rms = measured.levels->rms();
      require_most(measured.part(measured.levels->silent), conditions_.max_silent_part,
                   "silent part", "max_silent_part");
      require_least(rms > 0.0 ? decibels_of_ratio(rms) : silence_db, conditions_.min_rms_db,
                    "rms in dB", "min_rms_db");
    }
    require_most(measured.part(measured.clipped), conditions_.max_clipped_part, "clipped part",
                 "max_clipped_part");
    if (measured.loudness) {
      const double lufs = measured.loudness->integrated().value_or(silence_db);
      require_least(lufs, conditions_.min_lufs, "LUFS", "min_lufs");
      require_most(lufs, conditions_.max_lufs, "LUFS", "max_lufs");
    }
    if (measured.bandwidth) {
      require_least(measured.bandwidth->hz(), conditions_.min_bandwidth_hz, "bandwidth in Hz",
                    "min_bandwidth_hz");
    }
  }

  Conditions conditions_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  const auto list = [&](const char* name) {
    return values.has(name) ? values.numbers(name) : std::vector<double>();
  };
  Conditions conditions{
      .min_seconds = values.optional("min_seconds"),
      .max_seconds = values.optional("max_seconds"),
      .max_silent_part = values.optional("max_silent_part"),
      .max_clipped_part = values.optional("max_clipped_part"),
      .min_lufs = values.optional("min_lufs"),
      .max_lufs = values.optional("max_lufs"),
      .min_rms_db = values.optional("min_rms_db"),
      .min_bandwidth_hz = values.optional("min_bandwidth_hz"),
      .channels = list("channels"),
      .rates = list("rates"),
  };
  if (conditions.are_none()) {
    throw Error(Reason::usage, "transform require: give at least one condition");
  }
  return std::make_unique<Require>(std::move(conditions));
}

Parameter condition(std::string_view name, std::string_view meaning, double lowest,
                    double highest) {
  return {.name = name,
          .meaning = meaning,
          .lowest = lowest,
          .highest = highest,
          .is_optional = true,
          .is_limit = true};
}

Parameter numbers(std::string_view name, std::string_view meaning, double highest) {
  return {.name = name,
          .meaning = meaning,
          .lowest = 1.0,
          .highest = highest,
          .is_optional = true,
          .is_list = true};
}

}  // namespace

TransformKind require_kind() {
  return {"require",
          "Drops files that do not meet every condition given.",
          {condition("min_seconds", "shortest duration", 0.0, 1e9),
           condition("max_seconds", "longest duration", 0.0, 1e9),
           condition("max_silent_part", "largest part of samples below -60 dBFS, 0 to 1", 0.0, 1.0),
           condition("max_clipped_part", "largest part of samples at full scale, 0 to 1", 0.0, 1.0),
           condition("min_lufs", "least integrated loudness, in LUFS", -200.0, 100.0),
           condition("max_lufs", "largest integrated loudness, in LUFS", -200.0, 100.0),
           condition("min_rms_db", "least root mean square, in dBFS", -200.0, 200.0),
           condition("min_bandwidth_hz",
                     "least bandwidth: highest frequency within 50 dB of the strongest", 0.0, 1e6),
           numbers("channels", "numbers of channels that are taken", 1024.0),
           numbers("rates", "sample rates that are taken, in Hz", 1e9)},
          make};
}

}  // namespace mpietl::audio
