"""Pages of several runs, of measures, of commands and of many files."""

import os
import subprocess

import numpy
import pytest
from selenium.webdriver.common.by import By

from browser import column, values
from sounds import lead_nowhere, sine, write_wav
from support import is_full_run

pytestmark = pytest.mark.browser
MEASURES = {"loudness": "LUFS", "true_peak": "dBTP", "dc": "full scale", "bandwidth": "Hz", "crest": "dB"}


@pytest.fixture(scope="module")
def corpus(shared):
    """Workspace with files of many sizes, one without audio, and a link that leads nowhere."""
    for i in range(30):
        write_wav(shared / f"in/f{i:02}.wav", sine(1000 + 7000 * i))
    (shared / "in/broken.wav").write_text("no audio")
    lead_nowhere(shared / "gone.wav")
    return shared


def test_several_runs_show_how_they_scale(corpus, browser):
    for i, ranks in enumerate((1, 2, 2)):
        corpus.etl("in", "gone.wav", ranks=ranks, threads=1, expect=1, report=f"{i}.h5")
    corpus.run_mpietl("report", "0.h5", "1.h5", "2.h5", "--html", "runs.html").expect(0)
    browser.resize(1280, 1600)
    browser.open(corpus / "runs.html")
    assert browser.console() == []
    charts = browser.charts()
    assert {"speedup-chart", "efficiency-chart"} < set(charts)
    assert values(charts["speedup-chart"], "ideal") == [{"x": 1, "y": 1}, {"x": 2, "y": 2}]
    phases = [corpus.report(name).phases.set_index("phase").loc["work"] for name in ("0.h5", "1.h5", "2.h5")]
    seconds = [phase.end - phase.start for phase in phases]
    curve = values(charts["speedup-chart"], "1 thread a rank, dynamic")
    assert [item["x"] for item in curve] == [1, 2]
    assert [item["y"] for item in curve] == pytest.approx([1, 2 * seconds[0] / (seconds[1] + seconds[2])], rel=1e-5)
    options = [option.text for option in browser.driver.find_elements(By.CSS_SELECTOR, "#run-select option")]
    assert "ranks" in browser.driver.find_element(By.ID, "differences").text
    assert options == ["0.h5", "1.h5"]
    browser.driver.find_element(By.ID, "run-select").send_keys("1")
    assert len(browser.charts()["ranks-chart"]["labels"]) == 2


def test_measures_are_shown_as_distributions(corpus, browser):
    report = corpus.etl("in", "--measure", ",".join(MEASURES), "--no-output", expect=1, report="measured.h5")
    corpus.run_mpietl("report", "measured.h5", "--html", "measured.html").expect(0)
    browser.open(corpus / "measured.html")
    data = {row["name"]: row for row in browser.run("return JSON.parse(document.getElementById('data').textContent).runs[0].measures")}
    done = report.files[report.files.status == "done"]
    for name, unit in MEASURES.items():
        known = done[name].dropna()
        shown = data[name]
        edges = shown["low"] + shown["width"] * numpy.arange(len(shown["counts"]) + 1)
        chart = browser.charts()[f"measure-{name}-chart"]
        # Values that lie on an edge may be counted on either side.
        assert numpy.abs(numpy.cumsum(values(chart, "files")) - numpy.searchsorted(numpy.sort(known), edges[1:])).max() <= numpy.isclose(
            known.to_numpy()[:, None], edges, rtol=1e-6, atol=1e-9).any(axis=1).sum()
        assert sum(values(chart, "files")) == len(known) > 20 and unit in chart["labels"][0]
        assert shown["median"] == pytest.approx(known.quantile(0.5, interpolation="lower"), rel=1e-5, abs=1e-9)
    assert browser.console() == []
    assert not browser.run("return document.getElementById('ranks')"), "one rank has no load to compare"


def test_commands_are_shown_with_exit_status_time_and_memory(corpus, browser):
    report = mapped(corpus)
    corpus.run_mpietl("report", "mapped.h5", "--html", "mapped.html").expect(0)
    browser.open(corpus / "mapped.html")
    rows = [text.split("|") for text in browser.run(
        "return [...document.querySelectorAll('#exit-statuses tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent).join('|'))")]
    assert {int(status): int(count) for status, _, count in rows} == dict(report.files.exit_status.value_counts())
    shown = browser.run("return JSON.parse(document.getElementById('data').textContent).runs[0].commands")
    assert shown["user_seconds"] == pytest.approx(report.files.user_seconds.sum(), rel=1e-5)
    assert shown["memory_bytes"]["max"] == pytest.approx(report.files.max_rss_bytes.max(), rel=1e-6)
    assert column(browser, "exit status").count("3") == (report.files.exit_status == 3).sum() > 0


def mapped(workspace):
    """The report of commands of which some fail."""
    (workspace / "steps.txt").write_text("".join(f"{number % 4}\n" for number in range(12)))
    workspace.run_mpietl("map", "--files-from", "steps.txt", "--report", "mapped.h5", "--shell", "--", "exit {item}").expect(1)
    return workspace.report("mapped.h5")


@pytest.mark.skipif("WRITE_MANY" not in os.environ, reason="NOT TESTED: WRITE_MANY names no program that writes a large report")
def test_many_files_are_a_small_page(work, browser):
    count = 1_000_000 if is_full_run() else 20_000
    subprocess.run([os.environ["WRITE_MANY"], work / "many.h5", str(count), "64"], check=True)
    work.run_mpietl("report", "many.h5", "--html", "many.html").expect(0)
    size = (work / "many.html").stat().st_size
    browser.resize(1280, 1600)
    browser.open(work / "many.html")
    print(f"page of {count:,} files: {size / 1e6:.2f} MB, drawn in {browser.drawn_milliseconds():.0f} ms")
    assert size < 5e6
    assert browser.console() == []
    assert min(browser.colours().values()) > 8
    assert sum(map(sum, (series["data"] for series in browser.charts()["histogram-chart"]["datasets"]))) == count
    assert f"{count:,}" in browser.driver.find_element(By.ID, "files").text
