"""The jobs in jobs/ do what they promise, on real recordings."""

import json
import re
import shutil
from pathlib import Path

import numpy
import pytest
import soundfile

from sounds import header
from support import CHECKOUT
from transforming import ebur128

SPEECH = Path("/usr/share/asterisk/sounds/en_US_f_Allison")
FILES = 40


@pytest.fixture
def corpus(work):
    """A workspace with some recorded speech in folders, and one hidden file."""
    for n, path in enumerate(sorted(SPEECH.glob("*.wav"))[:FILES]):
        target = work / f"corpus/s{n % 3}/{path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    shutil.copy(target, work / "corpus/.hidden.wav")
    return work


def inputs(work):
    """Paths of the corpus that jobs should take."""
    return sorted(path for path in (work / "corpus").rglob("*.wav") if not path.name.startswith("."))


def job(name):
    """Path of a job of the project."""
    return CHECKOUT / "jobs" / name


def test_each_job_is_tested_here_or_is_the_demonstration():
    tested = {"noisy-folder.toml", "snr-manifest.toml", "flac-16.toml", "speech-16k.toml",
              "music-loudness.toml", "survey.toml", "demo.toml"}
    assert {path.name for path in (CHECKOUT / "jobs").glob("*.toml")} == tested


def test_noisy_folder(corpus):
    report = corpus.etl(job("noisy-folder.toml"), report="noisy.h5", ranks=2)
    assert len(report.files) == FILES and report.attributes["seed"] == 42
    for path in inputs(corpus):
        output = corpus / "noisy" / path.relative_to(corpus / "corpus")
        assert header(output) == header(path)
        noise = soundfile.read(output)[0] - soundfile.read(path)[0]
        assert noise.std() == pytest.approx(0.01, rel=0.05)


def test_snr_manifest(corpus):
    (corpus / "wav.scp").write_text("".join(f"{path.stem} {path}\n" for path in inputs(corpus)))
    report = corpus.etl(job("snr-manifest.toml"), report="noisy-snr.h5", ranks=2)
    listed = dict(line.split() for line in (corpus / "noisy-snr/wav.scp").read_text().splitlines())
    assert len(listed) == FILES
    drawn = report.files.parameters.str.extract(r"snr_db=([-\d.e]+)")[0].astype(float)
    assert drawn.between(5, 20).all() and drawn.std() > 2
    for path, snr_db in zip(inputs(corpus), drawn[numpy.argsort(list(report.files.path))]):
        clean = soundfile.read(path)[0]
        noise = soundfile.read(corpus / listed[path.stem])[0] - clean
        assert 10 * numpy.log10((clean**2).mean() / (noise**2).mean()) == pytest.approx(snr_db, abs=0.3)


def test_flac_16(corpus):
    report = corpus.etl(job("flac-16.toml"), report="flac.h5", ranks=2)
    assert json.dumps(report.attributes["job"]) and re.search(r"transform\s*=\s*\[\s*\]", report.attributes["job"])
    for path in inputs(corpus):
        output = (corpus / "flac" / path.relative_to(corpus / "corpus")).with_suffix(".flac")
        assert header(output)[:2] == ("FLAC", "PCM_16")
        # Dither of less than a step before rounding: a sample of 16 bits moves by one at most.
        difference = soundfile.read(output, dtype="int16")[0].astype(int) - soundfile.read(path, dtype="int16")[0]
        assert 0 < abs(difference).max() <= 1
    digests = report.digests()
    assert corpus.etl(job("flac-16.toml"), report="flac.h5", ranks=3).digests() == digests


def test_speech_16k(corpus):
    stereo, rate = soundfile.read(inputs(corpus)[0], always_2d=True)
    soundfile.write(corpus / "corpus/stereo.wav", numpy.hstack([stereo, -0.5 * stereo]), rate, "FLOAT")
    soundfile.write(corpus / "corpus/there.wav", numpy.sin(numpy.arange(1000)), 16000, "PCM_16")
    report = corpus.etl(job("speech-16k.toml"), report="speech-16k.h5", ranks=2)
    assert len(report.files) == FILES + 2
    assert set(report.files.sample_rate_out) == {16000} and set(report.files.channels_out) == {1}
    for path in inputs(corpus):
        output = (corpus / "speech-16k" / path.relative_to(corpus / "corpus")).with_suffix(".flac")
        frames = -(-soundfile.info(path).frames * 16000 // soundfile.info(path).samplerate)
        assert header(output) == ("FLAC", "PCM_16", 16000, 1, frames)
    there = soundfile.read(corpus / "speech-16k/there.flac", dtype="int16")[0]
    assert (there == soundfile.read(corpus / "corpus/there.wav", dtype="int16")[0]).all()
    mixed = soundfile.read(corpus / "speech-16k/stereo.flac")[0][::2][:len(stereo)]
    # Every other sample of twice the rate is what was there, up to 16 bits and 0.91 of the band.
    assert numpy.corrcoef(mixed, 0.25 * stereo[:, 0])[0, 1] > 0.99


def test_music_loudness(corpus):
    report = corpus.etl(job("music-loudness.toml"), report="level.h5", ranks=2)
    assert set(report.files.status) <= {"done", "dropped"}
    for row in report.files.itertuples():
        assert (row.status == "dropped") == (row.frames < row.sample_rate)
        if row.status == "done":
            assert header(corpus / row.output)[:4] == ("FLAC", "PCM_24", 48000, 1)
            lufs, peak = ebur128(corpus / row.output)
            assert peak <= -0.8 and (lufs == pytest.approx(-16, abs=0.15) or peak == pytest.approx(-1, abs=0.2))


def test_survey(corpus):
    before = corpus.tree()
    report = corpus.etl(job("survey.toml"), report="survey.h5", ranks=2)
    assert len(report.files) == FILES and corpus.tree() == before | {"survey.h5"}
    for row in report.files.itertuples():
        lufs = ebur128(corpus / row.path)[0]
        assert row.loudness == pytest.approx(lufs, abs=0.1) or (numpy.isnan(row.loudness) and lufs == -70)
    assert (report.files.bandwidth <= 4000).all()
