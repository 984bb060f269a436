#pragma once

#include <string>
#include <vector>

#include "mpietl/audio/registry.hpp"

namespace mpietl::test {

/// Transforms of all kinds, as typed, with all mandatory parameters. They suit signals at 8
/// kHz.
inline std::vector<std::string> every_transform() {
  return {
      "band_pass:low_hz=300,high_hz=3000",
      "band_stop:low_hz=900,high_hz=1100,order=3",
      "bit_crush",
      "channels:count=1",
      "channels:select=0/0/0",
      "clip",
      "codec",
      "codec:kind=a_law",
      "coloured_noise",
      "coloured_noise:db_per_octave=4.5",
      "crop:frames=5000",
      "crop:seconds=0.5,at=end",
      "crop:min_seconds=0.1,max_seconds=1,at=random",
      "fade:in_seconds=0.3,out_seconds=0.5,shape=sine",
      "fade:out_seconds=9",
      "gain:gain_db=-3",
      "gaussian_noise",
      "gaussian_snr",
      "high_pass:cutoff_hz=80",
      "high_shelf:frequency_hz=2000,gain_db=6",
      "invert_polarity",
      "loudness",
      "loudness:lufs=-5,true_peak_db=-1",
      "low_pass:min_cutoff_hz=1000,max_cutoff_hz=3900,order=1/2/7",
      "low_shelf:frequency_hz=200,gain_db=-6",
      "mono",
      "mono:method=first",
      "normalize",
      "pad:frames=30000",
      "pad:seconds=3,at=start,mode=wrap",
      "pad:seconds=9,at=random,mode=reflect",
      "peaking:frequency_hz=1000,gain_db=6",
      "pitch:semitones=-3/4",
      "pre_emphasis",
      "remove_dc",
      "require:max_seconds=100,min_bandwidth_hz=0,min_lufs=-200,max_clipped_part=1,min_rms_db=-200",
      "resample:rate=11025",
      "resample:rate=7999,quality=very_high",
      "rms",
      "soft_clip",
      "speed:factor=0.9/1.1",
      "tempo:factor=0.8",
      "tempo:factor=3",
      "trim_silence",
      "trim_silence:top_db=20,frame_length=300,hop_length=77,where=start",
      "trim_silence:where=end,padding_seconds=0.1"};
}

}  // namespace mpietl::test
