"""Inputs from commands: `wav.scp` lines that end in '|', and Lhotse's sources of type command."""

import json
import subprocess
import time

import numpy
import pytest
import soundfile

from messages import has_all
from sounds import RATE, sine

AS_IT_IS = ("--transform", "none", "--output-dir", "out", "--suffix", "")
TO_WAV = {"flac": "flac -c -d -s x.flac |", "ffmpeg": "ffmpeg -v error -i x.flac -f wav - |",
          "two": "cat x.flac | sox -t flac - -t wav - |"}


@pytest.fixture
def corpus(work):
    """A workspace with a FLAC file."""
    samples = numpy.random.default_rng(2).standard_normal((RATE, 2)) * 0.1
    soundfile.write(work / "x.flac", samples, RATE, "PCM_16")
    return work


def rows(report):
    """The rows of a report by the input."""
    return {row.path: row for row in report.files.itertuples()}


@pytest.mark.parametrize("ranks", [None, 2])
def test_commands_give_the_bits_of_their_files(corpus, ranks):
    (corpus / "wav.scp").write_text("".join(f"{id} {command}\n" for id, command in TO_WAV.items()))
    report = corpus.etl("--manifest", "wav.scp", "--allow-commands", *AS_IT_IS, ranks=ranks)
    expected, _ = soundfile.read(corpus / "x.flac", dtype="int16")
    for id in TO_WAV:
        told = soundfile.info(corpus / f"out/{id}.wav")
        samples, _ = soundfile.read(corpus / f"out/{id}.wav", dtype="int16")
        assert told.subtype == "PCM_16" and told.samplerate == RATE
        numpy.testing.assert_array_equal(samples, expected)
    assert (report.files.warning == "").all()
    assert (corpus / "out/wav.scp").read_text() == "".join(f"{id} {corpus / 'out'}/{id}.wav\n" for id in TO_WAV)


def test_segments_of_a_command_and_levels_first(corpus):
    (corpus / "wav.scp").write_text(f"a {TO_WAV['flac']}\n")
    (corpus / "segments").write_text("u1 a 0.25 0.5\nu2 a 0.5 -1\n")
    corpus.etl("--manifest", "wav.scp", "--segments", "segments", "--allow-commands", *AS_IT_IS)
    expected, _ = soundfile.read(corpus / "x.flac", dtype="int16")
    samples, _ = soundfile.read(corpus / "out/u1.wav", dtype="int16")
    numpy.testing.assert_array_equal(samples, expected[RATE // 4:RATE // 2])
    corpus.etl("--manifest", "wav.scp", "--allow-commands", "--transform", "normalize", "--output-dir", "loud")
    corpus.etl("x.flac", "--transform", "normalize", "--output-dir", "loud", "--format", "wav")
    assert (corpus / "loud/a-transformed.wav").read_bytes() == (corpus / "loud/x-transformed.wav").read_bytes()


def test_a_recording_of_lhotse(corpus):
    source = {"type": "command", "channels": [0, 1], "source": TO_WAV["flac"].rstrip("|")}
    (corpus / "m.jsonl").write_text(json.dumps({"id": "r", "sources": [source], "sampling_rate": RATE,
                                                "num_samples": RATE, "duration": 1.0}))
    corpus.etl("--manifest", "m.jsonl", "--allow-commands", *AS_IT_IS)
    told = json.loads((corpus / "out/m.jsonl").read_text())
    assert told["sources"] == [{"type": "file", "channels": [0, 1], "source": str(corpus / "out/r.wav")}]


def test_commands_run_only_when_they_are_allowed(corpus):
    (corpus / "wav.scp").write_text(f"u1 x.flac\nu2 touch ran; {TO_WAV['flac']}\n")
    refused = corpus.run_mpietl("run", "--manifest", "wav.scp", *AS_IT_IS).expect(2)
    assert has_all(refused.stderr, "wav.scp:2: ", "--allow-commands")
    dry = corpus.run_mpietl("run", "--manifest", "wav.scp", "--allow-commands", "--dry-run", *AS_IT_IS).expect(0)
    assert "will fail" not in dry.stdout
    refused = corpus.run_mpietl("map", "--manifest", "wav.scp", "--output-dir", "out", "--", "cp", "{in}", "{out}").expect(2)
    assert "touch ran" in refused.stderr
    assert not (corpus / "ran").exists()


FAILURES = {"echo sorry >&2; exit 3 |": ["3", "sorry"], f"{TO_WAV['flac'].rstrip('|')}; exit 5 |": ["5"],
            f"{TO_WAV['flac'].rstrip('|')}; kill -9 $$ |": ["SIGKILL"], "true |": ["printed nothing"],
            "echo no audio |": ["audio"], "no-such-program |": ["127", "no-such-program"],
            "flac -c -d -s x.flac | head -c 30 |": ["audio"]}


def test_failures_of_commands_are_in_the_rows(corpus):
    (corpus / "wav.scp").write_text("".join(f"u{i} {command}\n" for i, command in enumerate(FAILURES)))
    report = corpus.etl("--manifest", "wav.scp", "--allow-commands", *AS_IT_IS, expect=1)
    for row, values in zip(report.files.itertuples(), FAILURES.values(), strict=True):
        assert row.status == "failed" and has_all(row.error, *values), row.error
    assert corpus.tree("out") == {"wav.scp"}


def is_running(text):
    """Whether a process has the text in its command line."""
    return subprocess.run(["pgrep", "-f", text], stdout=subprocess.DEVNULL, check=False).returncode == 0


@pytest.mark.parametrize("isolation", ["process", "none"])
def test_a_command_that_takes_too_long_is_killed(corpus, isolation):
    soundfile.write(corpus / "y.wav", sine(RATE), RATE)
    (corpus / "wav.scp").write_text("slow cat x.flac; sleep 987.61; true |\nu2 y.wav\n")
    begin = time.monotonic()
    report = corpus.etl("--manifest", "wav.scp", "--allow-commands", "--item-timeout", "1s", *AS_IT_IS,
                        "--isolation", isolation, expect=1)
    assert time.monotonic() - begin < 20
    assert list(report.files.status) == ["failed", "done"] and "1.00s" in report.files.error[0]
    assert not is_running("sleep 987.61")


def test_commands_are_killed_when_the_job_stops(corpus):
    (corpus / "wav.scp").write_text("slow sleep 987.62; true |\n")
    corpus.run_mpietl("run", "--manifest", "wav.scp", "--allow-commands", "--time-limit", "2s", *AS_IT_IS).expect(75)
    assert not is_running("sleep 987.62")


def test_temporary_files_are_gone(corpus):
    (corpus / "tmp").mkdir()
    (corpus / "wav.scp").write_text("".join(f"{id} {command}\n" for id, command in TO_WAV.items()))
    corpus.etl("--manifest", "wav.scp", "--allow-commands", *AS_IT_IS, env={"TMPDIR": str(corpus / "tmp")})
    assert corpus.tree("tmp") == set()
    gone = {"TMPDIR": str(corpus / "gone")}
    failed = corpus.run_mpietl("run", "--manifest", "wav.scp", "--allow-commands", *AS_IT_IS, env=gone)
    assert str(corpus / "gone") in failed.stderr + str(list(corpus.report().files.error)) and failed.returncode != 0
