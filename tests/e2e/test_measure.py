"""mpietl run --measure: measures in the report, compared with FFmpeg, NumPy and SciPy."""

import json

import numpy as np
import pytest
from scipy import signal as dsp

from faulty_calls import faults, rule
from messages import lines_with, numbers
from sounds import read_wav, silence, sine, write_wav
from support import DEFAULT_REPORT, kill
from transforming import ebur128, music, noise

RATE = 16_000
ALL = ["loudness", "true_peak", "dc", "bandwidth", "crest"]
MEASURE = "--measure=" + ",".join(ALL)
SURVEY = ["--no-output", "--transform", "none", MEASURE]


def decibels(ratio):
    return 20 * np.log10(ratio)


def bandwidth(samples, rate):
    """The highest frequency whose mean power is within 50 dB of the strongest."""
    _, _, spectra = dsp.stft(samples, rate, "blackmanharris", 512, 384, boundary=None, padded=False)
    power = (np.abs(spectra) ** 2).mean(axis=1)
    return np.flatnonzero(power > power.max() * 1e-5).max() * rate / 512


@pytest.fixture
def corpus(work):
    """Files of several rates, channels and bandwidths, and one that is large."""
    for name, rate, channels in [("a", 16_000, 1), ("b", 44_100, 2), ("c", 48_000, 6)]:
        write_wav(work / f"in/{name}.wav", music(rate, channels) + np.float32(0.01), rate)
    low = dsp.sosfilt(dsp.cheby2(12, 80, 3000, fs=RATE, output="sos"), noise(4 * RATE)).astype(np.float32)
    write_wav(work / "in/low.wav", low, RATE)
    write_wav(work / "in/large.wav", noise(3_000_000), RATE)
    write_wav(work / "in/silent.wav", silence(RATE), RATE)
    write_wav(work / "in/short.wav", sine(100), RATE)
    return work


def test_measures_are_those_of_other_programs(corpus):
    report = corpus.etl("in", "--output-dir", "out", MEASURE, "--transform", "gain:gain_db=-3")
    for name in ("a", "b", "c", "low", "large"):
        row = report.row(f"in/{name}.wav")
        samples = read_wav(corpus / f"out/{name}-transformed.wav").astype(np.float64)
        lufs, peak = ebur128(corpus / f"out/{name}-transformed.wav")
        assert row.loudness == pytest.approx(lufs, abs=0.1), name
        assert row.true_peak == pytest.approx(peak, abs=0.3), name
        means = samples.reshape(len(samples), -1).mean(axis=0)
        assert row.dc == pytest.approx(means[np.abs(means).argmax()], abs=1e-6), name
        assert row.crest == pytest.approx(decibels(np.abs(samples).max() / np.sqrt((samples**2).mean())), abs=1e-3)
        mixed = samples.reshape(len(samples), -1).mean(axis=1)
        assert row.bandwidth == pytest.approx(bandwidth(mixed, row.sample_rate_out),
                                              abs=2 * row.sample_rate_out / 512), name
    assert 2500 < report.row("in/low.wav").bandwidth < 3100
    silent, short = report.row("in/silent.wav"), report.row("in/short.wav")
    assert np.isnan([silent.loudness, silent.true_peak, silent.bandwidth, silent.crest]).all() and silent.dc == 0
    assert np.isnan([short.loudness, short.bandwidth]).all() and np.isfinite([short.true_peak, short.crest]).all()


def test_measures_do_not_depend_on_ranks_and_threads_and_change_no_output(corpus):
    plain = corpus.etl("in", "--output-dir", "out", report="plain.h5")
    assert plain.files[ALL].isna().all(axis=None)
    first = corpus.etl("in", "--output-dir", "out", MEASURE, "--threads=1", report="one.h5")
    other = corpus.etl("in", "--output-dir", "out", MEASURE, "--threads=3", ranks=2, report="six.h5")
    for report in (first, other):
        assert report.digests() == plain.digests()
    assert np.array_equal(first.files[ALL], other.files[ALL], equal_nan=True)


def test_some_measures_are_taken_after_the_chain(corpus):
    report = corpus.etl("in", "--output-dir", "out", "--measure", "loudness,crest", "--rate=8000", "--channels=1",
                        "--transform", "loudness:lufs=-30")
    rows = report.files[~report.files.path.isin(["in/silent.wav", "in/short.wav"])]
    assert report.files[["true_peak", "dc", "bandwidth"]].isna().all(axis=None)
    assert rows[["loudness", "crest"]].notna().all(axis=None)
    a = corpus / "out/a-transformed.wav"
    assert report.row("in/a.wav").loudness == pytest.approx(ebur128(a)[0], abs=0.1)


def test_report_summarises_measures(corpus):
    report = corpus.etl("in", "--output-dir", "out", MEASURE)
    told = json.loads(corpus.run_mpietl("report", "mpietl-report.h5", "--json", "-").expect(0).stdout)["measures"]
    assert [each["measure"] for each in told] == ALL
    people = corpus.run_mpietl("report", "mpietl-report.h5").expect(0).stdout
    for each in told:
        values = report.files[each["measure"]].dropna()
        assert each["files"] == len(values)
        for key, part in [("p5", 0.05), ("median", 0.5), ("p95", 0.95)]:
            assert each[key] == np.quantile(values, part, method="inverted_cdf")
        assert lines_with(people, each["measure"], len(values))
    assert not lines_with(corpus.run_mpietl("report", "mpietl-report.h5", "--csv", "-").expect(0).stdout, "nan")


def test_wrong_measures_are_refused_and_a_resume_accepts_no_others(corpus):
    assert "bandwidth" in corpus.run_mpietl("run", "in", "--measure", "loudnes").expect(2).stderr
    (corpus / "job.toml").write_text("[input]\npaths = ['in']\n[output]\ndir = 'out'\n"
                                     "[report]\nmeasure = 'crest,dc'\n[[transform]]\nname = 'mono'\n")
    report = corpus.etl("job.toml")
    assert report.files.dc.notna().all() and report.files.loudness.isna().all()
    refused = corpus.run_mpietl("run", "job.toml", "--measure", "crest", "--resume").expect(2).stderr
    assert "measure" in refused and "dc,crest" in refused


def test_a_survey_writes_nothing_but_its_report(corpus):
    written = corpus.etl("in", "--output-dir", "out", "--transform", "none", MEASURE, report="written.h5")
    before = corpus.tree()
    report = corpus.etl("in", *SURVEY, "--threads=2", ranks=2)
    assert corpus.tree() == before | {DEFAULT_REPORT}
    assert set(report.statuses().values()) == {"done"} and not report.files.output.any()
    assert np.array_equal(report.files[ALL], written.files[ALL], equal_nan=True)
    for name in ("frames", "channels", "sample_rate", "peak_in", "rms_in", "silent", "bytes_in"):
        assert list(report.files[name]) == list(written.files[name]), name
    for name in ("frames_out", "bytes_out", "saturated"):
        assert set(report.files[name]) == {-1}, name
    assert report.attributes["bytes_out"] == 0 and not report.files.digest.any()
    verified = corpus.run_mpietl("verify", DEFAULT_REPORT).expect(0).stdout
    assert numbers(verified).count(len(report.files)) == 2
    assert json.loads(corpus.run_mpietl("status", DEFAULT_REPORT, "--json").expect(0).stdout)["done"] == 7


def test_a_survey_takes_files_with_the_suffix_and_ignores_formats_of_outputs(work):
    write_wav(work / "in/a-transformed.wav", sine(30_000), 44_100)
    write_wav(work / "in/a.wav", sine(30_000), 44_100)
    (work / "job.toml").write_text("[input]\npaths = ['in']\n[output]\ndir = 'no/such'\nformat = 'opus'\n"
                                   "[[transform]]\nname = 'gain'\ngain_db = -6\n")
    report = work.etl("job.toml", "--no-output", "--measure=crest")
    assert len(report.files) == 2 and set(report.files.status) == {"done"}
    assert np.allclose(report.files.peak_out, report.files.peak_in * 10 ** (-6 / 20), rtol=1e-5)
    assert not (work / "no").exists()
    dry = work.run_mpietl("run", "job.toml", "--no-output", "--dry-run").expect(0).stdout
    assert 2 in numbers(dry)


def test_a_survey_of_a_manifest_and_of_shards(corpus):
    lines = [json.dumps({"audio_filepath": f"in/{name}.wav", "offset": 1.0, "duration": 2.0}) for name in ("a", "b")]
    (corpus / "m.jsonl").write_text("\n".join(lines) + "\n")
    parts = [f"mpietl-report.{shard}-of-2.h5" for shard in (1, 2)]
    before = corpus.tree()
    report = corpus.etl("--manifest", "m.jsonl", *SURVEY)
    assert report.files.frames.tolist() == [2 * 16_000, 2 * 44_100] and report.files.loudness.notna().all()
    for shard in (1, 2):
        corpus.run_mpietl("run", "in", *SURVEY, f"--shard={shard}/2").expect(0)
    corpus.run_mpietl("report", "--join", *parts, "-o", "all.h5").expect(0)
    joined, whole = corpus.report("all.h5"), corpus.etl("in", *SURVEY, report="whole.h5")
    assert np.array_equal(joined.files[ALL], whole.files[ALL], equal_nan=True) and not joined.files.output.any()
    assert corpus.tree() - before == {DEFAULT_REPORT, *parts, "all.h5", "whole.h5"}


def test_a_survey_that_was_killed_goes_on(work, gate):
    for i in range(12):
        write_wav(work / f"in/{i:02}.wav", music(8000, 1, 2) * np.float32(1 - i / 20), 8000)
    whole = work.etl("in", *SURVEY, report="whole.h5")
    process = work.start("run", "in", *SURVEY, "--threads=1", "--report=r.h5",
                         env=faults(rule("read", "*/07.wav", gate=gate)))
    gate.wait()
    kill(process)
    resumed = work.etl("in", *SURVEY, "--resume", report="r.h5")
    assert np.array_equal(resumed.files[ALL], whole.files[ALL], equal_nan=True)
    assert set(resumed.files.run) == {1, 2} and set(resumed.files.status) == {"done"}
