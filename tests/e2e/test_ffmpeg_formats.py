"""Samples decoded by FFmpeg's libraries equal those of the ffmpeg program."""

import subprocess

import numpy
import pytest
import soundfile

import any_bits
import mutants
import shorten
from decoding import EXACT, convert, decoded, ffmpeg, written
from messages import DRY_FAILURES, lines_with, numbers
from sounds import RATE as SPEECH_RATE
from sounds import as_pcm16, sine, write_wav

RATE = 48_000
SECONDS = 2.7
VIDEO = ["-f", "lavfi", "-i", f"testsrc=d={SECONDS}:s=160x120", "-map", "0:a", "-map", "1:v", "-c:v", "mpeg4"]

# Options that make a file of this name from a 24-bit stereo file.
MADE = {
    "aac.m4a": ["-c:a", "aac"],
    "mono.m4a": ["-c:a", "aac", "-ar", "16000", "-ac", "1"],
    "alac.m4a": ["-c:a", "alac"],
    "fragments.mp4": ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov", "-frag_duration", "500000"],
    "video.mp4": [*VIDEO, "-c:a", "aac"],
    "video.mov": [*VIDEO, "-c:a", "pcm_s16be"],
    "video.mkv": [*VIDEO, "-c:a", "aac"],
    "video.avi": [*VIDEO, "-c:a", "libmp3lame"],
    "pcm_u8.avi": ["-c:a", "pcm_u8"],
    "pcm_s24.mov": ["-c:a", "pcm_s24le"],
    "pcm_f64.mka": ["-c:a", "pcm_f64le"],
    "flac.mka": ["-c:a", "flac"],
    "opus.webm": ["-c:a", "libopus"],
    "vorbis.webm": [*VIDEO, "-c:v", "libvpx", "-c:a", "libvorbis"],
    "a.wma": ["-c:a", "wmav2"],
    "a.wv": ["-c:a", "wavpack"],
    "a.tta": ["-c:a", "tta"],
    "a.aac": ["-c:a", "aac"],
    "a.3gp": ["-c:a", "aac"],
    "a.ac3": ["-c:a", "ac3"],
    "a.eac3": ["-c:a", "eac3"],
    "a.dts": ["-c:a", "dca", "-strict", "-2"],
    "a.flv": ["-c:a", "aac", "-ar", "44100"],
    "a.ts": ["-c:a", "mp2"],
    "g723.wav": ["-c:a", "g723_1", "-ar", "8000", "-ac", "1", "-b:a", "6300"],
    "g726.wav": ["-c:a", "g726", "-ar", "8000", "-ac", "1"],
    "wma.wav": ["-c:a", "wmav2"],
    "speex.spx": ["-c:a", "libspeex", "-ar", "16000", "-ac", "1", "-f", "ogg"],
}
ANY_BITS = {"a.amr": any_bits.amr(100), "a.ape": any_bits.ape(20)}
# Names that usually mean something else, so folder walks skip them.
NOT_LISTED = {"a.ts", "a.dts"}


@pytest.fixture(scope="module")
def source(shared):
    """A WAV file of noise and a tone."""
    frames = int(SECONDS * RATE)
    samples = numpy.stack([mutants.noise(frames), sine(frames, rate=RATE)], axis=1)
    soundfile.write(str(shared / "source.wav"), samples, RATE, "PCM_24")
    return shared / "source.wav"


@pytest.fixture(scope="module")
def sounds(shared, source):
    """A folder of all formats."""
    (shared / "in").mkdir()
    for name, options in MADE.items():
        before = [] if "-f" not in options or options[:2] != ["-f", "lavfi"] else options[:4]
        ffmpeg("-i", source, *before, *options[len(before):], shared / "in" / name)
    for name, data in ANY_BITS.items():
        (shared / "in" / name).write_bytes(data)
    return shared


@pytest.fixture(scope="module")
def ran(sounds):
    """The folder, and the report of a run over it and over files that walks skip."""
    return sounds, convert(sounds, "in", *(f"in/{name}" for name in sorted(NOT_LISTED)), "--base", "in")


def test_a_folder_yields_them(sounds):
    report = convert(sounds, "in", out="listed")
    assert {path.removeprefix("in/") for path in report.files.path} == (set(MADE) | set(ANY_BITS)) - NOT_LISTED


@pytest.mark.parametrize("name", [*MADE, *ANY_BITS])
def test_samples_equal_ffmpeg(ran, name):
    work, report = ran
    row = report.row(f"in/{name}")
    assert (row.status, row.warning) == ("done", "")
    exact, usual = decoded(work / "in" / name, *EXACT), decoded(work / "in" / name)
    assert len(exact) == row.frames * row.channels > 0
    assert numpy.array_equal(written(work, row).view("u4"), exact.view("u4"))
    # The program, which takes the processor's instructions, is not far from that.
    assert len(usual) == len(exact) and abs(usual - exact).max() < 2e-5


def test_the_same_bits_on_any_number_of_ranks(ran):
    work, report = ran
    others = convert(work, "in", *(f"in/{name}" for name in sorted(NOT_LISTED)), "--base", "in", ranks=3, out="again")
    assert others.digests() == report.digests()


def test_conversion_for_speech(ran):
    """Decoded samples go through the chain as if read from a WAV file."""
    work, report = ran
    soundfile.write(str(work / "decoded.wav"), decoded(work / "in" / "aac.m4a", *EXACT).reshape(-1, 2), RATE, "FLOAT")
    done = work.etl("in/aac.m4a", "decoded.wav", "--output-dir", "16k", "--rate", "16000", "--channels", "1",
                    "--format", "wav", "--subtype", "pcm_16", "--transform", "none", report="16k.h5")
    first, second = (written(work, done.row(path)) for path in ("in/aac.m4a", "decoded.wav"))
    assert len(first) == done.row("in/aac.m4a").frames_out > 0
    assert numpy.array_equal(first, second)


def test_dry_run_predicts_the_run(ran):
    work, _ = ran
    lines = work.run_mpietl("run", "in/aac.m4a", "--output-dir", "dry", "--format", "wav", "--transform", "none",
                            "--dry-run").expect(0).lines
    assert lines_with("\n".join(lines), "MP4", "AAC", "WAV")
    assert not [line for line in lines if line.startswith(DRY_FAILURES)]


def test_part_of_a_file(ran):
    work, _ = ran
    (work / "parts.jsonl").write_text('{"audio_filepath": "in/aac.m4a", "offset": 1.5, "duration": 0.25}\n')
    report = work.etl("--manifest", "parts.jsonl", "--output-dir", "parts", "--format", "wav", "--subtype", "float",
                      "--transform", "none", report="parts.h5")
    expected = decoded(work / "in" / "aac.m4a", *EXACT)[2 * 72_000:2 * 84_000]
    assert numpy.array_equal(written(work, report.files.iloc[0]), expected)


def test_resuming_keeps_them(ran):
    work, _ = ran
    before = convert(work, "in/aac.m4a", "in/a.wv", out="twice")
    after = work.etl("in/aac.m4a", "in/a.wv", "--output-dir", "twice", "--format", "wav", "--subtype", "float",
                     "--keep-extension", "--transform", "none", "--suffix", "", "--resume", report="twice.h5")
    assert after.files.run.tolist() == before.files.run.tolist()


def test_title_and_artist_are_kept(ran):
    work, _ = ran
    ffmpeg("-i", work / "in" / "aac.m4a", "-c", "copy", "-metadata", "title=Dawn", "-metadata", "artist=A choir",
           work / "titled.m4a")
    work.etl("titled.m4a", "--format", "flac", "--subtype", "pcm_16", "--output-dir", "titled", "--transform", "none",
             "--suffix", "", report="titled.h5")
    with soundfile.SoundFile(str(work / "titled" / "titled.flac")) as file:
        assert (file.title, file.artist) == ("Dawn", "A choir")


@pytest.mark.parametrize("name", ["video.mkv", "flac.mka", "a.wma", "a.wv", "a.tta", "a.flv", "a.aac", "a.ac3",
                                  "faststart.m4a", "fragments.mp4"])
def test_truncated_files_are_read_to_their_end(ran, name):
    work, _ = ran
    whole = work / "in" / name
    if name == "faststart.m4a":
        whole = work / name
        ffmpeg("-i", work / "in" / "aac.m4a", "-c", "copy", "-movflags", "faststart", whole)
    cut = work / f"cut-{name}"
    cut.write_bytes(whole.read_bytes()[:whole.stat().st_size * 6 // 10 + 300])
    row = convert(work, cut.name, out="cut").row(cut.name)
    assert row.status == "done" and row.warning
    expected = decoded(cut, *EXACT)
    assert 0 < len(expected) < len(decoded(whole))
    assert numpy.array_equal(written(work, row), expected)


def test_files_without_an_index_are_refused(ran):
    work, _ = ran
    cut = work / "no-index.m4a"
    cut.write_bytes((work / "in" / "aac.m4a").read_bytes()[:9_000])
    row = convert(work, cut.name, expect=1, out="no").row(cut.name)
    assert row.status == "failed" and "moov" in row.error


@pytest.mark.parametrize("name", ["a.aac", "a.ac3"])
@pytest.mark.parametrize("rate, channels", [(44_100, 2), (RATE, 1), (44_100, 1)])
def test_rate_or_layout_that_changes(ran, name, rate, channels):
    work, _ = ran
    ffmpeg("-i", work / "source.wav", "-ar", rate, "-ac", channels, work / f"other-{name}")
    first = work / "in" / name
    (work / f"changes-{name}").write_bytes(first.read_bytes() + (work / f"other-{name}").read_bytes())
    row = convert(work, f"changes-{name}", out="changes").row(f"changes-{name}")
    assert row.status == "done" and {rate, channels} <= set(numbers(row.warning))
    assert numpy.array_equal(written(work, row), decoded(first, *EXACT))


@pytest.mark.parametrize("name, ticks", [("flac.mka", 5_000), ("aac.m4a", 48_000), ("a.flv", 2_000)])
def test_gaps_are_not_filled(ran, name, ticks):
    """As in ffmpeg's plain samples; the row warns of the gap."""
    work, _ = ran
    whole, gap = work / "in" / name, work / f"gap-{name}"
    ffmpeg("-i", whole, "-c", "copy", "-bsf:a", f"setts=ts=TS+gt(N\\,10)*{ticks}", gap)
    row = convert(work, gap.name, out="gap").row(gap.name)
    expected = decoded(gap, *EXACT)
    assert len(expected) == len(decoded(whole, *EXACT)) == 2 * row.frames
    assert numpy.array_equal(written(work, row), expected) and "gap" in row.warning


def test_files_without_readable_audio(ran):
    work, _ = ran
    key = ["-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "76a6c65c5ea762046bd749a2e632ccbb",
           "-encryption_kid", "a7e61c373e219033c21091fa607bf3b8"]
    ffmpeg("-i", work / "source.wav", "-c:a", "aac", *key, work / "encrypted.mp4")
    ffmpeg("-i", work / "source.wav", *VIDEO, "-c:a", "aac", *key, work / "film.mp4")
    ffmpeg(*VIDEO[:4], "-c:v", "mpeg4", work / "silent.mp4")
    report = convert(work, "encrypted.mp4", "film.mp4", "silent.mp4", expect=1, out="none")
    assert (report.files.status == "failed").all()
    for name in ("encrypted.mp4", "film.mp4"):
        assert "encrypted" in report.row(name).error
    assert "no audio" in report.row("silent.mp4").error


def test_files_that_refer_to_files_are_refused(work):
    write_wav(work / "secret.wav", sine(1000))
    texts = {"hls.m4a": f"#EXTM3U\n#EXTINF:1,\n{work / 'secret.wav'}\n#EXT-X-ENDLIST\n",
             "concat.mp4": f"ffconcat version 1.0\nfile {work / 'secret.wav'}\n",
             "session.mkv": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=audio 5004 RTP/AVP 0\n"}
    for name, text in texts.items():
        (work / name).write_text(text)
    report = convert(work, *texts, expect=1)
    assert (report.files.status == "failed").all()


def test_shorten(work):
    samples = as_pcm16(sine(3_000))
    (work / "a.shn").write_bytes(shorten.encoded(samples, shorten.wav_header(len(samples), SPEECH_RATE)))
    (work / "a.sph").write_bytes(shorten.sphere(samples, SPEECH_RATE))
    report = convert(work, "a.shn", "a.sph")
    for row in report.files.itertuples():
        assert (row.sample_rate, row.warning) == (SPEECH_RATE, ""), row.path
        assert numpy.array_equal(written(work, row), samples / numpy.float32(32768)), row.path


@pytest.mark.parametrize("options", [[], ["-e", "mu-law"], ["-e", "a-law"], ["-b", "8"]])
def test_sphere_without_shorten(work, options):
    write_wav(work / "a.wav", as_pcm16(sine(3_000)))
    subprocess.run(["sox", "-V1", "-D", work / "a.wav", *options, work / "a.sph"], check=True)
    row = convert(work, "a.sph").row("a.sph")
    raw = ["-t", "raw", "-e", "floating-point", "-b", "32", "-"]
    expected = subprocess.run(["sox", "-V1", work / "a.sph", *raw], check=True, capture_output=True).stdout
    assert row.warning == "" and numpy.array_equal(written(work, row), numpy.frombuffer(expected, "<f4"))
