"""`mpietl report --html`: the page in a real browser, compared with the report as read by pandas."""

import errno

import numpy
import pandas
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser import column, values
from messages import numbers, why
from sounds import lead_nowhere, silence, sine, write_wav
from support import DEFAULT_REPORT

pytestmark = pytest.mark.browser
CHARTS = {"timeline", "throughput", "stages", "histogram", "scatter", "ranks"}
HOSTILE = ["<\x2fscript><img src=x onerror=document.title='broken'>.wav", "'\"`&amp;&lt;.wav",
           "\u202egnp.wav", "line\nbreak\ttab.wav", "<!--.wav", "@DATA@.wav", "日本 grüße.wav",
           "javascript:alert(1).wav", "]]>{{1}}.wav"]


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace with the page of a job of files of many sizes, of which two failed, and odd names."""
    for i in range(30):
        write_wav(shared / f"in/f{i:02}.wav", sine(1000 + 7000 * i))
    write_wav(shared / "in/slow.wav", silence(3_000_000))
    (shared / "in/broken.wav").write_text("no audio")
    for name in HOSTILE:
        write_wav(shared / "in" / name, sine(2000))
    lead_nowhere(shared / "gone.wav")
    shared.etl("in", "gone.wav", ranks=2, threads=2, expect=1)
    shared.run_mpietl("report", DEFAULT_REPORT, "--html", "page.html").expect(0)
    return shared


@pytest.fixture(scope="module")
def files(ran):
    """The rows of /files as pandas reads them."""
    return pandas.read_hdf(ran / DEFAULT_REPORT, "files")


@pytest.fixture
def page(ran, browser):
    """The page, just opened in a wide window."""
    browser.resize(1280, 1600)
    browser.prefer("light")
    return browser.open(ran / "page.html")


def worked(files):
    """Rows of files that were processed."""
    return files[(files.status != "skipped") & files.total_seconds.notna() & files.start.notna()]


def test_page_logs_nothing_and_loads_nothing(page, ran):
    assert page.console() == []
    assert page.requests() == [(ran / "page.html").as_uri()]


def test_all_charts_are_there_and_not_blank(page):
    colours = page.colours()
    assert set(colours) == {f"{name}-chart" for name in CHARTS}
    assert min(colours.values()) > 8, colours


def test_stages_are_the_sums_of_the_columns(page, files):
    chart = page.charts()["stages-chart"]
    shown = dict(zip(chart["labels"], chart["datasets"][0]["data"]))
    for stage in ("open", "read", "transform", "write", "close"):
        assert shown[stage] == pytest.approx(files[f"{stage}_seconds"].sum(), rel=1e-5)
    assert shown["waiting"] == pytest.approx(files.wait_seconds.sum(), rel=1e-5)


def test_timeline_has_each_file_in_its_lane(page, files):
    chart = page.charts()["timeline-chart"]
    slices = [(item["y"], *item["x"]) for dataset in chart["datasets"] for item in dataset["data"] if item["y"] != "job"]
    rows = worked(files)
    expected = [(f"rank {row['rank']}, thread {row.thread}", row.start, row.start + row.total_seconds)
                for _, row in rows.iterrows()]
    assert [lane for lane, _, _ in sorted(slices)] == [lane for lane, _, _ in sorted(expected)]
    assert numpy.allclose([item[1:] for item in sorted(slices)], [item[1:] for item in sorted(expected)], rtol=1e-4)
    assert len(values(chart, "failed")) == (rows.status == "failed").sum() > 0


def overlaps(rows, step, count):
    """Seconds of each file in each step of time."""
    low = numpy.arange(count) * step
    start, end = rows.start.to_numpy()[:, None], (rows.start + rows.total_seconds).to_numpy()[:, None]
    return numpy.clip(numpy.minimum(end, low + step) - numpy.maximum(start, low), 0, None)


def test_throughput_is_spread_over_the_time_of_each_file(page, files):
    chart = page.charts()["throughput-chart"]
    shown = {dataset["label"]: numpy.array([item["y"] for item in dataset["data"]]) for dataset in chart["datasets"]}
    count = len(shown["in (MB/s)"])
    step = page.run("return JSON.parse(document.getElementById('data').textContent).runs[0].throughput.step_seconds")
    rows = worked(files)
    assert numpy.allclose(shown["files in progress (right)"], overlaps(rows, step, count).sum(0) / step, atol=1e-2)
    done = rows[rows.status == "done"]
    part = overlaps(done, step, count) / done.total_seconds.to_numpy()[:, None]
    for label, column in [("in (MB/s)", "bytes_in"), ("out (MB/s)", "bytes_out")]:
        expected = (part * done[column].to_numpy()[:, None]).sum(0) / (1e6 * step)
        assert numpy.allclose(shown[label], expected, atol=1e-3 * expected.max())
        assert shown[label].sum() * step * 1e6 == pytest.approx(done[column].sum(), rel=1e-4)


def test_histogram_counts_each_file_once(page, files):
    chart = page.charts()["histogram-chart"]
    edges = page.run("return JSON.parse(document.getElementById('data').textContent).runs[0].histogram.edges")
    rows = worked(files)
    for status in ("done", "failed"):
        expected, _ = numpy.histogram(rows[rows.status == status].total_seconds, edges)
        assert values(chart, status) == expected.tolist()


def test_scatter_has_a_point_for_each_file_with_a_size(page, files):
    chart = page.charts()["scatter-chart"]
    shown = sorted(item["x"] for dataset in chart["datasets"] for item in dataset["data"])
    assert shown == sorted(worked(files).bytes_in[lambda sizes: sizes > 0])


def test_load_matches_the_ranks(page, ran):
    ranks = ran.report().ranks
    chart = page.charts()["ranks-chart"]
    assert values(chart, "busy with files") == pytest.approx(ranks.busy_seconds.tolist(), rel=1e-5)
    assert values(chart, "idle") == pytest.approx(ranks.idle_seconds.tolist(), rel=1e-5)


def texts(page, selector):
    """The texts of what a selector finds."""
    return page.run("return [...document.querySelectorAll(arguments[0])].map((found) => found.textContent)", selector)


def test_page_begins_with_what_failed_and_why(page, files):
    counts = files.status.value_counts()
    (title,) = texts(page, "#outcome h2")
    assert numbers(title)[:2] == [counts["failed"], len(files)]
    told = {text.split()[1]: numbers(text)[0] for text in texts(page, "#outcome .legend li")}
    assert told == dict(counts)
    failed = files[files.status == "failed"]
    reasons = [error.replace(path, "FILE") for path, error in zip(failed.path, failed.error)]
    expected = pandas.Series(reasons).value_counts()
    assert dict(zip(texts(page, "#failed-files .why"), map(int, texts(page, "#failed-files .count")))) == dict(expected)
    assert set(texts(page, "#failed-files .path")) == set(failed.path)
    assert all(texts(page, "#failed-files .advice"))
    groups = texts(page, ".group > h2")
    assert groups[0] == texts(page, "nav a")[0] and len(groups) == len(set(groups)) == len(texts(page, "nav a"))
    order = page.run("return ['outcome', 'failed-files', 'throughput', 'ranks', 'files'].map("
                     "(id) => document.getElementById(id).getBoundingClientRect().top)")
    assert order == sorted(order)


def press_head(page, name):
    """Sorts by a column with the keyboard."""
    button = next(button for button in page.driver.find_elements(By.CSS_SELECTOR, "#file-table th button")
                  if button.get_attribute("textContent").rstrip(" ▼▲") == name)
    button.send_keys(Keys.ENTER)
    return button.find_element(By.XPATH, "..").get_attribute("aria-sort")


def test_table_sorts_numbers_as_numbers_by_keyboard(page, files):
    rows = files[files.bytes_in > 0]
    paths = dict(zip(files.path, files.bytes_in))
    assert press_head(page, "in") == "descending"
    assert [paths[path] for path in column(page, "path")][:len(rows)] == sorted(rows.bytes_in, reverse=True)
    assert press_head(page, "in") == "ascending"
    assert [paths[path] for path in column(page, "path")][:len(rows)] == sorted(rows.bytes_in)
    assert press_head(page, "path") == "ascending"
    assert column(page, "path") == sorted(files.path, key=lambda path: path.encode("utf-16-be"))


def test_table_begins_with_the_slowest(page, files):
    known = files[files.total_seconds.notna()].sort_values("total_seconds", ascending=False, kind="stable")
    assert column(page, "path")[:5] == known.path.tolist()[:5]


def test_table_filters_by_keyboard(page, files):
    page.driver.find_element(By.ID, "file-filter").send_keys("F1 .wav")
    assert sorted(column(page, "path")) == [f"in/f1{i}.wav" for i in range(10)]
    assert numbers(page.driver.find_element(By.ID, "file-count").get_attribute("textContent")) == [10]
    page.driver.find_element(By.ID, "file-filter").clear()
    page.driver.find_element(By.ID, "file-filter").send_keys(" ")
    page.driver.find_element(By.ID, "file-status").send_keys("failed")
    assert sorted(column(page, "path")) == sorted(files[files.status == "failed"].path)
    assert any(why(errno.ENOENT) in note for note in column(page, "note"))


def test_hostile_names_are_text_and_run_nothing(page, files):
    assert set(files.path) == set(column(page, "path"))
    assert page.driver.title.startswith("mpietl report")
    assert page.run("return document.images.length") == 0
    assert page.run("return document.scripts.length") == 2
    assert page.console() == []


def luminance(page):
    """Brightness of the page's background, 0 to 255."""
    numbers = page.run("return getComputedStyle(document.body).backgroundColor").strip("rgba()").split(",")
    return sum(map(float, numbers[:3])) / 3


def corner(page):
    """What the chart of stages looks like."""
    return page.run("return document.getElementById('stages-chart').toDataURL()")


def test_dark_follows_the_system_and_the_button(page, ran):
    assert luminance(page) > 240
    light = corner(page)
    page.driver.find_element(By.ID, "theme").send_keys(Keys.ENTER)
    assert luminance(page) < 40
    assert corner(page) != light
    page.prefer("dark")
    page.open(ran / "page.html")
    assert luminance(page) < 40
    assert page.console() == []


def test_charts_have_words_keys_and_tables(page):
    for name in CHARTS:
        canvas = page.driver.find_element(By.ID, f"{name}-chart")
        assert canvas.get_attribute("role") == "img" and len(canvas.get_attribute("aria-label")) > 30
        canvas.send_keys(Keys.ARROW_RIGHT)
        assert page.driver.find_element(By.ID, "announcer").get_attribute("textContent"), name
        section = page.driver.find_element(By.ID, name)
        section.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
        page.run("return new Promise((resolve) => setTimeout(resolve, 50))")
        assert section.find_elements(By.CSS_SELECTOR, "details tbody tr"), name
    assert page.console() == []


def test_narrow_windows_need_no_sideways_scrolling(page, ran):
    for width in (390, 800):
        page.resize(width, 800)
        page.open(ran / "page.html")
        assert page.overflow() <= 0
        assert min(page.colours().values()) > 8


def test_print_gives_a_pdf(page):
    pdf = page.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]
    assert len(pdf) > 10_000
    assert page.console() == []


def test_a_page_goes_to_standard_output(ran):
    printed = ran.run_mpietl("report", DEFAULT_REPORT, "--html", "-").expect(0).stdout
    assert printed == (ran / "page.html").read_text()
