// Runs a fuzz target on the files of its corpus, and on reproducible changes of them: the part of
// fuzzing that takes a second and needs no fuzzer.
// usage: replay_NAME CORPUS CHANGES        CHANGES: of each file
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::string> files_in(const char* folder) {
  std::vector<std::filesystem::path> paths(std::filesystem::directory_iterator(folder), {});
  std::ranges::sort(paths);
  std::vector<std::string> files;
  for (const auto& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    files.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return files;
}

class Changer {
 public:
  explicit Changer(const std::vector<std::string>& files) : files_(files) {}

  /// `text` with a few bytes replaced or taken out, or a piece of some file put in.
  std::string operator()(std::string text) {
    for (auto left = 1 + below(4); left > 0 && !text.empty(); --left) {
      const auto at = below(text.size());
      switch (below(3)) {
        case 0:
          text[at] = static_cast<char>(below(256));
          break;
        case 1:
          text.erase(at, 1 + below(8));
          break;
        default:
          text.insert(at, piece());
      }
    }
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  std::string piece() {
    const auto& file = files_[below(files_.size())];
    return file.empty() ? file : file.substr(below(file.size()), 1 + below(32));
  }

  const std::vector<std::string>& files_;
  std::mt19937_64 random_{17};  // NOLINT(cert-msc*): the same each time
};

void give(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  const auto files = argc == 3 ? files_in(argv[1]) : std::vector<std::string>{};
  if (files.empty()) {
    std::fprintf(stderr, "usage: %s CORPUS CHANGES\n", argv[0]);
    return 2;
  }
  Changer changed(files);
  const int changes = std::atoi(argv[2]);
  for (const auto& file : files) {
    give(file);
    for (int i = 0; i < changes; ++i) give(changed(file));
  }
  return 0;
}
