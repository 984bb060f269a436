"""Transforms that cut, lengthen and fade, compared with NumPy and SoX; and the manifests, cues and headers of
their outputs."""

import json
import subprocess

import numpy as np
import pytest
import soundfile

from chunks import cue, one, wave
from sounds import header, read_wav, write_wav
from transforming import RATE, difference, noise, through, values_of

FRAMES = 30_011
MODES = {"silence": "constant", "wrap": "wrap", "reflect": "reflect"}


@pytest.mark.parametrize("at, first", [("start", 0), ("end", FRAMES - 5000), ("centre", (FRAMES - 5000) // 2)])
def test_crop(work, at, first):
    samples = noise(FRAMES, 2)
    out, row = through(work, samples, f"crop:frames=5000,at={at}")
    assert np.array_equal(out, samples[first:first + 5000])
    assert (row.frames, row.frames_out) == (FRAMES, 5000)


def test_a_random_crop_is_at_the_reported_place(work):
    samples = noise(FRAMES)
    out, row = through(work, samples, "crop:seconds=0.1,at=random")
    first = int(values_of(row.parameters)["crop"]["first_frame"])
    assert 0 < first < FRAMES - 4410
    assert np.array_equal(out, samples[first:first + 4410])


def test_a_shorter_signal_stays(work):
    samples = noise(FRAMES)
    for at in ("start", "end", "centre", "random"):
        assert np.array_equal(through(work, samples, f"crop:seconds=9,at={at}")[0], samples)
        assert np.array_equal(through(work, samples, f"pad:frames=7,at={at}")[0], samples)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("at, before", [("end", 0), ("start", 9999), ("centre", 5000)])
def test_pad(work, mode, at, before):
    samples = noise(FRAMES, 2)
    out, row = through(work, samples, f"pad:frames={FRAMES + 9999},at={at},mode={mode}")
    expected = np.pad(samples, ((before, 9999 - before), (0, 0)), mode=MODES[mode])
    assert np.array_equal(out, expected)
    assert row.frames_out == FRAMES + 9999


def test_a_signal_is_repeated_as_often_as_needed(work):
    samples = noise(100)
    out, _ = through(work, samples, "pad:frames=1050,mode=wrap")
    assert np.array_equal(out, np.tile(samples, 11)[:1050])
    out, _ = through(work, samples, "pad:frames=1000,mode=reflect")
    there_and_back = np.concatenate((samples, samples[-2:0:-1]))
    assert np.array_equal(out, np.tile(there_and_back, 6)[:1000])


@pytest.mark.parametrize("shape, letter", [("linear", "t"), ("sine", "q"), ("exponential", "l")])
def test_fades_equal_those_of_sox(work, shape, letter):
    samples = noise(FRAMES, 2)
    out, _ = through(work, samples, f"fade:in_seconds=0.1,out_seconds=0.2,shape={shape}")
    subprocess.run(["sox", "-D", "x.wav", "sox.wav", "fade", letter, "0.1", f"{FRAMES}s", "0.2"],
                   cwd=work.folder, check=True)
    assert difference(out, read_wav(work / "sox.wav")) < 1e-6


def librosa_range(samples, top_db, length, hop):
    """The formula of librosa.effects.trim, in NumPy."""
    padded = np.pad(samples.astype(np.float64), length // 2)
    starts = range(0, len(padded) - length + 1, hop)
    power = np.array([(padded[i:i + length]**2).mean() for i in starts])
    level = 10 * np.log10(np.maximum(1e-10, power))
    loud = np.flatnonzero(level - level.max() > -top_db)
    return loud[0] * hop, min(len(samples), (loud[-1] + 1) * hop)


@pytest.mark.parametrize("top_db, length, hop", [(60, 2048, 512), (30, 2048, 512), (25, 1000, 77)])
@pytest.mark.parametrize("where", ["both", "start", "end"])
def test_silence_is_trimmed_as_by_librosa(work, top_db, length, hop, where):
    loudness = 10 ** (-np.abs(np.arange(FRAMES) - 14_000) / 3000)
    samples = (noise(FRAMES) * loudness).astype(np.float32)
    first, end = librosa_range(samples, top_db, length, hop)
    assert 0 < first < end < FRAMES
    first, end = {"both": (first, end), "start": (first, FRAMES), "end": (0, end)}[where]
    out, row = through(work, samples,
                       f"trim_silence:top_db={top_db},frame_length={length},hop_length={hop},where={where}")
    assert np.array_equal(out, samples[first:end])
    told = values_of(row.parameters)["trim_silence"]
    assert told["start_seconds"] == pytest.approx(first / RATE) and told["end_seconds"] == pytest.approx(end / RATE)


def test_a_silent_signal_stays(work):
    out, _ = through(work, np.zeros(FRAMES, np.float32), "trim_silence")
    assert out.shape == (FRAMES,)


@pytest.mark.parametrize("form", ["flac", "mp3", "ogg"])
def test_the_end_of_a_file_whose_length_is_only_declared(work, form):
    soundfile.write(work / f"x.{form}", noise(FRAMES), RATE)
    samples = soundfile.read(work / f"x.{form}", dtype="float32")[0]
    work.etl(f"x.{form}", "--format", "wav", "--subtype", "float", "--transform", "crop:frames=700,at=end",
             "--transform", "fade:out_seconds=0.01")
    out = read_wav(next(work.folder.glob("*transformed*")))
    assert out.shape == (700,)
    assert np.array_equal(out[:259], samples[-700:-441])
    assert difference(out[259:], samples[-441:] * np.arange(441, 0, -1) / 441) < 1e-6


def test_ranks_change_no_byte_and_manifests_have_the_new_length(work):
    lines = []
    for i in range(12):
        write_wav(work / "in" / f"{i}.wav", noise(FRAMES + 100 * i), RATE)
        lines.append(json.dumps({"audio_filepath": f"in/{i}.wav", "duration": FRAMES / RATE}))
    (work / "in.jsonl").write_text("\n".join(lines) + "\n")
    digests = []
    for ranks in (1, 2, 3):
        report = work.etl("--manifest", "in.jsonl", "--output-dir", f"out{ranks}",
                          "--transform", "crop:min_seconds=0.2,max_seconds=0.5,at=random",
                          "--transform", "fade:out_seconds=0.1", "--transform", "pad:min_frames=9000,max_frames=40000",
                          ranks=ranks, threads=1 + ranks % 2)
        digests.append(report.digests())
        frames = {row.output: row.frames_out for row in report.files.itertuples()}
        for name, count in frames.items():
            assert header(work / name)[-1] == count
        manifest = next((work / f"out{ranks}").glob("*.jsonl"))
        told = [json.loads(line) for line in manifest.read_text().splitlines()]
        assert sorted(each["duration"] for each in told) == sorted(count / RATE for count in frames.values())
    assert digests[0] == digests[1] == digests[2]
    assert len(set(frames.values())) == 12


def test_cues_move_with_the_samples(work):
    samples = (1000 * noise(10_000)).astype(np.int16)
    (work / "x.wav").write_bytes(wave(cue(100, 3000, 9000), samples=samples))
    work.etl("x.wav", "--transform", "crop:frames=5000,at=centre", "--transform", "pad:frames=5100,at=start")
    points = one(work / "x-transformed.wav", b"cue ")
    assert int.from_bytes(points[:4], "little") == 1
    assert int.from_bytes(points[24:28], "little") == 3000 - 2500 + 100
