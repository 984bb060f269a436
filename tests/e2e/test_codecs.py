"""The transform codec, compared with SoX and ffmpeg."""

import subprocess

import numpy as np
import pytest
from scipy import signal as dsp

from sounds import as_pcm16, read_wav, write_wav
from transforming import noise, through


def sox(work, *words):
    subprocess.run(["sox", "-D", *words], cwd=work.folder, check=True)


def music(rate, channels=2, seconds=3):
    """Intermittent tones over noise that falls with the frequency."""
    time = np.arange(seconds * rate) / rate
    tones = sum(0.1 * np.sin(2 * np.pi * hz * time) * (0.5 + 0.5 * np.sin(2 * np.pi * hz / 300 * time))
                for hz in (220, 523, 987, 1760))
    hiss = dsp.lfilter([0.02], [1, -0.95], np.random.default_rng(5).standard_normal((len(time), channels)), axis=0)
    return (tones[:, None] + hiss).astype(np.float32)


def ratio_db(signal, changed):
    """Ratio of the signal to the difference."""
    count = min(len(signal), len(changed))
    signal, changed = signal[:count].astype(np.float64), changed[:count].astype(np.float64)
    return 10 * np.log10((signal**2).sum() / ((signal - changed)**2).sum())


@pytest.mark.parametrize("kind, encoding", [("mu_law", "u-law"), ("a_law", "a-law")])
def test_companding_equals_sox_bit_for_bit(work, kind, encoding):
    samples = np.concatenate((np.arange(-32768, 32768), as_pcm16(noise(40_000)))).astype(np.int16)
    out, _ = through(work, samples, f"codec:kind={kind}", rate=8000)
    subprocess.run(["sox", "-D", "x.wav", "-e", encoding, "law.wav"], cwd=work.folder, check=True)
    subprocess.run(["sox", "-D", "law.wav", "-e", "signed", "-b", "16", "sox.wav"], cwd=work.folder, check=True)
    assert np.array_equal(out, read_wav(work / "sox.wav"))


def test_gsm_equals_sox_bit_for_bit(work):
    samples = as_pcm16(noise(40_013))
    out, row = through(work, samples, "codec:kind=gsm", rate=8000)
    sox(work, "x.wav", "x.gsm")
    sox(work, "x.gsm", "-e", "signed", "-b", "16", "sox.wav")
    assert row.frames_out == 40_013
    assert np.array_equal(out, read_wav(work / "sox.wav")[:40_013])


@pytest.mark.parametrize("transform, options, suffix, rate", [
    ("opus,bitrate=64", "-c:a libopus -b:a 64k", "opus", 48_000),
    ("opus,bitrate=24,rate=16000", "-c:a libopus -b:a 24k -ar 16000", "opus", 48_000),
    ("vorbis,quality=3", "-c:a libvorbis -q:a 3", "ogg", 44_100),
    ("mp3,bitrate=128", "-c:a libmp3lame -b:a 128k", "mp3", 44_100),
    ("mp3,bitrate=32", "-c:a libmp3lame -b:a 32k", "mp3", 22_050)])
def test_a_codec_is_as_close_to_the_signal_as_ffmpegs(work, transform, options, suffix, rate):
    samples = music(rate)
    out, _ = through(work, samples, "codec:kind=" + transform, rate=rate)
    ffmpeg = ["ffmpeg", "-v", "error", "-y", "-i"]
    subprocess.run([*ffmpeg, "x.wav", *options.split(), f"x.{suffix}"], cwd=work.folder, check=True)
    subprocess.run([*ffmpeg, f"x.{suffix}", "-c:a", "pcm_f32le", "-ar", str(rate), "ffmpeg.wav"], cwd=work.folder,
                   check=True)
    ours, theirs = ratio_db(samples, out), ratio_db(samples, read_wav(work / "ffmpeg.wav"))
    assert len(out) == len(samples)
    assert 5 < theirs - 1.5 < ours < theirs + 3


def test_a_codec_has_the_same_bits_on_ranks_and_threads(work):
    (work / "in").mkdir()
    for number in range(5):
        write_wav(work / f"in/{number}.wav", music(16_000, channels=1, seconds=1 + 30 * number), 16_000)
    chain = ["--transform", "codec:kind=opus,min_bitrate=8,max_bitrate=64", "--transform", "codec:kind=mp3,p=0.5"]
    digests = []
    for ranks, threads in ((1, 1), (2, 1), (1, 3)):
        name = f"{ranks}-{threads}"
        report = work.etl("in", *chain, "--threads", str(threads), "--output-dir", name, report=name + ".h5", ranks=ranks)
        digests.append(list(report.digests().values()))
    assert digests[0] == digests[1] == digests[2]
    assert len(set(digests[0])) == 5
