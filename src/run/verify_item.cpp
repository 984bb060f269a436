#include "mpietl/core/file.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/run/process_item.hpp"
#include "run/attempt.hpp"
#include "run/byte_count.hpp"

namespace mpietl::run {

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20U;

void verify(const job::Item& item, const Stop& stop, ByteCount& counted, Workspace& workspace,
            Record& record) {
  auto file = File::open(item.input);
  record.bytes_in = file.size();
  if (record.bytes_in != item.bytes) {
    throw Error(Reason::format, "it has " + std::to_string(record.bytes_in) + " bytes instead of " +
                                    std::to_string(item.bytes));
  }
  auto& piece = workspace.encode.tail;
  piece.resize(piece_bytes);
  Hasher hasher;
  while (const auto size = file.read(piece.data(), piece.size())) {
    hasher.add(piece.data(), size);
    counted.advance_to(file.position());
    stop.check();
  }
  record.digest = to_hex(hasher.value());
  if (record.digest != item.identity) {
    throw Error(Reason::format, "its digest is " + record.digest + " instead of " + item.identity);
  }
}

}  // namespace

Record verify_item(const job::Item& item, const ItemContext& context,
                   Workspace& workspace) noexcept {
  return attempt_item(item, context, [&](Record& record, ByteCount& counted) {
    verify(item, context.supervision.stop, counted, workspace, record);
  });
}

}  // namespace mpietl::run
