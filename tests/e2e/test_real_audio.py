"""Real speech: Debian's recordings for telephone exchanges, 16-bit, 8 kHz."""

from pathlib import Path

import numpy
import pytest
import scipy.io.wavfile

from sounds import read_wav, transformed

SPEECH = Path("/usr/share/asterisk/sounds")
HEAD = 4_000

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace and report of all recordings at 3 ranks x 2 threads; their folder stays unchanged."""
    if not any(SPEECH.glob("**/*.wav")):
        pytest.skip("REAL AUDIO NOT TESTED: install the package asterisk-core-sounds-en-wav")
    report = shared.etl(str(SPEECH), "--output-dir", "noisy", "--seed", "3", ranks=3, threads=2)
    return shared, report


@pytest.fixture(scope="module")
def residuals(ran):
    """The noise added to each recording, where no sample is near the limits."""
    work, report = ran
    return {row.path: residual(row.path, work / row.output) for row in report.files.itertuples()}


def residual(source, output):
    """Output less input in full scale, NaN where the input is loud."""
    before, after = (read_wav(path).astype(numpy.float64) / 32768 for path in (source, output))
    return numpy.where(numpy.abs(before) < 0.4, after - before, numpy.nan)


def test_every_recording_is_done_once(ran):
    work, report = ran
    recordings = {str(path.relative_to(SPEECH)) for path in SPEECH.glob("**/*.wav")}
    assert len(recordings) > 300
    assert {str(Path(path).relative_to(SPEECH)) for path in report.files.path} == recordings
    assert set(report.files.status) == {"done"} and set(report.files.warning) == {""}
    assert work.tree("noisy") == {str(transformed(Path(name))) for name in recordings}


def test_headers_are_kept(ran):
    work, report = ran
    for row in report.files.itertuples():
        (rate, before), (new_rate, after) = (scipy.io.wavfile.read(path) for path in (row.path, work / row.output))
        assert (rate, before.shape, before.dtype) == (new_rate, after.shape, after.dtype)
        assert (row.frames, row.sample_rate) == (len(before), rate)


def test_noise_has_its_mean_and_size(residuals):
    noise = numpy.concatenate(list(residuals.values()))
    noise = noise[~numpy.isnan(noise)]
    stddev = (0.1**2 + 1 / 12 / 32768**2) ** 0.5
    assert abs(noise.mean()) < 5 * stddev / len(noise) ** 0.5
    assert abs(noise.std() / stddev - 1) < 5 / (2 * len(noise)) ** 0.5


def test_no_two_recordings_get_the_same_noise(residuals):
    heads = [numpy.nan_to_num(noise[:HEAD]) for noise in residuals.values() if len(noise) >= HEAD]
    correlation = numpy.corrcoef(heads)
    numpy.fill_diagonal(correlation, 0)
    assert len(heads) > 200
    assert numpy.abs(correlation).max() < 7 / HEAD**0.5


def test_all_ranks_take_part_and_each_output_is_its_own(ran):
    _, report = ran
    assert (report.ranks["items"] > 0).all()
    assert report.files.digest.nunique() == len(report.files)


def test_static_shares_are_balanced(ran):
    work, first = ran
    report = work.etl(str(SPEECH), "--output-dir", "static", "--seed", "3", "--schedule=static", ranks=3, threads=2)
    share = report.ranks["bytes"] / report.ranks["bytes"].sum()
    assert share.between(0.25, 0.42).all(), share
    assert report.digests() == first.digests()
