"""`mpietl bench`: several configurations of one job, their table and their report."""

import json

import h5py
import pandas
import pytest

from messages import has_all
from reports import table
from sounds import as_pcm16, sine, write_wav

FILES = 12

pytestmark = pytest.mark.timing


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace and result of a bench over lists of everything."""
    for number in range(FILES):
        write_wav(shared / f"in/{number}.wav", as_pcm16(sine(20_000 + 5_000 * number)))
    result = shared.run_mpietl("bench", "in", "--ranks", "1,3", "--threads", "1,2", "--schedule", "static,dynamic",
                               "--chunk", "0,2", "--repetitions", "2", ranks=3).expect(0)
    return shared, result


CONFIGURATIONS = ["r1_t1_static", "r1_t2_static", "r3_t1_static", "r3_t1_dynamic", "r3_t1_dynamic_c2",
                  "r3_t2_static", "r3_t2_dynamic", "r3_t2_dynamic_c2"]


def test_every_configuration_has_its_line(ran):
    _, result = ran
    lines = [line.split() for line in result.lines if line.startswith("  r")]
    scaling, simulations = lines[:len(CONFIGURATIONS)], lines[len(CONFIGURATIONS):]
    assert [line[0] for line in scaling] == [line[0] for line in simulations] == CONFIGURATIONS
    assert [line[1:3] for line in scaling] == [[name[1], name[4]] for name in CONFIGURATIONS]


def test_every_run_is_a_report(ran):
    work, _ = ran
    with h5py.File(work / "mpietl-bench.h5") as file:
        runs = file["runs"]
        assert set(runs) == {f"{name}_{round}" for name in CONFIGURATIONS for round in (1, 2)}
        for name, run in runs.items():
            ranks, threads = int(name[1]), int(name[4])
            assert (run.attrs["ranks"], run.attrs["threads_per_rank"]) == (ranks, threads)
            assert run.attrs["schedule"] in name
            assert len(run["ranks"]) == ranks
            files = table(run["files"])
            assert files.status.tolist() == ["done"] * FILES
        digests = {tuple(table(run["files"]).digest) for run in runs.values()}
        assert len(digests) == 1
    frame = pandas.read_hdf(work / "mpietl-bench.h5", "runs/r3_t2_dynamic_1/files")
    assert len(frame) == FILES


def test_nothing_else_is_left(ran):
    work, _ = ran
    assert work.tree() == {f"in/{number}.wav" for number in range(FILES)} | {"mpietl-bench.h5"}


def test_report_shows_them_again(ran):
    work, result = ran
    told = work.run_mpietl("report", "mpietl-bench.h5").expect(0)
    scaling = [line for line in result.lines if line.startswith("  r")][:len(CONFIGURATIONS)]
    assert [line for line in told.lines if line.startswith("  r")] == scaling
    one = work.run_mpietl("report", "mpietl-bench.h5", "--run", "r3_t1_static_2", "--json", "-").expect(0)
    assert json.loads(one.stdout)["summary"]["ranks"] == 3


def test_without_lists_threads_ranks_and_both(work):
    write_wav(work / "a.wav", sine(5_000))
    result = work.run_mpietl("bench", "a.wav", "--repetitions", "1", "--output-dir", "there", ranks=2).expect(0)
    names = [line.split()[0] for line in result.lines if line.startswith("  r")]
    assert {"r1_t1_static", "r2_t1_dynamic"} <= set(names)
    assert work.tree() == {"a.wav", "mpietl-bench.h5"}


@pytest.mark.parametrize("options, values", [
    (("--ranks", "4"), ("--ranks", "mpirun -n 4")),
    (("--threads", "0"), ("--threads", "0")),
    (("--schedule", "static,best"), ("schedule", "'best'")),
    (("--repetitions", "0"), ("--repetitions",)),
    (("--ranks", "1,x"), ("--ranks",)),
])
def test_wrong_options(work, options, values):
    write_wav(work / "a.wav", sine(100))
    result = work.run_mpietl("bench", "a.wav", *options, ranks=2).expect(2)
    assert has_all(result.stderr, *values)
    assert work.tree() == {"a.wav"}


def test_a_failed_file_is_reported(work):
    write_wav(work / "a.wav", sine(100))
    (work / "b.wav").write_text("no audio")
    work.run_mpietl("bench", "a.wav", "b.wav", "--repetitions", "1", ranks=2).expect(1)
    with h5py.File(work / "mpietl-bench.h5") as file:
        assert {int(run.attrs["failed"]) for run in file["runs"].values()} == {1}
