"""`mpietl plan`: predictions for larger runs from a run on some files, and refusals."""

import errno
import os
import re

import pytest

from messages import numbers
from reports import STAGES
from sounds import sine, write_wav
from support import DEFAULT_REPORT, crashed

FILES = 12
# Our names of the columns, in their order.
COLUMNS = ("ranks", "nodes", "wall_time", "speed_up", "efficiency", "idle", "grants_per_second", "root_busy")


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace after a job with a dozen files and a broken one, and a job without done files."""
    for number in range(FILES):
        write_wav(shared / f"in/{number}.wav", sine(50_000 + 20_000 * number))
    (shared / "in/broken.wav").write_text("no audio")
    shared.etl("in", ranks=2, threads=1, expect=1)
    shared.etl("in/broken.wav", report="nothing.h5", expect=1)
    return shared


def plan(work, *args):
    """What is printed, and the cells of its table, by the number of ranks."""
    printed = work.run_mpietl("plan", DEFAULT_REPORT, *args).expect(0).stdout
    lines = [re.split(r" {2,}", line.strip()) for line in printed.splitlines() if line.startswith("  ")]
    table = [dict(zip(COLUMNS, line)) for line in lines if len(line) == len(COLUMNS)]
    return printed, {int(row["ranks"]): row for row in table[1:]}


def percent(cell):
    """A cell such as "12.5%" as a number from 0 to 1."""
    return float(cell.removesuffix("%")) / 100


def seconds(cell):
    """A cell such as "4.31ms", "0.47s", "3m 20s" or "2h 05m" in seconds."""
    units = {"ms": 1e-3, "s": 1, "m": 60, "h": 3600, "d": 86400}
    return sum(float(number) * units[unit] for number, unit in re.findall(r"([\d.]+)(ms|s|m|h|d)", cell))


def test_one_thread_takes_the_sum_of_the_files(ran):
    report = ran.report()
    done = report.files[report.files.status == "done"]
    stages = done[STAGES].sum(axis=1)
    busy = done.total_seconds.combine(stages, max).sum()
    phases = report.phases.set_index("phase")
    serial = sum(phases.end[name] - phases.start[name] for name in ("listing", "gather", "write"))
    printed, rows = plan(ran, "--ranks", "1")
    assert numbers(printed).count(FILES) >= 2, "as many items as files"
    assert busy + serial <= seconds(rows[1]["wall_time"]) + 0.01
    assert seconds(rows[1]["wall_time"]) <= busy + serial + 0.05


def test_more_ranks_take_less_time(ran):
    _, rows = plan(ran, "--ranks", "16,1,4", "--items", "20000", "--threads", "1", "--cpus-per-node", "8")
    assert list(rows) == [1, 4, 16]
    times = [seconds(row["wall_time"]) for row in rows.values()]
    assert times[0] > times[1] > times[2] >= times[0] / 16
    assert [row["nodes"] for row in rows.values()] == ["1", "1", "2"]
    assert all(0 < percent(row["efficiency"]) <= 1 for row in rows.values())
    assert float(rows[4]["speed_up"]) == pytest.approx(times[0] / times[1], rel=0.1)


def test_time_limit_becomes_slurm_options(ran):
    _, rows = plan(ran, "--items", "100000", "--ranks", "1,2,4,8,16")
    limit = int(1.3 * seconds(rows[4]["wall_time"])) + 1
    printed, _ = plan(ran, "--items", "100000", "--ranks", "1,2,4,8,16", "--time-limit", f"{limit}s",
                      "--cpus-per-node", "2")
    options = re.search(r"--nodes=(\d+) --ntasks-per-node=(\d+) --cpus-per-task=(\d+) --time=(\d\d):(\d\d):(\d\d)",
                        printed)
    assert options.group(1, 2, 3) == ("2", "2", "1"), "4 ranks, the fewest that end within the limit"
    hours, minutes, rest = (int(options[place]) for place in (4, 5, 6))
    assert seconds(rows[4]["wall_time"]) < 3600 * hours + 60 * minutes + rest <= limit


def test_static_and_chunks_differ(ran):
    _, static = plan(ran, "--ranks", "4", "--items", "5000", "--schedule", "static")
    _, chunks = plan(ran, "--ranks", "4", "--items", "5000", "--chunk", "1")
    assert static[4]["grants_per_second"] == "0.0"
    assert float(chunks[4]["grants_per_second"]) > 10


def test_plan_needs_no_launcher_and_prints_once_under_one(ran):
    alone = ran.run_mpietl("plan", DEFAULT_REPORT).expect(0).stdout
    assert ran.run_mpietl("plan", DEFAULT_REPORT, ranks=2).expect(0).stdout == alone


def test_reading_changes_nothing(ran):
    before = (ran / DEFAULT_REPORT).read_bytes(), ran.tree()
    plan(ran)
    assert before == ((ran / DEFAULT_REPORT).read_bytes(), ran.tree())


@pytest.mark.parametrize("args, values", [
    (["missing.h5"], ["missing.h5", os.strerror(errno.ENOENT)]),
    (["in/0.wav"], ["in/0.wav"]),
    (["nothing.h5"], ["nothing.h5"]),
    ([DEFAULT_REPORT, "--ranks", "0"], ["--ranks", "0"]),
    ([DEFAULT_REPORT, "--ranks", "4,x"], ["--ranks", "'x'"]),
    ([DEFAULT_REPORT, "--ranks", "1000000", "--threads", "16", "--cpus-per-node", "16"], ["--ranks", "4000000"]),
    ([DEFAULT_REPORT, "--items", "-5"], ["--items", "-5"]),
    ([DEFAULT_REPORT, "--time-limit", "30"], ["--time-limit", "30m"]),
    ([DEFAULT_REPORT, "--schedule", "guided"], ["schedule", "dynamic", "static"]),
    ([DEFAULT_REPORT, "--rank", "4"], ["--rank", "--ranks"]),
    ([], ["REPORT"]),
])
def test_wrong_arguments_are_refused(ran, args, values):
    result = ran.run_mpietl("plan", *args)
    assert not crashed(result)
    result.expect(2)
    assert result.stdout == ""
    assert result.stderr.startswith("mpietl: ")
    assert all(value in result.stderr for value in values), result.stderr
