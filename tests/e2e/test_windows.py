"""Recordings that are cut into windows, held against slices of what ffmpeg and soundfile decode."""

import subprocess

import numpy
import pytest
import soundfile

from sounds import RATE, write_wav

PLAIN = ("--transform", "none", "--suffix", "", "--format", "wav", "--subtype", "float")


@pytest.fixture
def corpus(work):
    """A WAV, a FLAC, and an MP3 and an M4A that do not tell their exact lengths in the header."""
    generator = numpy.random.default_rng(1)
    write_wav(work / "in/a.wav", generator.uniform(-0.5, 0.5, 5 * RATE + 400).astype("float32"), RATE)
    soundfile.write(work / "in/b.flac", generator.uniform(-0.5, 0.5, 2 * RATE), RATE)
    sound = ["-f", "lavfi", "-i", f"anoisesrc=d=3.3:a=0.3:r={RATE}", "-ac", "1"]
    for name, options in {"in/c.mp3": "-write_xing 0", "in/d.m4a": "-c:a aac -aac_pns 0"}.items():
        subprocess.run(["ffmpeg", "-nostdin", "-v", "error", *sound, *options.split(), work / name], check=True)
    return work


def whole(path):
    """All samples of a file, as this program decodes it in one piece."""
    return soundfile.read(path, dtype="float32")[0]


@pytest.mark.parametrize("options", [{}, {"ranks": 3}, {"ranks": 2, "isolation": "none"}])
def test_windows_are_slices_of_what_is_decoded(corpus, options):
    isolation = ("--isolation", options.pop("isolation", "process"))
    corpus.etl("in", "--output-dir", "whole", *PLAIN)
    report = corpus.etl("in", "--window", "1s", "--hop", "0.5s", "--keep-last", "--output-dir", "out", *PLAIN, *isolation,
                        **options)
    assert set(report.files.status) == {"done"} and set(report.files.warning) == {""}
    seen = 0
    for name in "abcd":
        samples = whole(corpus / f"whole/{name}.wav")
        for first in range(0, len(samples) - RATE // 2, RATE // 2):
            end = min(first + RATE, len(samples))
            start_ms, end_ms = first * 1000 // RATE, round(end * 1000 / RATE)
            window = whole(corpus / f"out/{name}-{start_ms:07}-{end_ms:07}.wav")
            assert len(window) == end - first
            assert numpy.allclose(window, samples[first:end], atol=1e-4)
            seen += 1
    assert seen == len(report.files)


def test_what_windows_leave_out_is_told(corpus):
    run = corpus.run_mpietl("run", "in/a.wav", "in/b.flac", "--window", "4s", "--output-dir", "out", *PLAIN,
                            "--output-manifest", "out/wav.scp").expect(0)
    told = [line for line in run.errors if "--keep-last" in line]
    assert len(told) == 1 and "3.03s" in told[0] and "2 inputs" in told[0] and "1 shorter" in told[0]
    assert (corpus / "out/wav.scp").read_text() == \
        f"a-0000000-0004000 {corpus / 'out/a-0000000-0004000.wav'}\n"


def test_windows_keep_their_bytes_on_any_ranks_and_after_a_resume(corpus):
    noisy = ("--window", "0.7s", "--hop", "0.3s", "--transform", "gaussian_noise", "--suffix", "", "--format", "wav",
             "--output-dir")
    corpus.etl("in", *noisy, "all", ranks=2)
    before = {path.name: path.read_bytes() for path in (corpus / "all").iterdir()}
    corpus.etl("in", *noisy, "out", report="r.h5")
    for path in list((corpus / "out").iterdir())[::3]:
        path.unlink()
    resumed = corpus.run_mpietl("run", "in", *noisy, "out", "--report", "r.h5", "--resume").expect(0)
    kept = len(before) - len(range(0, len(before), 3))
    assert any(f"{kept} of {len(before)}" in line for line in resumed.errors)
    assert {path.name: path.read_bytes() for path in (corpus / "out").iterdir()} == before


def test_a_dry_run_decodes_nothing_and_a_broken_file_has_its_row(corpus):
    (corpus / "in/e.wav").write_text("no audio")
    dry = corpus.run_mpietl("run", "in", "--window", "1s", "--output-dir", "out", "--dry-run", *PLAIN).expect(0)
    assert "e.wav" in dry.stdout and not (corpus / "out").exists()
    assert not any("decodes" in line for line in dry.errors)
    corpus.run_mpietl("run", "in", "--window", "1s", "--output-dir", "out", "--report", "r.h5", *PLAIN).expect(1)
    files = corpus.report("r.h5").files
    assert list(files.status).count("failed") == 1
    assert files[files.status == "failed"].path.iloc[0].endswith("e.wav")
