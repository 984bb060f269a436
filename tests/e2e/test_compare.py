"""`mpietl report A.h5 B.h5`: runs side by side, and digests that must agree."""

import json

import h5py
import pytest

from messages import has_all, lines_with
from sounds import sine, write_wav

FILES = 8


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace with the same job on one and on two ranks, twice each, and once with another seed."""
    for number in range(FILES):
        write_wav(shared / f"in/{number}.wav", sine(20_000 + 1_000 * number))
    for ranks in (1, 2):
        for repetition in (1, 2):
            shared.etl("in", "--output-dir", f"o{ranks}{repetition}", ranks=ranks, threads=1,
                       report=f"r{ranks}-{repetition}.h5")
    shared.etl("in", "--output-dir", "seed", "--seed", "7", ranks=1, threads=1, report="seed.h5")
    return shared


def compared(work, *names, expect=0):
    """The text and the JSON for these reports."""
    printed = work.run_mpietl("report", *names).expect(expect).stdout
    told = json.loads(work.run_mpietl("report", *names, "--json", "-").expect(expect).stdout)
    assert told["mpietl_report_json"] == 1
    return printed, told["comparison"], told["runs"]


def test_repetitions_are_one_configuration(ran):
    names = ["r1-1.h5", "r2-1.h5", "r1-2.h5", "r2-2.h5"]
    comparison, runs = compared(ran, *names)[1:]
    assert [run["name"] for run in runs] == names
    assert comparison["scaling"] == "strong"
    one, two = comparison["configurations"]
    assert (one["repetitions"], two["repetitions"]) == (2, 2)
    times = [run["rates"]["work_seconds"] for run in runs]
    assert two["speed_up"]["median"] == pytest.approx((times[0] + times[2]) / (times[1] + times[3]))
    assert two["efficiency"] == pytest.approx(two["speed_up"]["median"] / 2)
    apart = max(times[1], times[3]) < min(times[0], times[2]) or max(times[0], times[2]) < min(times[1], times[3])
    assert (two["verdict"] != "overlap") == apart
    assert [difference["what"] for difference in comparison["differences"]] == ["ranks", "schedule"]
    assert all(pair["same_digests"] == FILES for pair in comparison["files"])


def test_other_seeds_give_other_digests_without_an_error(ran):
    printed, comparison, _ = compared(ran, "r1-1.h5", "seed.h5")
    assert lines_with(printed, "seed", "0", "r1-1.h5", "7", "seed.h5")
    (pair,) = comparison["files"]
    assert not pair["is_same_job"] and pair["mismatches"] == []


def test_other_bits_of_the_same_job_are_an_error(ran):
    (ran / "spoilt.h5").write_bytes((ran / "r2-1.h5").read_bytes())
    with h5py.File(ran / "spoilt.h5", "r+") as file:
        rows = file["files"][()]
        rows["digest"][3] = b"0123"
        rows["path"][5] = b"in/other.wav"
        file["files"][...] = rows
    printed, comparison, _ = compared(ran, "r1-1.h5", "spoilt.h5", expect=1)
    assert has_all(printed, "in/3.wav", "0123", "spoilt.h5")
    (pair,) = comparison["files"]
    assert [row["path"] for row in pair["mismatches"]] == ["in/3.wav"]
    assert (pair["only_in_first"], pair["only_in_second"]) == (1, 1)


def test_a_bench_counts_as_its_runs(ran):
    ran.run_mpietl("bench", "in", "--ranks", "1,2", "--threads", "1", "--repetitions", "2", ranks=2).expect(0)
    _, comparison, runs = compared(ran, "r1-1.h5", "mpietl-bench.h5")
    assert len(runs) == 5
    assert sum(pair["same_digests"] for pair in comparison["files"] if pair["is_same_job"]) == 4 * FILES


def test_run_takes_one_report(ran):
    assert "--run" in ran.run_mpietl("report", "r1-1.h5", "r2-1.h5", "--run", "x").expect(2).stderr
