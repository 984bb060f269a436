#include <optional>

#include "io/files/output_stream.hpp"
#include "mpietl/io/audio/container.hpp"

namespace mpietl::io {

namespace {

class SingleFile final : public Container {
 public:
  SingleFile(Destination destination, std::vector<std::byte>& tail)
      : destination_(std::move(destination)), tail_(tail) {}

  OutputStream& begin(const std::string& /*member*/) override {
    file_.emplace(std::move(destination_));
    return stream_.emplace(file_->file(), tail_);
  }

  MemberBytes end() override {
    const auto digest = stream_->finish();
    return {stream_->size(), digest};
  }

  void commit(Durability durability) override { file_->commit(durability); }

 private:
  Destination destination_;
  std::vector<std::byte>& tail_;
  std::optional<AtomicFile> file_;
  std::optional<OutputStream> stream_;
};

}  // namespace

std::unique_ptr<Container> single_file(Destination destination, std::vector<std::byte>& tail) {
  return std::make_unique<SingleFile>(std::move(destination), tail);
}

}  // namespace mpietl::io
