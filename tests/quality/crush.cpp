// Tests the words under the noise with the batteries of TestU01 (L'Ecuyer and Simard, "TestU01: A C
// library for empirical testing of random number generators", ACM TOMS 33, 2007).
// usage: crush small|crush|NUMBER [SEED]
// SmallCrush takes seconds, Crush half an hour; NUMBER repeats one test of Crush, with other seeds.
// TestU01 is not in Debian's main section, so this is not part of any build; by hand:
// g++ -std=c++20 -O3 -Iinclude -Isrc tests/quality/crush.cpp src/audio/ars.cpp
//     -ltestu01 -lprobdist -lmylib -o crush
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mpietl/audio/random.hpp"

extern "C" {
#include <bbattery.h>
#include <unif01.h>
}

namespace {

/// Words of consecutive counters, in order; the key is an item's.
class Words {
 public:
  explicit Words(std::uint64_t key)
      : key_{static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U), 0x2545F491,
             0x4F6CDD1D} {}

  std::uint32_t next() {
    if (used_ == block_.size()) {
      const auto low = static_cast<std::uint32_t>(counter_);
      const auto high = static_cast<std::uint32_t>(counter_ >> 32U);
      block_ = mpietl::audio::ars4x32_7({low, high, 0, 0}, key_);
      ++counter_;
      used_ = 0;
    }
    return block_[used_++];
  }

 private:
  std::array<std::uint32_t, 4> key_;
  std::uint64_t counter_ = 0;
  std::array<std::uint32_t, 4> block_{};
  std::size_t used_ = 4;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  // TestU01 calls a plain function, so the state must be static.
  static Words words(argc > 2 ? std::strtoull(argv[2], nullptr, 0) : 0x9E3779B97F4A7C15);
  char name[] = "ARS4x32-7";
  unif01_Gen* generator = unif01_CreateExternGenBits(name, [] { return unsigned{words.next()}; });
  const std::string_view battery = argv[1];
  if (battery == "small") {
    bbattery_SmallCrush(generator);
  } else if (battery == "crush") {
    bbattery_Crush(generator);
  } else {
    std::array<int, 201> repetitions{};  // the length that TestU01 expects
    repetitions.at(std::strtoul(argv[1], nullptr, 10)) = 1;
    bbattery_RepeatCrush(generator, repetitions.data());
  }
  unif01_DeleteExternGenBits(generator);
  return 0;
}
