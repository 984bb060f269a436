"""What a new user sees: how a run ends on a terminal and in a log, and how the demonstration starts."""

import pytest

from messages import GO_ON, lines_with, numbers
from sounds import sine, write_wav
from terminal import on_terminal

COLOURED = {"TERM": "xterm", "NO_COLOR": ""}


@pytest.fixture
def mixed(work):
    """Two files of audio, two of text and an empty one."""
    for name in ("a.wav", "b.wav"):
        write_wav(work / "in" / name, sine(1000))
    for name in ("c.wav", "d.wav"):
        (work / "in" / name).write_text("no audio")
    (work / "in/empty.wav").write_bytes(b"")
    return work


def run_on_terminal(work, *args, expect=0, **env):
    """The lines on standard error after the progress bar, which ends with all files done."""
    printed = on_terminal(work, *args, expect=expect, threads=1, env=COLOURED | env)
    return [line.rsplit("\r", 1)[-1] for line in printed.replace("\r\n", "\n").splitlines()]


def test_run_on_a_terminal_ends_with_failures_and_what_to_do(mixed):
    *_, bar, failed, following = run_on_terminal(mixed, "in", expect=1)
    assert "\x1b[31m3 failed" in bar
    rows = [row for row in mixed.report().files.itertuples() if row.error]
    assert len({row.error for row in rows}) == 2
    assert all(row.error in failed for row in rows), failed
    assert 2 in numbers(failed)
    assert "mpietl report mpietl-report.h5" in following and GO_ON in following


def test_run_without_failures_on_a_terminal_says_so_and_names_the_report(work):
    write_wav(work / "a.wav", sine(1000))
    *_, failed, following = run_on_terminal(work, "a.wav", "--report", "r.h5")
    assert failed.startswith("\x1b[32mfailed") and not numbers(failed.replace("[32m", "").replace("[0m", ""))
    assert "mpietl report r.h5" in following and GO_ON not in following


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=lambda env: " ".join(env))
def test_colours_can_be_refused(mixed, env):
    assert any("\x1b[31m" in line for line in run_on_terminal(mixed, "in", expect=1))
    lines = run_on_terminal(mixed, "in", expect=1, **env)
    assert not any("m" in piece[:4] for line in lines for piece in line.split("\x1b[")[1:]), lines


def test_dumb_terminal_gets_no_bar(mixed):
    printed = on_terminal(mixed, "in", expect=1, env={"TERM": "dumb"})
    assert "\x1b" not in printed and "\r" not in printed.replace("\r\n", "\n")


def test_log_has_a_line_for_each_reason_and_no_control_characters(mixed):
    result = mixed.run_mpietl("run", "in", env={"TERM": "xterm"}).expect(1)
    assert "\r" not in result.stderr and "\x1b" not in result.stderr
    rows = mixed.report().files
    for reason in {reason for reason in rows.error if reason}:
        assert len(lines_with(result.stderr, reason)) == 1
    assert len(lines_with(result.stderr, GO_ON)) == 1


def test_demonstration_says_first_how_to_remove_it_and_how_to_take_other_files(work):
    for index in range(24):
        write_wav(work / f"sounds/example{index}.wav", sine(100))
    errors = work.run_mpietl("demo", ranks=2).expect(0).errors
    assert lines_with("\n".join(errors[:2]), "mpietl demo --remove", "sounds")
    assert lines_with("\n".join(errors[:2]), "mpietl run FOLDER")
