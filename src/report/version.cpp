#include "report/version.hpp"

#include "mpietl/core/error.hpp"
#include "mpietl/report/file.hpp"
#include "report/attributes.hpp"
#include "report/schema.hpp"

namespace mpietl::report {

void write_version(hid_t object) {
  write_attribute(object, version_attribute, std::int64_t{schema_version});
  write_attribute(object, minor_version_attribute, std::int64_t{schema_minor_version});
}

void require_version(hid_t object) {
  std::int64_t version = 0;
  read_attribute(object, version_attribute, version);
  if (version == schema_version) return;
  const std::string numbers = "it is of schema version " + std::to_string(version) +
                              ", and this mpietl reads version " + std::to_string(schema_version);
  throw Error(Reason::format,
              version > schema_version
                  ? numbers + ": read it with the mpietl that wrote it, or a newer one"
                  : numbers + ": read it with the mpietl that wrote it");
}

bool may_lack(hid_t object) {
  if (!has_attribute(object, minor_version_attribute)) return true;
  std::int64_t minor = 0;
  read_attribute(object, minor_version_attribute, minor);
  return minor != schema_minor_version;
}

}  // namespace mpietl::report
