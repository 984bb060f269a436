#include "mpietl/view/job_status.hpp"

#include <cmath>
#include <cstdint>
#include <string>

#include "view/json/values.hpp"

namespace mpietl::view {

namespace {

Json json_of_count(std::int64_t count) { return count < 0 ? Json() : Json(count); }

Json json_of_measure(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json json_of_text(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json json_of_item(const ItemInFlight& item) {
  return object({{"path", item.path},
                 {"host", json_of_text(item.host)},
                 {"rank", item.rank},
                 {"attempt", item.attempt},
                 {"seconds", json_of_measure(item.seconds)}});
}

Json json_of_failure(const FailedItem& item) {
  return object({{"path", item.path}, {"error", item.error}});
}

}  // namespace

void write_json(const JobStatus& status, const Sink& sink) {
  const Json json = object({{"mpietl_status_json", 1},
                            {"report", status.report},
                            {"state", name_of(status.state)},
                            {"reason", json_of_text(status.reason)},
                            {"has_report", status.has_report},
                            {"run", status.run},
                            {"created", json_of_text(status.created)},
                            {"command_line", json_of_text(status.command_line)},
                            {"ranks", status.ranks},
                            {"threads_per_rank", status.threads_per_rank},
                            {"hosts", status.hosts},
                            {"seconds_since_write", json_of_measure(status.seconds_since_write)},
                            {"items", json_of_count(status.items)},
                            {"done", status.done},
                            {"failed", status.failed},
                            {"dropped", status.dropped},
                            {"skipped", json_of_count(status.skipped())},
                            {"items_per_second", json_of_measure(status.items_per_second)},
                            {"bytes_per_second", json_of_measure(status.bytes_per_second)},
                            {"seconds_left", json_of_measure(status.seconds_left)},
                            {"in_flight", array_of(status.in_flight, json_of_item)},
                            {"errors", array_of(status.errors, json_of_failure)}});
  sink(text_of(json, -1) + "\n");
}

}  // namespace mpietl::view
