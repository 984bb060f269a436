"""Damaged files of the formats that FFmpeg's libraries decode: each has its row, and none ends the program."""

import pytest
import soundfile

import any_bits
import mutants
from decoding import ffmpeg
from sounds import sine
from support import crashed, is_full_run

COUNT = 2_000 if is_full_run() else 60
RATE = 16_000
VIDEO = ["-f", "lavfi", "-i", "testsrc=d=0.5:s=64x48", "-map", "0:a", "-map", "1:v", "-c:v", "mpeg4"]

# Of each kind, files by the options that make them.
MADE = {
    "m4a": {"aac.m4a": ["-c:a", "aac"], "alac.m4a": ["-c:a", "alac", "-movflags", "faststart"]},
    "mp4": {"video.mp4": [*VIDEO, "-c:a", "aac"],
            "fragments.mp4": ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov", "-frag_duration", "100000"]},
    "mkv": {"video.mkv": [*VIDEO, "-c:a", "aac"], "flac.mkv": ["-c:a", "flac"]},
    "webm": {"opus.webm": ["-c:a", "libopus"], "vorbis.webm": ["-c:a", "libvorbis"]},
    "wv": {"a.wv": ["-c:a", "wavpack"]},
    "ape": {"a.ape": any_bits.ape(8)},
    "amr": {"a.amr": any_bits.amr(50)},
}


@pytest.fixture(scope="module")
def source(shared):
    """The folder, with a short WAV file of noise and a tone."""
    frames = RATE // 2
    samples = mutants.noise(frames) / 2 + sine(frames, rate=RATE) / 2
    soundfile.write(str(shared / "source.wav"), samples, RATE)
    return shared


def files_of(kind, work):
    """Bytes of the whole files of a kind."""
    files = []
    for name, made in MADE[kind].items():
        if not isinstance(made, bytes):
            before = made[:4] if made[0] == "-f" else []
            ffmpeg("-i", work / "source.wav", *before, *made[len(before):], work / name)
            made = (work / name).read_bytes()
        files.append(made)
    return files


@pytest.mark.slow
@pytest.mark.parametrize("kind", MADE)
def test_mutants_end_as_rows(source, kind):
    names = mutants.write_mutants(source / kind, COUNT, 5, files_of(kind, source), f".{kind}")
    result = source.run_mpietl("run", kind, "--output-dir", f"out-{kind}", "--format", "wav", "--transform", "none",
                               "--report", f"{kind}.h5", ranks=2, timeout=600)
    assert result.returncode in (0, 1) and not crashed(result)
    report = source.report(f"{kind}.h5")
    assert len(report.files) == len(names) == report.attributes["done"] + report.attributes["failed"]
    assert report.attributes["done"] > COUNT / 10
    assert (report.files.error[report.files.status == "failed"] != "").all()
    # None ended the process that decodes, or had to be ended.
    assert not report.files.error.str.contains("signal|answer").any()
    assert len(source.tree(f"out-{kind}")) == report.attributes["done"]
