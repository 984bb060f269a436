"""--dry-run: the plan matches the run, and nothing is written."""

import errno
import re

import pytest

import messages
from messages import has_all, numbers
from sounds import lead_nowhere, sine, write_wav

FRAMES = 16_000


@pytest.fixture
def corpus(work):
    """A workspace with five files."""
    for n in range(5):
        write_wav(work / f"in/s{n % 2}/{n}.wav", sine(FRAMES * (n + 1)))
    return work


def plan(work, *args, expect=0, **start):
    """Lines of the plan by their first word, after a check that nothing was written."""
    before = work.tree()
    result = work.run_mpietl("run", *args, "--dry-run", **start).expect(expect)
    assert work.tree() == before
    assert not (work / "out").exists() or before
    return {line[:11].strip(): line[11:] for line in result.lines[1:]}


def size_in(text):
    """Bytes of the first size in a text."""
    number, unit = re.search(r"([\d.]+) (B|kB|MB|GB)", text).groups()
    return float(number) * {"B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9}[unit]


@pytest.mark.parametrize("options", [(), ("--format", "flac"), ("--subtype", "pcm_24"), ("--transform", "mono")])
@pytest.mark.parametrize("ranks", [None, pytest.param(2, marks=pytest.mark.slow)])
def test_plan_matches_the_run(corpus, options, ranks):
    told = plan(corpus, "in", "--output-dir", "out", *options, ranks=ranks)
    report = corpus.etl("in", "--output-dir", "out", "--schedule", "static", *options, ranks=ranks)
    assert numbers(told[messages.DRY_INPUTS])[0] == 5
    assert size_in(told[messages.DRY_INPUTS]) == pytest.approx(report.attributes["bytes_in"], rel=0.01)
    tolerance = 0.5 if "flac" in options else 0.01
    assert size_in(told[messages.DRY_OUTPUTS]) == pytest.approx(report.attributes["bytes_out"], rel=tolerance)
    assert ".wav" not in told[messages.DRY_RF64]
    made = sum(path.is_dir() for path in (corpus / "out").rglob("*")) + 1
    assert 5 + made in numbers(told[messages.DRY_SPACE])
    assert numbers(told[messages.DRY_SHARES])[0] == (ranks or 1)
    largest = float(told[messages.DRY_SHARES].split()[-1])
    loads = report.ranks.bytes
    assert largest == pytest.approx(loads.max() / loads.mean(), abs=0.01)
    again = plan(corpus, "in", "--output-dir", "out", *options, ranks=ranks)
    assert 5 in numbers(again[messages.DRY_OUTPUTS])


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--subtype", "pcm_24")])
def test_parts_of_a_file_are_counted_as_parts(work, options):
    """1000 segments of a sparse file of 2 GB would need 2 TB if each counted as the complete file."""
    size = 2 * 10**9
    with open(work / "large.wav", "wb") as file:
        file.write(b"RIFF" + (size + 36).to_bytes(4, "little") + b"WAVEfmt " + bytes.fromhex(
            "10000000 0100 0100 803e0000 007d0000 0200 1000") + b"data" + size.to_bytes(4, "little"))
        file.truncate(size + 44)
    entry = '{"audio_filepath": "large.wav", "offset": %g, "duration": 0.5}\n'
    (work / "m.json").write_text("".join(entry % (n / 2) for n in range(1000)) + entry % 1e300)
    told = plan(work, "--manifest", "m.json", "--output-dir", "out", *options)
    assert size_in(told[messages.DRY_OUTPUTS]) == pytest.approx(1000 * 8000 * (3 if options else 2), rel=0.02)
    (work / "m.json").write_text("".join(entry % (n / 2) for n in range(1000)))
    report = work.etl("--manifest", "m.json", "--output-dir", "out", *options, ranks=2)
    assert size_in(told[messages.DRY_OUTPUTS]) == pytest.approx(report.attributes["bytes_out"], rel=0.02)


def test_a_plan_that_cannot_be_printed_is_an_error(corpus):
    full = ("sh", "-c", 'exec "$@" >/dev/full', "-")
    result = corpus.run_mpietl("run", "in", "--dry-run", prefix=full).expect(2)
    assert messages.why(errno.ENOSPC) in result.stderr


def test_no_folder_is_made_without_space(work):
    with open(work / "large.wav", "wb") as file:
        file.truncate(2**40)
    (work / "wav.scp").write_text("".join(f"u{n} large.wav\n" for n in range(10_000)))
    result = work.run_mpietl("run", "--manifest", "wav.scp", "--output-dir", "out").expect(2)
    assert "--output-dir" in result.stderr
    assert not (work / "out").exists()


def test_an_output_folder_that_is_a_file_is_refused(corpus):
    before = corpus.tree()
    result = corpus.run_mpietl("run", "in", "--output-dir", "in/s0/0.wav").expect(2)
    assert "in/s0/0.wav" in result.stderr
    assert corpus.tree() == before


def test_plan_names_what_will_fail(corpus):
    (corpus / "in/bad.wav").write_bytes(b"no audio")
    lead_nowhere(corpus / "gone.wav")
    told = plan(corpus, "in", "gone.wav", "--output-dir", "out", "--format", "flac")
    assert told[messages.DRY_FAILURES].startswith("in/bad.wav: ")
    assert told[""].startswith("gone.wav: ")


def test_plan_foresees_rf64(work):
    with open(work / "large.wav", "wb") as file:
        size = 3 * 2**30
        file.write(b"RIFF" + (size + 36).to_bytes(4, "little") + b"WAVEfmt " + bytes.fromhex(
            "10000000 0100 0100 803e0000 007d0000 0200 1000") + b"data" + size.to_bytes(4, "little"))
        file.truncate(size + 44)
    told = plan(work, "large.wav", "--subtype", "float")
    assert told[messages.DRY_RF64] == "large-transformed.wav"


def test_collisions_are_refused_with_both_names(work):
    for name in ("a.wav", "a.flac"):
        write_wav(work / "in" / name, sine(FRAMES))
    result = work.run_mpietl("run", "in", "--output-dir", "out", "--format", "flac", "--dry-run").expect(2)
    assert has_all(result.stderr, "in/a.flac", "in/a.wav", "out/a-transformed.flac")


def test_plan_of_the_demonstration(work):
    (work / "demo.toml").write_text("[generate]\ncount = 3\nduration = 0.5\n[[transform]]\nname = 'clip'\n")
    result = work.run_mpietl("run", "demo.toml", "--dry-run").expect(0)
    assert 3 in numbers(result.lines[0]) and "sounds" in result.lines[0]
    assert work.tree() == {"demo.toml"}
