#include <sstream>

#include "job/settings.hpp"
#include "job/toml.hpp"
#include "mpietl/core/columns.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/progress_style.hpp"

namespace mpietl::job {

namespace {

/// TOML is UTF-8: a name that is not is stored in its escaped form.
std::string utf8(const std::string& text) { return is_utf8(text) ? text : escape(text); }

std::string toml_value(const std::string& value) { return utf8(value); }
bool toml_value(bool value) { return value; }
double toml_value(double value) { return value; }
std::int64_t toml_value(std::int64_t value) { return value; }
std::int64_t toml_value(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::string toml_value(ProgressStyle value) { return std::string(to_string(value)); }
toml::array toml_value(const std::vector<std::string>& values) {
  toml::array array;
  for (const auto& value : values) array.push_back(utf8(value));
  return array;
}

template <class Owner, class Settings>
toml::table section(const Owner& owner, const Settings& settings) {
  toml::table table;
  for_each_column(settings, [&](const auto& setting) {
    table.insert(setting.key, toml_value(owner.*setting.member));
  });
  return table;
}

toml::array transforms(const Job& job) {
  toml::array array;
  for (const auto& spec : job.transforms) {
    toml::table table{{"name", spec.name}};
    for (const auto& [key, value] : spec.parameters) table.insert(key, value);
    array.push_back(std::move(table));
  }
  return array;
}

}  // namespace

std::string to_toml(const Job& job) {
  toml::table table{{"input", section(job, input_settings)},
                    {"output", section(job, output_settings)},
                    {"run", section(job, run_settings)},
                    {"report", section(job, report_settings)},
                    {"transform", transforms(job)}};
  if (job.generate) table.insert("generate", section(*job.generate, tone_settings));
  std::ostringstream text;
  // Quoted texts only: toml++ 3.3 writes a text with a newline and three quotes as a literal that
  // ends too early.
  text << toml::toml_formatter(table, toml::format_flags::none) << "\n";
  return text.str();
}

}  // namespace mpietl::job
