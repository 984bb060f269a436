"""Options, lists of inputs, and refusals that write nothing."""

import re

import pytest

from sounds import RATE, read_wav, sine, write_wav
from support import crashed

FRAMES = 5_000
REFUSED = {
    "no input": (["run"], "--files-from"),
    "empty folder": (["run", "void"], "void"),
    "unknown option": (["run", "a.wav", "--frobnicate"], "--frobnicate"),
    "unknown command": (["frobnicate"], "frobnicate"),
    "unknown transform": (["run", "a.wav", "--transform", "reverb"], "reverb"),
    "unknown key": (["run", "a.wav", "--transform", "gaussian_noise:sddev=1"], "sddev"),
    "missing value": (["run", "a.wav", "--transform", "gaussian_noise:stddev="], "stddev"),
    "no number": (["run", "a.wav", "--transform", "gaussian_noise:stddev=loud"], "loud"),
    "negative stddev": (["run", "a.wav", "--transform", "gaussian_noise:stddev=-0.1"], "stddev"),
    "infinite stddev": (["run", "a.wav", "--transform", "gaussian_noise:stddev=inf"], "stddev"),
    "stddev nan": (["run", "a.wav", "--transform", "gaussian_noise:stddev=nan"], "stddev"),
    "clip upside down": (["run", "a.wav", "--transform", "clip:min=1,max=-1"], "clip"),
    "too few threads": (["run", "a.wav", "--threads", "-1"], "threads"),
    "too many threads": (["run", "a.wav", "--threads", "1000000"], "threads"),
    "threads no number": (["run", "a.wav", "--threads", "two"], "--threads"),
    "seed no number": (["run", "a.wav", "--seed", "tuesday"], "seed"),
    "negative seed": (["run", "a.wav", "--seed", "-1"], "seed"),
    "seed too large": (["run", "a.wav", "--seed", "18446744073709551616"], "seed"),
    "unknown progress": (["run", "a.wav", "--progress", "loud"], "progress"),
    "list that is missing": (["run", "--files-from", "nolist.txt"], "nolist.txt"),
    "suffix with a folder": (["run", "a.wav", "--suffix", "/../b"], "suffix"),
    "report without a folder": (["run", "a.wav", "--report", "no/such/r.h5"], "no/such"),
    "report over an input": (["run", "a.wav", "--report", "a.wav"], "a.wav"),
    "report over another file": (["run", "a.wav", "--report", "b.wav"], "b.wav"),
    "same input twice": (["run", "a.wav", "a.wav"], "a.wav"),
    "same input spelt twice": (["run", "a.wav", "./a.wav"], "a.wav"),
    "two inputs, one output": (["run", "one", "two", "--output-dir", "out"], "x-transformed.wav"),
    "not below the base": (["run", "one/x.wav", "two/x.wav", "--base", "one"], "two/x.wav"),
    "base of a folder": (["run", "one", "--base", "."], "--base"),
    "output is the input": (["run", "a.wav", "--suffix", ""], "a.wav"),
    "output is the input by a link": (["run", "one", "--suffix", "", "--output-dir", "link"], "x.wav"),
    "output is another input": (["run", "b.wav", "b-transformed.wav"], "b-transformed.wav"),
}


def fill(work):
    """The inputs that the refused commands name."""
    for name in ("a.wav", "b.wav", "b-transformed.wav", "one/x.wav", "two/x.wav"):
        write_wav(work / name, sine(FRAMES))
    (work / "void").mkdir()
    (work / "link").symlink_to("one")


def contents(work):
    """Bytes of every file of the folder."""
    return {name: (work / name).read_bytes() for name in work.tree() if (work / name).is_file()}


@pytest.fixture(scope="module")
def filled(shared):
    """A folder with the inputs, in which no test may leave anything."""
    fill(shared)
    return shared


@pytest.mark.parametrize("case", REFUSED)
def test_refusal_is_clear_and_writes_nothing(filled, case):
    arguments, word = REFUSED[case]
    before = contents(filled)
    result = filled.run_mpietl(*arguments).expect(2)
    assert result.stderr.startswith("mpietl: "), result.stderr
    assert word in result.stderr
    assert result.stdout == ""
    assert contents(filled) == before
    assert not (filled / "out").exists()


@pytest.mark.parametrize("case", ["unknown transform", "empty folder", "two inputs, one output"])
def test_refusal_is_said_once_by_all_ranks_together(filled, case):
    result = filled.run_mpietl(*REFUSED[case][0], ranks=3).expect(2)
    assert len(result.errors) == 1, result.stderr
    assert not crashed(result)


@pytest.mark.parametrize("ranks", [None, 1, 4])
def test_each_line_is_printed_once(work, ranks):
    for index in range(3):
        write_wav(work / f"{index}.wav", sine(FRAMES))
    result = work.run_mpietl("run", "2.wav", "0.wav", "1.wav", "--list-files", ranks=ranks).expect(0)
    assert [match["path"] for match in result.outcomes()] == ["2.wav", "0.wav", "1.wav"]
    assert result.errors == []


def test_run_prints_its_summary_and_names_what_failed(work):
    names = ["a.wav", *(f"bad{index}.wav" for index in range(8))]
    write_wav(work / "a.wav", sine(FRAMES))
    for name in names[1:]:
        (work / name).write_text("no audio")
    result = work.run_mpietl("run", *names, ranks=2).expect(1)
    assert len(result.lines) == 1 and result.summary().group("done", "items", "failed", "skipped") == ("1", "9", "8", "0")
    row = work.report().row("bad0.wav")
    assert any("bad0.wav" in line and row.error in line for line in result.errors), result.stderr
    *told, again = result.errors
    assert again.endswith("--resume") and all(name in again for name in names)
    named = {name for name in names if any(name in line for line in told)}
    assert 0 < len(named) < 8 and "a.wav" not in named
    assert "mpietl report mpietl-report.h5" in told[-1]


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["generate", "--help"], ["report", "--help"]],
                         ids=" ".join)
def test_help_is_on_standard_output(work, arguments):
    result = work.run_mpietl(*arguments).expect(0)
    assert "--help" in result.stdout and result.stderr == ""
    assert work.tree() == set()


@pytest.mark.parametrize("limit", ["1", "2"])
def test_fewer_threads_than_asked_for(work, limit):
    for name in ("a.wav", "b.wav", "c.wav"):
        write_wav(work / name, sine(FRAMES))
    report = work.etl("a.wav", "b.wav", "c.wav", threads=4, env={"OMP_THREAD_LIMIT": limit})
    assert list(report.files.status) == ["done"] * 3


@pytest.mark.parametrize("separator, option", [(b"\n", []), (b"\0", ["-0"])], ids=["lines", "NUL"])
@pytest.mark.parametrize("ranks", [None, 2])
def test_list_on_standard_input(work, separator, option, ranks):
    names = ["b.wav", "a.wav", "c d.wav"]
    for name in names:
        write_wav(work / name, sine(FRAMES))
    listed = separator.join(name.encode() for name in names) + separator
    work.run_mpietl("run", "--files-from", "-", *option, stdin=listed, ranks=ranks).expect(0)
    assert list(work.report().files.path) == names


def test_list_in_a_file(work):
    for name in ("a.wav", "in/b.wav", "c.wav"):
        write_wav(work / name, sine(FRAMES))
    (work / "list.txt").write_text("c.wav\n\nin/b.wav\n")
    assert list(work.etl("a.wav", "--files-from", "list.txt").files.path) == ["a.wav", "c.wav", "in/b.wav"]


def test_threads_option_wins_over_the_variable(work):
    write_wav(work / "a.wav", sine(FRAMES))
    assert work.etl("a.wav", threads=3).attributes["threads_per_rank"] == 3
    assert work.etl("a.wav", "--threads", "2", threads=3).attributes["threads_per_rank"] == 2


def test_report_has_the_name_it_was_given(work):
    write_wav(work / "a.wav", sine(FRAMES), RATE)
    (work / "deep").mkdir()
    work.etl("a.wav", report="deep/r.h5")
    assert work.tree() == {"a.wav", "a-transformed.wav", "deep/r.h5"}
    assert len(read_wav(work / "a-transformed.wav")) == FRAMES


KEYS = {
    "--files-from": ("input", 'files_from = "l"'), "--null": ("input", "files_from_null = true"),
    "--base": ("input", 'base = "."'), "--keep-extension": ("output", "keep_extension = true"),
    "--manifest": ("input", 'manifest = ""'), "--include": ("input", 'include = ["*"]'),
    "--exclude": ("input", 'exclude = ["x"]'), "--output-dir": ("output", 'dir = "o"'),
    "--output-manifest": ("output", 'manifest = ""'), "--suffix": ("output", 'suffix = "-x"'),
    "--format": ("output", 'format = "flac"'), "--subtype": ("output", 'subtype = "pcm_16"'),
    "--rate": ("output", "rate = 8000"), "--channels": ("output", "channels = 2"),
    "--dither": ("output", 'dither = "tpdf"'), "--fsync": ("output", 'fsync = "batch"'),
    "--transform": ("[transform]", 'name = "clip"'), "--seed": ("run", "seed = 3"),
    "--threads": ("run", "threads = 1"), "--progress": ("run", 'progress = "none"'),
    "--schedule": ("run", 'schedule = "static"'), "--chunk": ("run", "chunk = 2"),
    "--shard": ("run", 'shard = "1/1"'), "--dry-run": ("run", "dry_run = true"),
    "--list-files": ("run", "list_files = true"), "--resume": ("run", "resume = true"),
    "--retry-crashed": ("run", "retry_crashed = true"), "--on-error": ("run", 'on_error = "abort"'),
    "--max-errors": ("run", 'max_errors = "5%"'), "--retries": ("run", "retries = 2"),
    "--time-limit": ("run", 'time_limit = "4h"'), "--item-timeout": ("run", 'item_timeout = "90s"'),
    "--report": ("report", 'file = "r.h5"'), "--isolation": ("run", 'isolation = "process"'),
    "--memory-limit": ("run", 'memory_limit = "2G"'), "--segments": ("input", 'segments = ""'),
    "--allow-commands": ("input", "allow_commands = true"), "--audio-stream": ("input", "audio_stream = 0"),
    "--window": ("input", 'window = "1s"'), "--hop": ("input", 'hop = "0.5s"'),
    "--keep-last": ("input", "keep_last = true"),
    "--measure": ("report", 'measure = "dc"'), "--no-output": ("output", "no_output = false"),
}


def test_every_option_has_its_key(work):
    write_wav(work / "a.wav", sine(FRAMES))
    (work / "l").write_text("a.wav\0")
    told = work.run_mpietl("run", "--help-all").expect(0).stdout
    options = set(re.findall(r"^ +(?:-\w,)?(--[a-z-]+)", told, re.MULTILINE)) - {"--help", "--help-all", "--job"}
    assert options == set(KEYS)
    (work / "all.toml").write_text("".join(f"[{section}]\n{line}\n" for section, line in KEYS.values()
                                           if section == "[transform]")
                                   + "".join(f"[{name}]\n" + "".join(
                                       f"{line}\n" for section, line in KEYS.values() if section == name)
                                       for name in ("input", "output", "run", "report")))
    work.run_mpietl("run", "all.toml").expect(0)
    assert work.tree() == {"a.wav", "l", "all.toml"}
