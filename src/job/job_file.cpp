#include "mpietl/job/job_file.hpp"

#include <limits>

#include "job/ranges.hpp"
#include "job/toml.hpp"
#include "mpietl/io/discover.hpp"
#include "mpietl/io/output_choice.hpp"
#include "mpietl/job/progress_style.hpp"

namespace mpietl::job {

namespace {

/// Where in a job file something stands, for messages.
class Place {
 public:
  explicit Place(std::string name) : name_(std::move(name)) {}

  [[nodiscard]] std::string of(const toml::source_region& region) const {
    return name_ + ":" + std::to_string(region.begin.line) + ":" +
           std::to_string(region.begin.column) + ": ";
  }

  [[noreturn]] void fail(const toml::source_region& region, const std::string& text) const {
    throw Error(Reason::usage, of(region) + text);
  }

  /// Calls `check`, and names the place when it throws.
  template <class Check>
  void guard(const toml::source_region& region, const Check& check) const {
    try {
      check();
    } catch (const Error& error) {
      fail(region, error.what());
    }
  }

 private:
  std::string name_;
};

std::string suggestion(std::string_view wrong, std::span<const std::string_view> known) {
  const auto near = nearest(wrong, known);
  if (!near.empty()) return "; did you mean '" + near + "'?";
  std::string text = "; known are";
  for (const auto each : known) text += " " + std::string(each);
  return text;
}

/// Takes one value from `node`; on_wrong_type() says what is expected.
class Value {
 public:
  Value(const toml::node& node, std::string_view key, const Place& place)
      : node_(node), key_(key), place_(place) {}

  void to(std::string& value) const {
    const auto* text = node_.as_string();
    if (text == nullptr) wrong_type("a text in quotes");
    value = text->get();
    // The system would take what stands before it for the name, and so another file.
    if (value.find('\0') != std::string::npos) {
      place_.fail(node_.source(), std::string(key_) + " holds a NUL byte, which no name can");
    }
  }

  void to(bool& value) const {
    const auto* boolean = node_.as_boolean();
    if (boolean == nullptr) wrong_type("true or false");
    value = boolean->get();
  }

  void to(double& value) const {
    if (!node_.is_number()) wrong_type("a number");
    value = *node_.value<double>();
  }

  void to(std::int64_t& value) const {
    const auto* integer = node_.as_integer();
    if (integer == nullptr) wrong_type("a whole number");
    value = integer->get();
  }

  void to(std::uint64_t& value) const {
    std::int64_t integer = 0;
    to(integer);
    if (integer < 0) place_.fail(node_.source(), std::string(key_) + " is below 0");
    value = static_cast<std::uint64_t>(integer);
  }

  void to(ProgressStyle& value) const {
    std::string text;
    to(text);
    place_.guard(node_.source(), [&] { value = progress_style_from(text); });
  }

  void to(std::vector<std::string>& value) const {
    const auto* array = node_.as_array();
    if (array == nullptr) wrong_type("a list of texts in quotes");
    for (const auto& element : *array) Value(element, key_, place_).to(value.emplace_back());
  }

 private:
  [[noreturn]] void wrong_type(const std::string& expected) const {
    place_.fail(node_.source(), std::string(key_) + " must be " + expected);
  }

  const toml::node& node_;
  std::string_view key_;
  const Place& place_;
};

template <class Owner, class Settings>
void read_section(const toml::node& section, const std::string& name, const Settings& settings,
                  Owner& owner, const Place& place) {
  const auto* table = section.as_table();
  if (table == nullptr) place.fail(section.source(), "[" + name + "] must be a section");
  for (const auto& [key, node] : *table) {
    bool found = false;
    std::vector<std::string_view> known;
    for_each_column(settings, [&, &node = node, &key = key](const auto& setting) {
      known.push_back(setting.key);
      if (setting.key != key.str()) return;
      found = true;
      Value(node, key.str(), place).to(owner.*setting.member);
      check_range(setting, owner, place.of(node.source()));
    });
    if (!found) {
      place.fail(key.source(), "unknown key '" + escape(key.str()) + "' in [" + name + "]" +
                                   suggestion(key.str(), known));
    }
  }
}

audio::TransformSpec read_transform(const toml::node& node, const Place& place) {
  const auto* table = node.as_table();
  if (table == nullptr) place.fail(node.source(), "write transforms as [[transform]] sections");
  audio::TransformSpec spec;
  for (const auto& [key, value] : *table) {
    if (key.str() == "name") {
      Value(value, key.str(), place).to(spec.name);
    } else {
      Value(value, key.str(), place).to(spec.parameters[std::string(key.str())]);
    }
  }
  if (spec.name.empty()) place.fail(node.source(), "[[transform]] has no name");
  place.guard(node.source(), [&] { audio::make_transform(spec); });
  return spec;
}

void read_transforms(const toml::node& node, Job& job, const Place& place) {
  const auto* array = node.as_array();
  if (array == nullptr) place.fail(node.source(), "write transforms as [[transform]] sections");
  job.transforms.clear();
  for (const auto& each : *array) job.transforms.push_back(read_transform(each, place));
}

Job read_table(const toml::table& table, const Place& place) {
  constexpr std::array<std::string_view, 6> known{"input", "output", "transform",
                                                  "run",   "report", "generate"};
  Job job;
  for (const auto& [key, node] : table) {
    if (key.str() == "input") {
      read_section(node, "input", input_settings, job, place);
    } else if (key.str() == "output") {
      read_section(node, "output", output_settings, job, place);
      place.guard(node.source(), [&] { io::parse_output_choice(job.format, job.subtype); });
    } else if (key.str() == "run") {
      read_section(node, "run", run_settings, job, place);
    } else if (key.str() == "report") {
      read_section(node, "report", report_settings, job, place);
    } else if (key.str() == "generate") {
      read_section(node, "generate", tone_settings, job.generate.emplace(), place);
    } else if (key.str() == "transform") {
      read_transforms(node, job, place);
    } else {
      place.fail(key.source(),
                 "unknown section '" + escape(key.str()) + "'" + suggestion(key.str(), known));
    }
  }
  return job;
}

}  // namespace

Job parse_job(std::string_view toml, const std::string& name) {
  const Place place(escape(name));
  try {
    Job job = read_table(toml::parse(toml), place);
    validate(job);
    return job;
  } catch (const toml::parse_error& error) {
    place.fail(error.source(), std::string(error.description()));
  }
}

Job read_job(const std::string& path) { return parse_job(io::read_text(path, "job file"), path); }

}  // namespace mpietl::job
