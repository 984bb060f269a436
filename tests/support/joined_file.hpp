#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "io/files/output_stream.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/io/audio/container.hpp"
#include "mpietl/run/process_item.hpp"

namespace mpietl::test {

/// A container that concatenates its members.
class JoinedFile final : public io::Container {
 public:
  JoinedFile(Destination destination, std::vector<std::byte>& tail)
      : file_(destination), temporary_(std::move(destination.temporary)), tail_(tail) {}

  io::OutputStream& begin(const std::string& /*member*/) override {
    tail_.clear();
    return member_.emplace(file_.file(), tail_, size_);
  }

  io::MemberBytes end() override {
    const auto digest = member_->finish();
    size_ += member_->size();
    return {member_->size(), digest};
  }

  void commit(Durability durability) override {
    std::filesystem::resize_file(temporary_, static_cast<std::uintmax_t>(size_));
    file_.commit(durability);
  }

 private:
  AtomicFile file_;
  std::string temporary_;
  std::vector<std::byte>& tail_;
  std::int64_t size_ = 0;  // of the members that have ended
  std::optional<io::OutputStream> member_;
};

inline std::unique_ptr<io::Container> open_joined_file(const job::Unit& unit,
                                                       const run::EtlContext& context,
                                                       run::Workspace& workspace) {
  const auto& names = context.common.names;
  return std::make_unique<JoinedFile>(
      Destination{
          unit.container, names.temporary_path(unit.container, unit.items.front().index), {}},
      workspace.tail);
}

}  // namespace mpietl::test
