"""All audio in files of other programs is read, or a row warns about the rest; compared with ffmpeg."""

import re
import subprocess

import numpy
import pytest
import soundfile

from sounds import sine

RATE = 44_100
MP3_FRAME = 1152
SECONDS = 8


def ffmpeg(*arguments, **options):
    return subprocess.run(["ffmpeg", "-v", "error", *map(str, arguments)], check=True, capture_output=True,
                          **options).stdout


def decoded(path):
    """The samples from ffmpeg, one row per frame."""
    channels = soundfile.info(str(path)).channels
    return numpy.frombuffer(ffmpeg("-i", path, "-f", "f32le", "-"), "<f4").reshape(-1, channels)


def encoded(path, *options, suffix):
    """The output of ffmpeg to a pipe, in which it cannot seek."""
    made = path.with_name(path.stem + suffix)
    made.write_bytes(ffmpeg("-i", path, *options, "-"))
    return made


@pytest.fixture(scope="module")
def sounds(shared):
    """A loud file and one that becomes quiet, of which an encoder makes frames of many sizes."""
    random = numpy.random.default_rng(1)
    loud = 0.3 * random.standard_normal(SECONDS * RATE)
    quiet = 0.3 * sine(SECONDS * RATE, rate=RATE)
    quiet[RATE:] *= 0.01
    quiet[:RATE] = loud[:RATE]
    for name, samples in {"loud": loud, "quiet": quiet}.items():
        soundfile.write(str(shared / f"{name}.wav"), samples, RATE, "PCM_16")
    return shared


@pytest.fixture(scope="module")
def mp3(sounds):
    variable = ["-c:a", "libmp3lame", "-q:a", "4", "-f", "mp3"]
    untagged = [*variable, "-write_xing", "0", "-id3v2_version", "0"]
    ffmpeg("-i", sounds / "loud.wav", *variable, sounds / "tagged.mp3")  # a file, so that its length gets into it
    files = {
        "tagged": sounds / "tagged.mp3",
        "loud": encoded(sounds / "loud.wav", *untagged, suffix="-untagged.mp3"),
        "quiet": encoded(sounds / "quiet.wav", *untagged, suffix="-untagged.mp3"),
    }
    for name, parts in {"joined": ["tagged", "loud"], "joined-untagged": ["loud", "quiet", "loud"]}.items():
        files[name] = sounds / f"{name}.mp3"
        files[name].write_bytes(b"".join(files[part].read_bytes() for part in parts))
    return files


def run(work, *paths, transforms=("invert_polarity",), ranks=1, threads=1):
    words = [word for name in transforms for word in ("--transform", name)]
    return work.run_mpietl("run", *[path.name for path in paths], *words, "--format", "wav", "--subtype", "float",
                           "--suffix", "-done", ranks=ranks, threads=threads).expect(0)


@pytest.fixture(scope="module")
def mp3_report(sounds, mp3):
    result = run(sounds, *mp3.values())
    assert not [line for line in result.errors if re.search("Xing|xing", line)]
    return sounds.report()


@pytest.mark.parametrize("name", ["tagged", "loud", "quiet", "joined", "joined-untagged"])
def test_mp3_is_read_to_its_end(sounds, mp3, mp3_report, name):
    row = mp3_report.row(mp3[name].name)
    expected = decoded(mp3[name])
    assert abs(row.frames - len(expected)) <= MP3_FRAME
    assert row.warning == ""


def test_samples_of_untagged_mp3(sounds, mp3, mp3_report):
    read, _ = soundfile.read(str(sounds / "quiet-untagged-done.wav"), always_2d=True)
    assert abs(-read - decoded(mp3["quiet"])).max() < 1e-4


def test_a_segment_far_into_untagged_mp3(sounds, mp3):
    (sounds / "parts.jsonl").write_text('{"audio_filepath": "quiet-untagged.mp3", "offset": 7.5, "duration": 0.25}\n')
    sounds.run_mpietl("run", "--manifest", "parts.jsonl", "--transform", "invert_polarity", "--format", "wav",
                      "--output-dir", "parts").expect(0)
    assert sounds.report().files.frames[0] == RATE / 4


def test_two_passes_over_a_joined_mp3(sounds, mp3):
    run(sounds, mp3["joined"], transforms=["normalize"])
    read, _ = soundfile.read(str(sounds / "joined-done.wav"))
    assert abs(len(read) - len(decoded(mp3["joined"]))) <= MP3_FRAME


def test_mp3_that_is_truncated_or_changes(sounds, mp3):
    cut = sounds / "cut.mp3"
    cut.write_bytes(mp3["tagged"].read_bytes()[:30_000])
    other = encoded(sounds / "loud.wav", "-ar", 22_050, "-c:a", "libmp3lame", "-f", "mp3", suffix="-22050.mp3")
    changes = sounds / "changes.mp3"
    changes.write_bytes(mp3["loud"].read_bytes() + other.read_bytes())
    run(sounds, cut, changes)
    report = sounds.report()
    assert report.row("cut.mp3").warning and report.row("cut.mp3").frames > 0
    row = report.row("changes.mp3")
    assert "22050" in row.warning
    assert abs(row.frames - len(decoded(mp3["loud"]))) <= MP3_FRAME


def test_mp3_in_wav(sounds, mp3):
    inside = sounds / "inside.wav"
    inside.write_bytes(ffmpeg("-i", sounds / "loud.wav", "-c:a", "libmp3lame", "-f", "wav", "-"))
    run(sounds, inside)
    row = sounds.report().row("inside.wav")
    assert row.warning == "" and abs(row.frames - SECONDS * RATE) <= 2 * MP3_FRAME


@pytest.mark.parametrize(("codec", "suffix", "rate"), [("vorbis", ".ogg", RATE), ("opus", ".opus", 48_000)])
def test_chained_ogg(sounds, codec, suffix, rate):
    first, second = sounds / f"first{suffix}", sounds / f"second{suffix}"
    for path, seconds in ((first, 2), (second, 3)):
        soundfile.write(str(path), 0.5 * sine(seconds * rate, rate=rate), rate, codec.upper(), format="OGG")
    chained = sounds / f"chained{suffix}"
    chained.write_bytes(first.read_bytes() + second.read_bytes() + first.read_bytes())
    run(sounds, chained)
    row = sounds.report().row(chained.name)
    assert (row.frames, row.warning) == (7 * rate, "")
    read, _ = soundfile.read(str(sounds / "chained-done.wav"))
    assert numpy.array_equal(-read[2 * rate:5 * rate].astype("f4"), soundfile.read(str(second), dtype="f4")[0])


def test_ogg_that_is_truncated_or_changes(sounds):
    whole, mono = sounds / "whole.ogg", sounds / "mono.ogg"
    soundfile.write(str(whole), 0.5 * sine(4 * RATE, rate=RATE, channels=2), RATE, "VORBIS", format="OGG")
    soundfile.write(str(mono), 0.5 * sine(RATE, rate=RATE), RATE, "VORBIS", format="OGG")
    cut, changes = sounds / "cut.ogg", sounds / "changes.ogg"
    cut.write_bytes(whole.read_bytes()[:-3_000])
    changes.write_bytes(whole.read_bytes() + mono.read_bytes())
    run(sounds, cut, changes)
    report = sounds.report()
    assert report.row("cut.ogg").warning and 0 < report.row("cut.ogg").frames < 4 * RATE
    row = report.row("changes.ogg")
    assert row.frames == 4 * RATE and str(len(mono.read_bytes())) in row.warning


@pytest.mark.parametrize("kind", ["wav", "aiff", "au", "w64"])
def test_written_to_a_pipe(sounds, kind):
    path = encoded(sounds / "loud.wav", "-f", kind, suffix=f"-pipe.{kind}")
    run(sounds, path)
    row = sounds.report().row(path.name)
    assert (row.frames, row.warning) == (SECONDS * RATE, "")
