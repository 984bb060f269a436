"""Requirements for files: files that do not meet them are dropped, which is not a failure."""

import json

import numpy as np
import pytest
from scipy import signal as dsp

from messages import words
from sounds import as_pcm16, silence, sine, write_wav
from transforming import ebur128, music

RATE = 16_000


@pytest.fixture
def corpus(work):
    """Files that each violate one condition."""
    noise = (0.1 * np.random.default_rng(3).standard_normal(4 * RATE)).astype(np.float32)
    low = dsp.sosfilt(dsp.cheby2(12, 80, 3000, fs=RATE, output="sos"), noise).astype(np.float32)
    files = {"good": noise, "short": noise[:RATE // 2], "silent": silence(4 * RATE), "soft": noise / 1000,
             "clipped": np.clip(noise * 20, -1, 1), "narrow": low, "stereo": noise.reshape(-1, 2)}
    for name, samples in files.items():
        write_wav(work / "in" / f"{name}.wav", samples, RATE)
    write_wav(work / "in" / "rate.wav", noise, 8000)
    return work


@pytest.mark.parametrize("condition, dropped", [
    ("min_seconds=1", {"short"}),
    ("max_seconds=3", {"good", "silent", "soft", "clipped", "narrow", "rate"}),
    ("max_silent_part=0.5", {"silent", "soft"}),
    ("max_clipped_part=0.01", {"clipped"}),
    ("min_rms_db=-50", {"silent", "soft"}),
    ("min_lufs=-50", {"silent", "soft"}),
    ("max_lufs=-10", {"clipped"}),
    ("min_bandwidth_hz=4001", {"silent", "narrow", "rate"}),
    ("channels=1", {"stereo"}),
    ("rates=16000/44100", {"rate"})])
def test_conditions(corpus, condition, dropped):
    report = corpus.etl("in", "--output-dir", "out", "--transform", f"require:{condition}", ranks=2)
    status = dict(zip(report.files.path, report.files.status))
    assert {path.removeprefix("in/").removesuffix(".wav") for path in status if status[path] == "dropped"} == dropped
    assert set(status.values()) <= {"done", "dropped"}
    assert (report.attributes["done"], report.attributes["dropped"]) == (8 - len(dropped), len(dropped))
    assert len(corpus.tree("out")) == 8 - len(dropped)
    for row in report.files.itertuples():
        assert (condition.partition("=")[0].rstrip("s") in row.error or "rate" in row.error) == (row.status == "dropped")


def test_loudness_is_ffmpegs(work):
    write_wav(work / "x.wav", music(RATE, 1), RATE)
    lufs = ebur128(work / "x.wav")[0]
    for change, status in [(-0.2, "done"), (0.2, "dropped")]:
        report = work.etl("x.wav", "--transform", f"require:min_lufs={lufs + change}", report=f"{status}.h5")
        assert report.row("x.wav").status == status


def test_dropped_files_are_in_no_manifest_and_not_retried(corpus):
    lines = [json.dumps({"audio_filepath": f"in/{name}.wav"}) for name in ("good", "short", "narrow")]
    (corpus / "in.jsonl").write_text("\n".join(lines) + "\n")
    command = ["--manifest", "in.jsonl", "--output-dir", "out", "--transform", "require:min_seconds=1"]
    first = corpus.etl(*command, ranks=2)
    kept = next((corpus / "out").glob("*.jsonl")).read_text()
    assert "short" not in kept and kept.count("\n") == 2
    again = corpus.etl(*command, "--resume")
    assert list(again.files.status) == list(first.files.status)
    assert list(again.files.attempt) == list(first.files.attempt) == [1, 1, 1]


def test_reports_show_dropped_files(corpus):
    result = corpus.run_mpietl("run", "in", "--output-dir", "out", "--transform", "require:min_seconds=1").expect(0)
    assert {"dropped", "1"} <= words(result.stdout)
    shown = corpus.run_mpietl("report", "mpietl-report.h5").expect(0).stdout
    assert {"dropped", "min_seconds"} <= words(shown)
    told = json.loads(corpus.run_mpietl("report", "mpietl-report.h5", "--json", "-").expect(0).stdout)
    assert told["totals"]["dropped"] == 1 and len(told["drops"]) == 1


def test_require_without_conditions_is_refused(work):
    write_wav(work / "x.wav", as_pcm16(sine(100)))
    assert "require" in work.run_mpietl("run", "x.wav", "--transform", "require").expect(2).stderr
