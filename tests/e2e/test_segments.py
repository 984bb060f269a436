"""Segments of recordings, compared with sox and soundfile."""

import signal
import subprocess

import numpy
import pytest
import scipy.signal
import soundfile

from faulty_calls import faults, rule
from sounds import read_wav, write_wav

RATE = 16_000
PARTS = [("u1", "a", 0.25, 0.75), ("u2", "a", 0.75, 2.0), ("u3", "b", 1.000031, 1.5), ("u4", "b", 0.5, -1)]


@pytest.fixture
def corpus(work):
    """Two recordings of two seconds."""
    generator = numpy.random.default_rng(1)
    for name in "ab":
        # Sox computes with 32-bit integers, which hold these floats exactly.
        samples = generator.integers(-20_000, 20_000, 2 * RATE).astype("float32") / 32_768
        write_wav(work / f"in/{name}.wav", samples, RATE)
    (work / "segments").write_text("".join(f"{id} {name} {start} {end}\n" for id, name, start, end in PARTS))
    return work


def cut_by_sox(corpus, name, start, end):
    """Samples of a part, with times as sox rounds them."""
    out = corpus / "sox.wav"
    until = ["=" + str(end)] if end >= 0 else []
    subprocess.run(["sox", corpus / f"in/{name}.wav", out, "trim", str(start), *until], check=True)
    return soundfile.read(out, dtype="float32")[0]


@pytest.mark.parametrize("ranks", [None, 3])
def test_segments_have_the_samples_that_sox_cuts(corpus, ranks):
    report = corpus.etl("in", "--segments", "segments", "--transform", "none", "--output-dir", "out", ranks=ranks)
    assert list(report.files.status) == ["done"] * 4
    for id, name, start, end in PARTS:
        samples, rate = soundfile.read(corpus / f"out/{id}.wav", dtype="float32")
        assert rate == RATE
        assert numpy.array_equal(samples, cut_by_sox(corpus, name, start, end))
    assert (corpus / "out/wav.scp").read_text() == "".join(
        f"{id} {corpus / 'out' / id}.wav\n" for id, *_ in PARTS)


def test_segments_take_one_channel(corpus):
    generator = numpy.random.default_rng(4)
    samples = generator.integers(-20_000, 20_000, (2 * RATE, 3)).astype("int16")
    write_wav(corpus / "in/m.wav", samples, RATE)
    (corpus / "segments").write_text("u1 m 0.5 1 2\nu2 m 0.5 1\nu3 m 0 -1 0\nu4 m 0.5 1 3\n")
    report = corpus.etl("in/m.wav", "--segments", "segments", "--transform", "none", "--output-dir", "out",
                        "--suffix", "", expect=1)
    assert list(report.files.status) == ["done"] * 3 + ["failed"]
    assert list(report.files.channels)[:3] == [1, 3, 1]
    part = slice(RATE // 2, RATE)
    assert numpy.array_equal(read_wav(corpus / "out/u1.wav"), samples[part, 2])
    assert numpy.array_equal(read_wav(corpus / "out/u2.wav"), samples[part])
    assert numpy.array_equal(read_wav(corpus / "out/u3.wav"), samples[:, 0])


def test_a_segment_keeps_its_noise_in_another_list(corpus):
    noisy = ("--transform", "gaussian_noise", "--suffix", "")
    corpus.etl("in", "--segments", "segments", "--output-dir", "all", *noisy)
    (corpus / "one").write_text("u2 a 0.75 2\n")
    corpus.etl("in/a.wav", "--segments", "one", "--output-dir", "one.out", *noisy)
    assert (corpus / "one.out/u2.wav").read_bytes() == (corpus / "all/u2.wav").read_bytes()


def test_segments_without_a_recording_are_reported_and_skipped(corpus):
    (corpus / "segments").write_text("u1 a 0 1\nu2 gone 0 1\nu3 b 1.5 3\nu4 b 5 6\n")
    run = corpus.run_mpietl("run", "in", "--segments", "segments", "--transform", "none", "--output-dir", "out",
                            "--report", "report.h5")
    run.expect(1)
    report = corpus.report("report.h5")
    assert list(report.files.status) == ["done", "done", "failed"]
    assert report.files.warning[0] == "" and report.files.warning[1] != ""
    assert "gone" in " ".join(run.errors)


def test_speakers_and_texts_are_kept(corpus):
    (corpus / "data").mkdir()
    lines = {"segments": "u1 a 0 1\nu2 b 5 6\nu3 b 0.5 1\n", "utt2spk": "u1 anna\nu2 bert\nu3 bert\nu4 x\n",
             "text": "u1 good  morning\nu10 no\nu3\n", "spk2utt": "anna u1\n"}
    for name, text in lines.items():
        (corpus / "data" / name).write_text(text)
    corpus.run_mpietl("run", "in", "--segments", "data/segments", "--output-dir", "out", "--transform", "none").expect(1)
    assert (corpus / "out/utt2spk").read_text() == "u1 anna\nu3 bert\n"
    assert (corpus / "out/text").read_text() == "u1 good  morning\nu3\n"
    assert not (corpus / "out/spk2utt").exists()
    (corpus / "data/wav.scp").write_text(f"u1 {corpus / 'in/a.wav'}\n")
    corpus.run_mpietl("run", "--manifest", "data/wav.scp", "--output-dir", "whole", "--transform", "none").expect(0)
    assert (corpus / "whole/utt2spk").read_text() == "u1 anna\n"


@pytest.mark.parametrize("extension", ["flac", "ogg"])
def test_compressed_recordings_are_cut_to_the_frame(corpus, extension):
    samples = scipy.signal.lfilter([0.1], [1, -0.9], numpy.random.default_rng(2).normal(0, 0.3, 20 * RATE))
    path = corpus / f"in/long.{extension}"
    soundfile.write(path, numpy.clip(samples, -0.9, 0.9), RATE)
    whole = soundfile.read(path, dtype="float32")[0]
    (corpus / "segments").write_text("".join(f"u{i} long {i + 0.5} {i + 1.5}\n" for i in range(19)))
    corpus.etl(f"in/long.{extension}", "--segments", "segments", "--transform", "none", "--output-dir", "out", "--suffix", "",
               "--format", "wav", "--subtype", "float")
    for i in range(19):
        first = RATE * i + RATE // 2
        assert numpy.array_equal(soundfile.read(corpus / f"out/u{i}.wav", dtype="float32")[0],
                                 whole[first:first + RATE])


def decoded_by_ffmpeg(path):
    """All samples of a mono file, decoded without vector instructions."""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-cpuflags", "0", "-flags", "bitexact", "-i", path,
               "-map", "0:a:0", "-f", "f32le", "-"]
    return numpy.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, "float32")


# Without the noise that the AAC decoder generates, which depends on earlier frames.
@pytest.mark.parametrize("name, options", [
    ("a.m4a", "-ar 44100 -c:a aac -aac_pns 0"), ("a.mkv", "-ar 44100 -c:a aac -aac_pns 0"),
    ("a.webm", "-ar 48000 -c:a libopus"), ("b.webm", "-ar 48000 -c:a libvorbis"),
    ("a.mka", "-ar 44100 -c:a libmp3lame"), ("a.ts", "-ar 48000 -c:a mp2"), ("a.wv", "-ar 32000 -c:a wavpack")])
def test_places_are_found_in_containers(work, name, options):
    sound = "sine=f=440:d=100[a];anoisesrc=d=100:a=0.2[b];[a][b]amix"
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", sound, "-ac", "1", *options.split(),
                    work / name], check=True)
    whole = decoded_by_ffmpeg(work / name)
    rate = int(options.split()[1])
    (work / "segments").write_text("".join(f"u{i} {name} {3.3 + 8.1 * i:.1f} {4.1 + 8.1 * i:.1f}\n" for i in range(11)))
    work.etl(name, "--segments", "segments", "--transform", "none", "--output-dir", "out", "--suffix", "",
             "--format", "wav", "--subtype", "float")
    for i in range(11):
        first = round((3.3 + 8.1 * i) * rate)
        samples = soundfile.read(work / f"out/u{i}.wav", dtype="float32")[0]
        assert len(samples) == round(0.8 * rate)
        assert numpy.array_equal(samples, whole[first:first + len(samples)])


@pytest.mark.parametrize("name, options", [("a.m4a", "-c:a aac"), ("a.mp3", "-b:a 32k"), ("a.webm", "-c:a libopus")])
def test_a_segment_has_the_same_bits_in_any_list_on_any_ranks_and_threads(work, name, options):
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "anoisesrc=c=pink:d=90:a=0.3",
                    *options.split(), work / name], check=True)
    lines = [f"u{i:02} {name} {2.1 * i:.1f} {2.1 * i + 3:.1f}\n" for i in range(40)]
    generator = numpy.random.default_rng(3)

    def cut(lines, out, **options):
        """The bytes of the segments in these lines, by name."""
        (work / "segments").write_text("".join(generator.permutation(lines)))
        threads = options.pop("threads", "1")
        work.etl(name, "--segments", "segments", "--transform", "none", "--output-dir", out, "--suffix", "",
                 "--format", "wav", "--subtype", "float", "--threads", threads, **options)
        return {path.name: path.read_bytes() for path in (work / out).glob("*.wav")}

    whole = cut(lines, "one")
    assert len(whole) == len(lines)
    assert cut(lines, "threads", threads="2") == whole
    assert cut(lines, "ranks", ranks=3) == whole
    some = cut(lines[7::11], "some")
    assert some == {name: whole[name] for name in some} and len(some) == 3


@pytest.mark.parametrize("threads, ranks", [(1, None), (2, 2)])
def test_a_segment_that_crashes_the_worker_costs_itself(work, threads, ranks):
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "anoisesrc=c=pink:d=100:a=0.3", "-c:a", "aac",
                    work / "a.m4a"], check=True)
    (work / "segments").write_text("".join(f"u{i:02} a {2.4 * i:.1f} {2.4 * i + 2.4:.1f}\n" for i in range(40)))
    words = ["a.m4a", "--segments", "segments", "--transform", "none", "--suffix", "", "--format", "wav", "--subtype", "float"]
    whole = work.etl(*words, "--output-dir", "whole", report="whole.h5")
    env = faults(rule("rename", "*out/u27.wav", signal=signal.SIGSEGV))
    report = work.etl(*words, "--output-dir", "out", threads=threads, ranks=ranks, env=env, expect=1)
    assert list(report.files.status) == ["done"] * 27 + ["failed"] + ["done"] * 12
    done = report.files.status == "done"
    assert list(report.files.digest[done]) == list(whole.files.digest[done])
