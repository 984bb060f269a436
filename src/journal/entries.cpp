#include "journal/entries.hpp"

#include <utility>

#include "journal/content.hpp"

namespace mpietl::journal {

namespace {

// More than a rank has threads: others lost their ends to damage.
constexpr std::size_t most_open = 1U << 16U;

}  // namespace

bool Entries::add(const Frame& frame) {
  if (frame.kind == Kind::begin) return begin(frame.payload);
  if (frame.kind == Kind::end) return end(frame.payload);
  return true;
}

void Entries::finish() {
  while (!open_.empty()) visit_oldest();
}

bool Entries::begin(std::span<const std::byte> payload) {
  Started item;
  if (!decode(payload, item)) return false;
  if (const auto before = open_.extract(item.index)) {
    visit_({run_, rank_, before.mapped(), std::nullopt});
  }
  if (open_.size() >= most_open) visit_oldest();
  const auto index = item.index;
  open_.emplace(index, std::move(item));
  return true;
}

bool Entries::end(std::span<const std::byte> payload) {
  Record record;
  if (!decode(payload, record)) return false;
  auto item = open_.extract(record.index);
  if (item) visit_({run_, rank_, std::move(item.mapped()), std::move(record)});
  return true;
}

void Entries::visit_oldest() {
  auto item = open_.extract(open_.begin());
  visit_({run_, rank_, std::move(item.mapped()), std::nullopt});
}

}  // namespace mpietl::journal
