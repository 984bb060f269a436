"""Lhotse's recordings and cuts as manifests, in and out."""

import decimal
import gzip
import json
import math

import numpy
import pytest
import scipy.signal
import soundfile

from manifest_corpus import FRAMES, QUIET, corpus, lines
from sounds import RATE, header, read_wav, sine, write_wav


@pytest.mark.parametrize("ranks", [None, 2])
def test_cuts_of_lhotse(corpus, ranks):
    recording = {"id": "r", "sources": [{"type": "file", "channels": [0, 1], "source": "audio/s2/b.wav"}],
                 "sampling_rate": RATE, "num_samples": 2 * FRAMES, "duration": 2 * FRAMES / RATE, "channel_ids": [0, 1]}
    supervision = {"id": "s", "recording_id": "r", "start": 0.1, "duration": 0.2, "channel": 1, "text": "hi"}
    cuts = [{"id": "c1", "start": 0.25, "duration": 0.5, "channel": 1, "supervisions": [supervision], "custom": {"snr": 3},
             "recording": recording, "type": "MonoCut"},
            {"id": "c2", "start": 0, "duration": 0.1, "channel": [0, 1], "supervisions": [], "recording": recording,
             "type": "MultiCut"}]
    (corpus / "cuts.jsonl").write_text("".join(json.dumps(cut) + "\n" for cut in cuts))
    corpus.etl("--manifest", "cuts.jsonl", "--output-dir", "out", "--suffix=", *QUIET, ranks=ranks)
    whole = read_wav(corpus / "audio/s2/b.wav")
    assert numpy.array_equal(read_wav(corpus / "out/c1.wav"), whole[RATE // 4:3 * RATE // 4, 1])
    assert numpy.array_equal(read_wav(corpus / "out/c2.wav"), whole[:RATE // 10])
    first, second = lines(corpus / "out/cuts.jsonl")
    assert first["recording"] == {
        "id": "c1", "sources": [{"type": "file", "channels": [0], "source": str(corpus / "out/c1.wav")}],
        "sampling_rate": RATE, "num_samples": RATE // 2, "duration": 0.5, "channel_ids": [0]}
    assert (first["start"], first["duration"], first["channel"], first["custom"]) == (0, 0.5, 0, {"snr": 3})
    assert first["supervisions"] == [supervision | {"recording_id": "c1", "channel": 0}]
    assert second["channel"] == second["recording"]["channel_ids"] == [0, 1] and second["type"] == "MultiCut"


def rounded(value, half):
    """As Lhotse rounds lengths."""
    return int(decimal.Decimal(round(value, 8)).quantize(0, rounding=half))


def as_lhotse_counts(rate, frames, transforms):
    """Rate and length that Lhotse's Recording.resample() and perturb_speed() give."""
    for each in transforms:
        if each["name"] == "Resample":
            seconds, rate = frames / rate, each["kwargs"]["target_sampling_rate"]
            frames = rounded(seconds * rate, decimal.ROUND_HALF_UP)
        if each["name"] == "Speed":
            factor = each["kwargs"]["factor"]
            frames = rounded(frames / factor, decimal.ROUND_HALF_UP if factor >= 1 else decimal.ROUND_HALF_DOWN)
    return rate, frames


def loads_in_lhotse(recording):
    """Whether the length that Lhotse's loading finds is close enough to the declared one.

    The transforms are resampling by SciPy, which is what Lhotse takes where there is no torchaudio.
    """
    rate = recording["sampling_rate"]
    samples = soundfile.read(recording["sources"][0]["source"])[0]
    for each in recording["transforms"]:
        values = each["kwargs"]
        if each["name"] == "Resample":
            samples = scipy.signal.resample_poly(
                samples, values["target_sampling_rate"], values["source_sampling_rate"])
        if each["name"] == "Speed":
            samples = scipy.signal.resample_poly(samples, rate, round(rate * values["factor"]))
    expected = rounded(recording["duration"] * rate, decimal.ROUND_HALF_UP)
    return abs(expected - len(samples)) <= math.ceil(0.025 * rate)


def speed(factor):
    return {"name": "Speed", "kwargs": {"factor": factor}}


def resample(source, target):
    return {"name": "Resample", "kwargs": {"source_sampling_rate": source, "target_sampling_rate": target}}


CHAINS = [[resample(RATE, 8_000)], [resample(RATE, 22_050)], [speed(1.1)], [speed(0.9)], [speed(0.8), speed(0.4)],
          [speed(1.1), resample(RATE, 8_000)], [resample(RATE, 44_100), speed(0.9)],
          [{"name": "Volume", "kwargs": {"factor": 2.0}}], []]


def test_lhotse_loads_the_manifest_of_outputs(work):
    """Rate and length of a recording describe the signal after its transforms."""
    random = numpy.random.default_rng(1)
    recordings = []
    for number, chain in enumerate(CHAINS * 4):
        frames = int(random.integers(1_600, 20_000))
        write_wav(work / f"{number}.wav", sine(frames))
        rate, after = as_lhotse_counts(RATE, frames, chain)
        source = {"type": "file", "channels": [0], "source": f"{number}.wav"}
        recordings.append({"id": f"r{number}", "sources": [source], "sampling_rate": rate, "num_samples": after,
                           "duration": after / rate, "channel_ids": [0], "transforms": chain})
    (work / "r.jsonl").write_text("\n".join(map(json.dumps, recordings)))
    work.etl("--manifest", "r.jsonl", "--output-dir", "out", *QUIET)
    made = lines(work / "out/r.jsonl")
    for before, after in zip(recordings, made, strict=True):
        assert after == before | {"sources": after["sources"]}
        assert loads_in_lhotse(after), after


def test_lhotse_recordings(corpus):
    recordings = [
        {"id": "r1", "sources": [{"type": "file", "channels": [0, 1], "source": "audio/s2/b.wav"}],
         "sampling_rate": 8_000, "num_samples": FRAMES, "duration": 1.0, "channel_ids": [0, 1],
         "transforms": [resample(RATE, 8_000)]},
        {"id": "r2", "sources": [{"type": "file", "channels": [0], "source": "audio/s1/a.wav"},
                                 {"type": "file", "channels": [1], "source": "audio/gone.wav"}],
         "sampling_rate": RATE, "num_samples": FRAMES, "duration": 0.5}]
    (corpus / "r.jsonl").write_text("\n".join(map(json.dumps, recordings)))
    corpus.etl("--manifest", "r.jsonl", "--output-dir", "out", "--transform", "mono", "--output-manifest",
               "out/new.jsonl", expect=1)
    [only] = lines(corpus / "out/new.jsonl")
    assert only == recordings[0] | {
        "sources": [{"type": "file", "channels": [0], "source": str(corpus / "out/r1-transformed.wav")}],
        "channel_ids": [0]}
    assert header(corpus / "out/r1-transformed.wav")[3:] == (1, 2 * FRAMES)


def test_compressed_manifest(corpus):
    recording = {"id": "r", "sources": [{"type": "file", "channels": [0], "source": "audio/s1/a.wav"}],
                 "sampling_rate": RATE, "num_samples": FRAMES, "duration": FRAMES / RATE, "channel_ids": [0]}
    (corpus / "r.jsonl.gz").write_bytes(gzip.compress(json.dumps(recording).encode()))
    corpus.etl("--manifest", "r.jsonl.gz", "--output-dir", "out", *QUIET)
    [made] = map(json.loads, gzip.decompress((corpus / "out/r.jsonl.gz").read_bytes()).splitlines())
    assert made["sources"][0]["source"] == str(corpus / "out/r-transformed.wav")
    (corpus / "cut.jsonl.gz").write_bytes((corpus / "r.jsonl.gz").read_bytes()[:-9])
    refused = corpus.run_mpietl("run", "--manifest", "cut.jsonl.gz", "--output-dir", "out", *QUIET).expect(2)
    assert "cut.jsonl.gz" in refused.errors[-1]
