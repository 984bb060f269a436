"""`mpietl report --trace`: a nested timeline whose sums match the report."""

import json
from collections import defaultdict

import h5py
import numpy
import pytest

from messages import numbers
from reports import Report
from sounds import lead_nowhere, sine, write_wav
from support import DEFAULT_REPORT

RANKS, THREADS = 3, 2
NAMES = [f"{number:02d}.wav" for number in range(40)] + ['a "b"\\.wav', "new\nline.wav", "grüße.wav"]
STAGES = ["open", "read", "transform", "write", "wait", "close"]
TICK = 0.125  # microseconds


class Trace:
    """Events of a trace by kind, after a check of what all of them need."""

    def __init__(self, path):
        content = json.loads(path.read_text(encoding="utf-8"))
        self.facts = content["otherData"]
        self.events = content["traceEvents"]
        assert {event["ph"] for event in self.events} <= {"M", "X", "C"}
        assert all(event["pid"] > 0 and event["tid"] > 0 and event["name"] for event in self.events)
        self.names = {(event["name"], event["pid"], event["tid"]): event["args"]["name"]
                      for event in self.events if event["name"].endswith("_name")}
        (self.job,) = [pid for (kind, pid, _), name in self.names.items() if (kind, name) == ("process_name", "job")]
        slices = [event for event in self.events if event["ph"] == "X"]
        self.phases = [event for event in slices if event["pid"] == self.job]
        self.files = [event for event in slices if "path" in event.get("args", {})]
        self.nested = nest([event for event in slices if event["pid"] != self.job])

    def counters(self, name, value):
        """Times and values of one line of a counter."""
        events = [event for event in self.events if event["ph"] == "C" and event["name"] == name]
        return numpy.array([event["ts"] for event in events]), numpy.array([event["args"][value] for event in events])

    def integral(self, name, value):
        """The integral of a counter, in its unit times microseconds."""
        times, values = self.counters(name, value)
        assert values[-1] == 0
        return (numpy.diff(times) * values[:-1]).sum()


def nest(slices):
    """Slices below each outermost one, by its path, after a check that those of a track nest exactly."""
    tracks, below = defaultdict(list), {}
    for event in slices:
        tracks[event["pid"], event["tid"]].append(event)
    for events in tracks.values():
        end, outer = 0.0, None
        for event in events:
            assert event["dur"] >= 0 and event["ts"] % TICK == event["dur"] % TICK == 0
            if "path" in event.get("args", {}):
                assert event["ts"] >= end, "files of a thread overlap"
                outer, inner = event, event["ts"]
                below[event["args"]["path"]] = []
                end = event["ts"] + event["dur"]
            else:
                assert event["ts"] >= inner and event["ts"] + event["dur"] <= end, "a stage is outside of its file"
                inner = event["ts"] + event["dur"]
                below[outer["args"]["path"]].append(event)
    return below


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace, report and trace of a run in which two files fail."""
    for name in NAMES:
        write_wav(shared / "in" / name, sine(30_000))
    (shared / "in/broken.wav").write_text("no audio")
    lead_nowhere(shared / "gone.wav")
    report = shared.etl("in", "gone.wav", ranks=RANKS, threads=THREADS, expect=1)
    shared.run_mpietl("report", DEFAULT_REPORT, "--trace", "trace.json").expect(0)
    return shared, report, Trace(shared / "trace.json")


def test_each_file_is_a_slice_of_its_thread(ran):
    _, report, trace = ran
    assert len(trace.files) == len(report.files) == trace.facts["files_shown"]
    for event in trace.files:
        args, row = event["args"], report.row(event["args"]["path"])
        assert event["name"] == row.path.rsplit("/", 1)[-1]
        assert (event["pid"], event["tid"]) == (row["rank"] + 1, row.thread + 1)
        assert (args["status"], args["attempt"], args.get("error", "")) == (row.status, row.attempt, row.error)
        assert args.get("bytes_in", -1) == row.bytes_in and args.get("bytes_out", -1) == row.bytes_out
        assert event["ts"] == pytest.approx(1e6 * row.start, abs=1)
        assert event["dur"] == pytest.approx(1e6 * row.total_seconds, abs=1)


def test_stages_add_up_to_those_of_the_report(ran):
    check_stages(*ran[1:])


def test_stages_shared_by_threads_are_scaled(ran):
    work, report = ran[:2]
    (work / "shared.h5").write_bytes((work / DEFAULT_REPORT).read_bytes())
    with h5py.File(work / "shared.h5", "r+") as file:
        rows = file["files"][()]
        rows["transform_seconds"] += 3 * rows["total_seconds"]
        file["files"][...] = rows
    work.run_mpietl("report", "shared.h5", "--trace", "shared.json").expect(0)
    trace = Trace(work / "shared.json")
    check_stages(Report(work / "shared.h5"), trace)
    scaled = {event["args"]["path"] for event in trace.files if event["args"].get("stages_scaled_by", 1) < 1 / 3}
    assert scaled == set(report.files.path[report.files.status == "done"])


def check_stages(report, trace):
    """Checks that slices of stages have the reported lengths, or are shorter by a common factor."""
    for event in trace.files:
        row = report.row(event["args"]["path"])
        spent = {name: numpy.nan_to_num(row[f"{name}_seconds"]) for name in STAGES if f"{name}_seconds" in row}
        scale = min(1.0, row.total_seconds / max(sum(spent.values()), 1e-9))
        assert event["args"].get("stages_scaled_by", 1.0) == pytest.approx(scale, rel=1e-3)
        seen = [slice_["name"] for slice_ in trace.nested[row.path]]
        assert seen == [name for name in STAGES if name in seen]
        durations = {slice_["name"]: slice_["dur"] for slice_ in trace.nested[row.path]}
        for name, seconds in spent.items():
            assert durations.get(name, 0) == pytest.approx(1e6 * seconds * scale, rel=1e-3, abs=1), (row.path, name)


def test_ranks_threads_and_phases_are_named(ran):
    _, report, trace = ran
    for row in report.ranks.itertuples():
        name = trace.names["process_name", row.rank + 1, 1]
        assert f"rank {row.rank} " in name and row.host in name
    for event in trace.files:
        assert numbers(trace.names["thread_name", event["pid"], event["tid"]]) == [event["tid"] - 1]
    assert [event["name"] for event in trace.phases] == report.phases.phase.tolist()
    for event, row in zip(trace.phases, report.phases.itertuples()):
        assert event["ts"] == pytest.approx(1e6 * row.start, abs=1)
        assert event["ts"] + event["dur"] == pytest.approx(1e6 * row.end, abs=1)


def test_counters_add_up(ran):
    _, report, trace = ran
    done = report.files[report.files.status == "done"]
    assert trace.integral("MB/s", "in") == pytest.approx(done.bytes_in.sum(), rel=0.01)
    assert trace.integral("MB/s", "out") == pytest.approx(done.bytes_out.sum(), rel=0.01)
    assert trace.integral("files", "in progress") == pytest.approx(1e6 * report.files.total_seconds.sum(), rel=0.01)
    times, values = trace.counters("files", "in progress")
    assert 500 <= len(times) <= 1000 and 0 < values.max() <= RANKS * THREADS + 0.01


def test_files_of_earlier_runs_are_left_out(work):
    for name in ("a.wav", "b.wav", "c.wav"):
        write_wav(work / "in" / name, sine(5_000))
    (work / "in/d.wav").write_text("no audio")
    work.etl("in", "--output-dir", "out", expect=1)
    write_wav(work / "in/d.wav", sine(5_000))
    work.etl("in", "--output-dir", "out", "--resume")
    work.run_mpietl("report", DEFAULT_REPORT, "--trace", "trace.json").expect(0)
    trace = Trace(work / "trace.json")
    assert [event["name"] for event in trace.files] == ["d.wav"]
    assert trace.facts["files_of_earlier_runs_left_out"] == 3


def test_inconsistent_times_still_give_a_nested_trace(ran):
    work = ran[0]
    (work / "odd.h5").write_bytes((work / DEFAULT_REPORT).read_bytes())
    with h5py.File(work / "odd.h5", "r+") as file:
        rows = file["files"][()]
        rows["start"][:8] = [numpy.nan, numpy.inf, -1.0, 1e300, 0.0, 0.0, 0.0, 0.0]
        rows["total_seconds"][8:12] = [numpy.nan, -1.0, 1e300, 0.0]
        rows["read_seconds"][12:16] = [numpy.nan, numpy.inf, -1.0, 1e300]
        file["files"][...] = rows
    work.run_mpietl("report", "odd.h5", "--trace", "odd.json").expect(0)
    trace = Trace(work / "odd.json")
    left_out = trace.facts["files_not_worked_on_left_out"]
    assert left_out == 4 and len(trace.files) == len(Report(work / "odd.h5").files) - left_out
