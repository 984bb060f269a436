"""Checks that reports of write_sample can be read without our code: by h5py, PyTables and pandas.

usage: read_report.py REPORT.h5 RUNS.h5
"""

import sys
import warnings

import h5py
import numpy
import pandas
import tables

FILES = """index path output status error error_kind warning rank thread run attempt frames channels sample_rate
    frames_out channels_out sample_rate_out bytes_in bytes_out start open_seconds read_seconds transform_seconds write_seconds close_seconds
    wait_seconds total_seconds estimated_seconds peak_in peak_out rms_in rms_out loudness true_peak dc bandwidth crest clipped saturated not_finite silent user_seconds system_seconds max_rss_bytes exit_status parameters digest fingerprint""".split()
RANKS = """rank host local_rank pid threads cpus cores host_cpus binding grants answer_seconds items bytes busy_seconds idle_seconds
    wall_seconds cpu_seconds max_rss_bytes clock_error_seconds""".split()
PHASES = ["phase", "start", "end"]
HISTORY = "run created command_line ranks threads_per_rank hosts ended done on_clock wall_seconds".split()
ATTRIBUTES = "attribute type unit description".split()
COLUMNS = {"files": FILES, "ranks": RANKS, "phases": PHASES, "history": HISTORY, "attributes": ATTRIBUTES}
TEXT = set("""path output status error error_kind warning parameters digest fingerprint host cpus phase created command_line
    hosts ended binding attribute type unit description""".split())
INT32 = set("""rank local_rank thread run attempt channels sample_rate channels_out
    sample_rate_out threads on_clock cores host_cpus exit_status""".split())
INT64 = set("""index frames frames_out bytes_in bytes_out clipped saturated not_finite silent pid grants items bytes
    max_rss_bytes ranks threads_per_rank done""".split())
UNITS = {"bytes_in": "bytes", "start": "s", "total_seconds": "s", "sample_rate": "Hz", "sample_rate_out": "Hz",
         "frames": "frames", "peak_in": "full scale", "clipped": "samples"}
TEXT_ATTRIBUTES = """mpietl_version status reason created command_line working_directory job shard list_digest hosts schedule
    mpi_library libsndfile_version hdf5_version OMP_NUM_THREADS SLURM_JOB_ID""".split()
INTEGER_ATTRIBUTES = """schema_version schema_minor_version run ranks threads_per_rank items done failed skipped dropped
    bytes_in bytes_out list_items files_left_out joined""".split()


def check_type(name, dtype):
    """Text is of fixed length, counts are integers, measures are doubles."""
    if name in TEXT:
        assert dtype.kind == "S" and h5py.check_string_dtype(dtype).encoding == "utf-8", name
    elif name in INT32 | INT64:
        assert dtype == (numpy.int32 if name in INT32 else numpy.int64), name
    else:
        assert dtype == numpy.float64, name


def check_dataset(dataset, columns):
    """Names, types and attributes of one table."""
    assert list(dataset.dtype.names) == columns
    assert dataset.maxshape == (None,) and dataset.compression == "gzip" and dataset.shuffle
    for name in columns:
        check_type(name, dataset.dtype[name])
        assert isinstance(dataset.attrs[f"description_{name}"], str)


def check_attributes(attributes):
    """A report's attributes have their types."""
    for name in TEXT_ATTRIBUTES:
        assert isinstance(attributes[name], str), name
    for name in INTEGER_ATTRIBUTES:
        assert attributes[name].dtype == numpy.int64, name
    assert attributes["seed"].dtype == numpy.uint64
    for name in ("wall_seconds", "started_unix_seconds"):
        assert attributes[name].dtype == numpy.float64, name
    assert (attributes["schema_version"], attributes["schema_minor_version"]) == (1, 4)


def check_history(file):
    """An earlier run that crashed, and the one that completed the job; together they have all done items."""
    history, done = file["history"], file["files"][file["files"]["status"] == b"done"]
    assert file.attrs["run"] == 2 and history["run"].tolist() == [1, 2]
    assert history["ended"].tolist() == [b"died", b"complete"]
    assert history["done"].tolist() == [(done["run"] == run).sum() for run in (1, 2)] == [396, 594]
    assert history["on_clock"].tolist() == [0, 1]
    assert numpy.isnan(history["wall_seconds"]).tolist() == [True, False]
    assert history["wall_seconds"][1] == file.attrs["wall_seconds"]


def check_h5py(path):
    """The whole file by h5py."""
    with h5py.File(path, "r") as file:
        assert set(file) == set(COLUMNS)
        check_attributes(file.attrs)
        assert file.attrs["items"] == 1000 and len(file.attrs["job"]) == 100_001
        for name, columns in COLUMNS.items():
            check_dataset(file[name], columns)
        files = file["files"]
        units = {name: files.attrs[f"unit_{name}"] for name in UNITS}
        assert units == UNITS and "unit_path" not in files.attrs
        assert files[3]["path"].decode() == "grüße/日本.wav"
        assert set(files["status"]) == {b"done", b"failed"}
        check_history(file)


def check_tables(path):
    """Rows and queries by PyTables."""
    with tables.open_file(path) as file:
        assert file.root.files.nrows == 1000
        failed = file.root.files.read_where("status == b'failed'")
        assert failed["index"].tolist() == list(range(99, 1000, 100))


def check_pandas(path):
    """Each table as a frame."""
    for name, columns in COLUMNS.items():
        assert list(pandas.read_hdf(path, name).columns) == columns
    assert pandas.read_hdf(path, "files").total_seconds.sum() > 0
    joined = pandas.read_hdf(path, "files").merge(pandas.read_hdf(path, "history"), on="run")
    assert len(joined) == 1000 and joined.ended.tolist() == 400 * ["died"] + 600 * ["complete"]


RUNS = [(f"r{ranks}_t2_dynamic", repetition) for repetition in range(1, 12) for ranks in (1, 4, 2)]


def check_run(group, configuration, repetition):
    """The group of one run is a report, with the run's name."""
    assert group.attrs["configuration"] == configuration and isinstance(group.attrs["configuration"], str)
    assert group.attrs["repetition"] == repetition and group.attrs["repetition"].dtype == numpy.int64
    assert group.attrs.get("chunk") == {"r1": None, "r2": 0, "r4": 16}[configuration[:2]]
    check_attributes(group.attrs)
    assert set(group) == set(COLUMNS)
    for name, columns in COLUMNS.items():
        check_dataset(group[name], columns)
    assert len(group["files"]) == group.attrs["items"] == 200
    assert group["history"]["done"].tolist() == [group.attrs["done"]]
    assert len(group["ranks"]) == group.attrs["ranks"] == int(configuration[1])


def check_runs(path):
    """Several runs in their order by h5py; their names are Python names to PyTables."""
    with h5py.File(path, "r") as file:
        assert set(file) == {"runs"}
        assert set(file.attrs) == {"schema_version", "schema_minor_version", "mpietl_version", "created", "command_line"}
        assert list(file["runs"]) == [f"{configuration}_{repetition}" for configuration, repetition in RUNS]
        for run in RUNS:
            check_run(file["runs/{}_{}".format(*run)], *run)
    with tables.open_file(path) as file:
        assert file.root.runs.r4_t2_dynamic_11.files.nrows == 200
    for name, columns in COLUMNS.items():
        assert list(pandas.read_hdf(path, f"runs/r2_t2_dynamic_3/{name}").columns) == columns


if __name__ == "__main__":
    warnings.simplefilter("error", tables.NaturalNameWarning)
    for check in (check_h5py, check_tables, check_pandas):
        check(sys.argv[1])
    check_runs(sys.argv[2])
