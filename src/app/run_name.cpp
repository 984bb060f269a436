#include "app/run_name.hpp"

#include "app/process_info.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::app {

RunStart start_of(const JobClock& clock) { return {utc_now(), unix_now() - clock.now()}; }

RunName name_run(const comm::Communicator& world, const job::Job& job, const Resumption& earlier,
                 const RunStart& start) {
  const Bytes told = comm::from_root(world, [&] {
    ByteWriter writer;
    writer.put(draw_run_id());
    writer.put(earlier.run);
    writer.put(journal::folder_of(job.report));
    writer.put(job.output_dir);
    writer.put(start.created);
    writer.put(start.started_unix_seconds);
    writer.put(earlier.is_reported);
    return writer.take();
  });
  RunName name;
  ByteReader reader(told);
  reader.get(name.id);
  reader.get(name.number);
  reader.get(name.journal);
  reader.get(name.output_root);
  reader.get(name.start.created);
  reader.get(name.start.started_unix_seconds);
  reader.get(name.is_over);
  return name;
}

}  // namespace mpietl::app
