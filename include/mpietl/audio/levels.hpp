#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace mpietl::audio {

/// An exact sum of doubles, independent of order and grouping. Each number is 0 or from 2^-298 to
/// 2^300 (squares of floats and sums of them); the sum has at most 2^32 numbers.
class ExactSum {
 public:
  void add(double number);

  /// Adds another sum.
  void add(const ExactSum& other);

  /// The sum, rounded to within two units in the last place.
  [[nodiscard]] double value() const;

 private:
  // Limb i counts 2^(32 i - 352), far below the last bit of any number. Each addend gives a limb
  // less than 2^33, so carries can wait for value().
  std::array<std::uint64_t, 24> limbs_{};
};

/// Whether silent samples are counted, which costs a little.
enum class Silence : std::uint8_t { ignored, counted };

/// Peak and power of a signal, computed piece by piece; samples that are not finite are counted and
/// otherwise ignored.
///
/// The bits depend on the pieces, but not on their order and grouping, nor on the vector
/// instructions in use. Within a piece, sample i is added to sum i % 16 of a run of 256 samples, in
/// single precision; the sums of runs are added in double precision, those of pieces exactly. A
/// piece with a peak below 1e-15 or above 1e15, and samples after the last full run, are added one
/// by one in double precision.
struct Levels {
  double peak = 0.0;            ///< largest magnitude, relative to full scale
  ExactSum power;               ///< sum of squares of the finite samples
  std::int64_t finite = 0;      ///< number of finite samples
  std::int64_t not_finite = 0;  ///< NaN and infinite samples
  std::int64_t silent = 0;      ///< samples with a magnitude below 0.001 (-60 dBFS), if counted

  /// Adds one piece.
  void add(std::span<const float> piece, Silence silence = Silence::ignored);

  /// Adds the levels of other pieces.
  void add(const Levels& other);

  /// Root mean square of the finite samples; 0 when there are none.
  [[nodiscard]] double rms() const;

  /// Whether there are samples, and all finite ones are 0.
  [[nodiscard]] bool is_silence() const { return finite + not_finite > 0 && peak == 0.0; }
};

}  // namespace mpietl::audio
