"""The report, read by h5py, pandas and PyTables: every column has the measured values."""

import datetime
import os
import socket
import time
import tomllib

import h5py
import numpy
import pandas
import pytest
import tables
import xxhash

from reports import STAGES
from sounds import RATE, as_pcm16, lead_nowhere, read_wav, sine, write_wav
from support import DEFAULT_REPORT

FILES = {"a.wav": (200_000, 1), "b.wav": (120_000, 2), "deep/c.wav": (90_000, 1), "deep/d.wav": (50_000, 3),
         "e.wav": (10_000, 1), "grüße.wav": (5_000, 1)}
FILE_COLUMNS = """index path output status error error_kind warning rank thread run attempt frames channels sample_rate
    frames_out channels_out sample_rate_out bytes_in bytes_out start open_seconds read_seconds transform_seconds write_seconds close_seconds
    wait_seconds total_seconds estimated_seconds peak_in peak_out rms_in rms_out loudness true_peak dc bandwidth crest clipped saturated not_finite silent user_seconds system_seconds max_rss_bytes exit_status parameters digest fingerprint""".split()
RANK_COLUMNS = """rank host local_rank pid threads cpus cores host_cpus binding grants answer_seconds items bytes busy_seconds idle_seconds
    wall_seconds cpu_seconds max_rss_bytes clock_error_seconds""".split()
PHASES = ["listing", "scatter", "work", "gather", "write"]
RANKS, THREADS = 3, 2
CLOCK_TOLERANCE = 0.02


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace, report and wall-clock limits of one run at 3 ranks x 2 threads, one file missing."""
    for name, (frames, channels) in FILES.items():
        write_wav(shared / "in" / name, sine(frames, channels, amplitude=0.9))
    begin = time.time()
    lead_nowhere(shared / "gone.wav")
    report = shared.etl("in", "gone.wav", "--seed", "42", ranks=RANKS, threads=THREADS, expect=1)
    return shared, report, (begin, time.time())


@pytest.fixture(scope="module")
def done(ran):
    """Rows of the files that are done."""
    files = ran[1].files
    return files[files.status == "done"]


def test_pandas_and_pytables_read_every_table(ran):
    path = str(ran[0] / DEFAULT_REPORT)
    for name, expected in (("files", ran[1].files), ("ranks", ran[1].ranks), ("phases", ran[1].phases),
                           ("history", ran[1].history)):
        frame = pandas.read_hdf(path, name)
        assert len(frame) == len(expected) and set(frame.columns) >= set(expected.columns)
    with tables.open_file(path) as file:
        rows = file.root.files.read()
        assert rows["frames"].tolist() == ran[1].files.frames.tolist()
        assert file.root.files.read_where("status == b'failed'")["path"].tolist() == [b"gone.wav"]


def test_columns_and_their_units(ran):
    _, report, _ = ran
    assert list(report.files.columns) == FILE_COLUMNS
    assert list(report.ranks.columns) == RANK_COLUMNS
    assert list(report.phases.columns) == ["phase", "start", "end"]
    with h5py.File(ran[0] / DEFAULT_REPORT) as file:
        for column in file["files"].dtype.names:
            assert file["files"].dtype[column].kind in "Sif"
        units = {name.removeprefix("unit_"): value for name, value in file["files"].attrs.items()}
        assert {units[name] for name in (*STAGES, "wait_seconds", "total_seconds", "start")} <= {"s", b"s"}


def test_attributes(ran):
    _, report, (begin, end) = ran
    attributes = report.attributes
    expected = {"schema_version": 1, "status": "complete", "reason": "", "seed": 42, "ranks": RANKS,
                "threads_per_rank": THREADS, "hosts": socket.gethostname(), "items": len(FILES) + 1,
                "done": len(FILES), "failed": 1, "skipped": 0}
    assert {name: attributes[name] for name in expected} == expected
    created = datetime.datetime.fromisoformat(attributes["created"].replace("Z", "+00:00")).timestamp()
    assert begin - 1 <= created <= end
    assert 0 < attributes["wall_seconds"] < end - begin
    assert "gone.wav" in attributes["command_line"] and "--seed" in attributes["command_line"]
    assert "gaussian_noise" in attributes["job"] and "42" in attributes["job"]
    assert "OMP_NUM_THREADS" in attributes
    for name in ("mpietl_version", "schedule", "mpi_library", "libsndfile_version", "hdf5_version"):
        assert attributes[name]


def test_rows_are_in_list_order(ran):
    _, report, _ = ran
    assert report.files["index"].tolist() == list(range(len(FILES) + 1))
    walked = sorted((f"in/{name}" for name in FILES), key=os.fsencode)
    assert report.files.path.tolist() == [*walked, "gone.wav"]


def test_job_file_in_force_is_toml(ran):
    assert tomllib.loads(ran[1].attributes["job"])["run"]["seed"] == 42


def test_sizes(ran, done):
    work, report, _ = ran
    for row in done.itertuples():
        assert row.bytes_in == (work / row.path).stat().st_size
        assert row.bytes_out == (work / row.output).stat().st_size
        assert (row.frames, row.channels) == FILES[row.path.removeprefix("in/")]
        assert (row.sample_rate, row.attempt) == (RATE, 1)
        assert row.digest == xxhash.xxh3_128_hexdigest((work / row.output).read_bytes())
    assert report.attributes["bytes_in"] == done.bytes_in.sum()
    assert report.attributes["bytes_out"] == done.bytes_out.sum()


def test_levels_equal_numpy(ran, done):
    for row in done.itertuples():
        for peak, rms, path in ((row.peak_in, row.rms_in, row.path), (row.peak_out, row.rms_out, row.output)):
            samples = read_wav(ran[0] / path).astype(numpy.float64)
            assert peak == pytest.approx(numpy.abs(samples).max(), rel=1e-7)
            assert rms == pytest.approx(numpy.sqrt((samples**2).mean()), rel=1e-6)
        assert row.clipped == pytest.approx((numpy.abs(read_wav(ran[0] / row.output)) == 1).sum())
        assert row.saturated == 0
        assert row.not_finite == 0
        assert row.silent == (numpy.abs(read_wav(ran[0] / row.path)) < 0.001).sum() > 0


def test_levels_of_integer_files_are_in_full_scale(work):
    write_wav(work / "x.wav", as_pcm16(sine(10_000, amplitude=0.25)))
    row = work.etl("x.wav", "--transform", "gaussian_noise:stddev=0").row("x.wav")
    assert (row.peak_in, row.peak_out) == (0.25, 0.25)
    assert row.rms_in == pytest.approx(0.25 / 2**0.5, rel=0.01)


@pytest.mark.timing
def test_times_of_files(ran, done):
    wall = ran[1].attributes["wall_seconds"]
    phase = ran[1].phases.set_index("phase")
    assert (done[STAGES] > 0).all().all()
    assert (done[STAGES].sum(axis=1) <= done.total_seconds * 1.001 + 1e-6).all()
    assert (done.start >= phase.start["work"] - CLOCK_TOLERANCE).all()
    assert (done.start + done.total_seconds <= phase.end["work"] + CLOCK_TOLERANCE).all()
    assert phase.end["work"] <= wall + 1e-3


def test_files_of_one_thread_do_not_overlap(done):
    for _, rows in done.groupby(["rank", "thread"]):
        rows = rows.sort_values("start")
        assert (rows.start.values[1:] >= (rows.start + rows.total_seconds).values[:-1] - 1e-4).all()
    assert done["rank"].between(0, RANKS - 1).all() and done.thread.between(0, THREADS - 1).all()


def test_a_failed_row_has_no_values_of_steps_not_reached(ran):
    row = ran[1].row("gone.wav")
    assert row.status == "failed" and row.error and row.warning == "" and row.digest == ""
    assert (row.frames, row.channels, row.bytes_out) == (-1, -1, -1)
    assert numpy.isnan([row.peak_in, row.rms_out]).all()


def test_the_history_of_a_job_that_ran_once_has_one_run(ran):
    attributes = ran[1].attributes
    (run,) = ran[1].history.to_dict("records")
    assert (run["run"], run["ended"], run["done"]) == (1, "complete", attributes["done"])
    for name in ("created", "command_line", "ranks", "threads_per_rank", "hosts", "wall_seconds"):
        assert run[name] == attributes[name], name
    assert attributes["run"] == 1 and set(ran[1].files.run) == {1}


def test_phases_follow_each_other(ran):
    _, report, _ = ran
    phases = report.phases
    assert phases.phase.tolist() == PHASES
    assert (phases.start <= phases.end).all() and phases.start[0] >= 0
    assert (phases.start.values[1:] >= phases.end.values[:-1] - 1e-3).all()
