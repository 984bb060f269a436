#pragma once

#include "mpietl/core/columns.hpp"
#include "mpietl/report/report.hpp"
#include "report/attributes.hpp"
#include "report/hdf5.hpp"
#include "report/pipe.hpp"
#include "report/version.hpp"

namespace mpietl::report {

/// Reads what fill() wrote into a file or a group, and sends it without the columns `left_out` of
/// `/files`. Throws Error(format) and Hdf5Failure, which do not name the file.
void send_report(hid_t group, const ColumnNames& left_out, PipeWriter& pipe);

/// What send_report() sends. Throws Error(format) and CutShort.
Report receive_report(PipeReader& pipe);

/// Sends one attribute of `group` for each column of `Values`; errors as read_attributes().
template <class Values, class Columns>
void send_attributes(hid_t group, const Columns& columns, PipeWriter& pipe) {
  Values values;
  read_attributes(group, columns, may_lack(group), values);
  for_each_column(columns, [&](const auto& column) { pipe.put(values.*column.member); });
}

template <class Values, class Columns>
void receive_attributes(const Columns& columns, PipeReader& pipe, Values& values) {
  for_each_column(columns, [&](const auto& column) { pipe.get(values.*column.member); });
}

}  // namespace mpietl::report
