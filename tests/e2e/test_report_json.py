"""`mpietl report --json`, against values that pandas and NumPy compute from the HDF5 file itself."""

import json

import numpy
import pytest

from messages import numbers
from sounds import lead_nowhere, silence, sine, write_wav
from support import DEFAULT_REPORT

STAGES = {"open": "open_seconds", "read": "read_seconds", "transform": "transform_seconds", "write": "write_seconds",
          "close": "close_seconds", "waiting": "wait_seconds"}
KEYS = ["mpietl_report_json", "summary", "totals", "rates", "phases", "stages", "percentiles", "efficiency",
        "makespan", "idle", "estimates", "slowest", "ranks", "hosts", "slowest_rank", "slowest_host", "failures",
        "skips", "drops", "warnings", "quality", "measures", "commands", "history"]


def approx(value):
    """Equal except for rounding."""
    return pytest.approx(value, rel=1e-9, abs=1e-12)


@pytest.fixture(scope="module")
def ran(shared):
    """Report by h5py and JSON of a run whose files differ much in size, three of them broken."""
    lengths = numpy.random.default_rng(3).lognormal(9, 1.5, 60).astype(int)
    for number, frames in enumerate(lengths):
        write_wav(shared / f"in/{number}.wav", silence(frames) if number % 5 == 0 else sine(frames, amplitude=0.9))
    (shared / 'in/"quoted" \xe4\n.wav').write_text("no audio")
    (shared / "in/broken.wav").write_text("no audio")
    lead_nowhere(shared / "gone.wav")
    report = shared.etl("in", "gone.wav", ranks=3, threads=1, expect=1)
    shared.run_mpietl("report", DEFAULT_REPORT, "--json", "out.json").expect(0)
    return shared, report, json.loads((shared / "out.json").read_text())


@pytest.fixture(scope="module")
def worked(ran):
    """Rows of the files that were processed, including failed ones."""
    files = ran[1].files
    return files[files.status != "skipped"]


def nearest_rank(values, part):
    """The quantile by nearest rank."""
    ordered = numpy.sort(values)
    return ordered[max(0, int(numpy.ceil(part * len(ordered))) - 1)]


def test_keys_match_the_documentation(ran):
    assert list(ran[2]) == KEYS
    assert ran[2]["mpietl_report_json"] == 1


def test_standard_output_has_the_same(ran):
    printed = ran[0].run_mpietl("report", DEFAULT_REPORT, "--json", "-").expect(0).stdout
    assert json.loads(printed, parse_constant=pytest.fail) == ran[2]


def test_summary_matches_the_file(ran):
    _, report, told = ran
    for name, value in told["summary"].items():
        if name != "environment":
            assert value == report.attributes[name], name


def test_totals_and_rates(ran):
    _, report, told = ran
    done = report.files[report.files.status == "done"]
    totals = told["totals"]
    assert (totals["items"], totals["done"], totals["failed"]) == (63, 60, 3)
    assert totals["bytes_in"] == done.bytes_in.sum() and totals["bytes_out"] == done.bytes_out.sum()
    assert totals["audio_seconds"] == approx((done.frames / done.sample_rate).sum())
    work = report.phases.set_index("phase").loc["work"]
    assert told["rates"]["of_work"]["bytes_in"] == approx(done.bytes_in.sum() / (work.end - work.start))


def test_stages_and_percentiles(ran, worked):
    told = ran[2]
    done = worked[worked.status == "done"]
    stages = {stage["stage"]: stage for stage in told["stages"]}
    assert list(stages) == [*STAGES, "other", "total"]
    for name, column in STAGES.items():
        assert stages[name]["seconds"] == approx(worked[column].fillna(0).sum())
        assert stages[name]["p95"] == approx(nearest_rank(done[column], 0.95))
    for key, column in (("seconds", "total_seconds"), ("bytes_in", "bytes_in")):
        expected = {name: nearest_rank(done[column], part)
                    for name, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))}
        assert told["percentiles"][key] == approx(expected)


def test_efficiency_follows_pop(ran, worked):
    _, report, told = ran
    work = report.phases.set_index("phase").loc["work"]
    useful = report.ranks.busy_seconds / report.ranks.threads
    efficiency = told["efficiency"]
    assert efficiency["load_balance"] == approx(useful.mean() / useful.max())
    assert efficiency["communication"] == approx(useful.max() / (work.end - work.start))
    assert efficiency["parallel"] == approx(useful.mean() / (work.end - work.start))
    lanes = worked.groupby(["rank", "thread"]).total_seconds.sum()
    assert efficiency["thread_load_balance"] == approx(lanes.sum() / 3 / lanes.max())


def test_makespan_and_idle(ran, worked):
    _, report, told = ran
    work = report.phases.set_index("phase").loc["work"]
    length = work.end - work.start
    even = worked.total_seconds.sum() / report.ranks.threads.sum()
    makespan = told["makespan"]
    assert makespan["bound_seconds"] == approx(max(even, worked.total_seconds.max()))
    assert makespan["by_bound"] == approx(length / makespan["bound_seconds"])
    ends = (worked.start + worked.total_seconds).groupby([worked["rank"], worked.thread]).max()
    lanes = worked.groupby(["rank", "thread"])
    starts = lanes.start.min()
    idle = told["idle"]
    assert idle["start_seconds"] == approx((starts - work.start).clip(0).sum())
    assert idle["tail_seconds"] == approx((work.end - ends).clip(0).sum())
    assert idle["between_seconds"] == approx((ends - starts - lanes.total_seconds.sum()).clip(0).sum())
    assert idle["unused_seconds"] == approx((3 - len(starts)) * length)
    assert idle["total_seconds"] == pytest.approx(report.ranks.idle_seconds.sum(), abs=0.01)


def test_slowest_and_why(ran, worked):
    slowest = ran[2]["slowest"]
    expected = worked.nlargest(10, "total_seconds")
    assert [row["total_seconds"] for row in slowest] == expected.total_seconds.tolist()
    done = worked[worked.status == "done"]
    for row, (_, file) in zip(slowest, expected.iterrows()):
        assert row["why"]
        size = file.bytes_in / nearest_rank(done.bytes_in, 0.5) if file.bytes_in >= 0 else None
        assert row["size_by_typical"] == approx(size)


def test_failures_quality_and_history(ran):
    _, report, told = ran
    assert sum(group["files"] for group in told["failures"]) == 3
    assert any('"quoted"' in path for group in told["failures"] for path in group["examples"])
    done = report.files[report.files.status == "done"]
    for kind in ("clipped", "saturated", "not_finite", "silent"):
        assert told["quality"][kind] == {"samples": done[kind].sum(), "files": (done[kind] > 0).sum()}
    assert told["quality"]["mostly_silent_files"] == (done.silent > done.frames * done.channels / 2).sum() == 12
    assert [row["run"] for row in told["history"]] == [1]


def test_printed_numbers_agree(ran, worked):
    _, report, told = ran
    printed = ran[0].run_mpietl("report", DEFAULT_REPORT).expect(0).stdout
    useful = report.ranks.busy_seconds
    assert f"{100 * useful.mean() / useful.max():.1f}%" in printed
    assert told["quality"]["mostly_silent_files"] in numbers(printed)
    assert f"{told['makespan']['by_bound']:.3f}" in printed
    slowest = worked.nlargest(1, "total_seconds").iloc[0]
    assert slowest.path in printed
