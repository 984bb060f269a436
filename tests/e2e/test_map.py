"""mpietl map: any command for each item, with the list, journal, resume and report of a run."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from sounds import sine, write_wav
from support import wait_until

FILES = 12
SOX = ("--", "sox", "-R", "{in}", "{out}", "rate", "8000")


@pytest.fixture
def corpus(work):
    """A workspace with small files in two folders."""
    for number in range(FILES):
        write_wav(work / f"in/{number % 2}/{number:02}.wav", sine(4000 + number))
    return work


def mapped(work, *args, expect=0, **start):
    """Report of `mpietl map ARGS` after a check of its exit status."""
    work.run_mpietl("map", *args, **start).expect(expect)
    return work.report()


def steps(work, count):
    (work / "steps.txt").write_text("".join(f"step {number}\n" for number in range(count)))


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("ranks", [None, 2])
def test_sox_gives_the_same_bytes_as_alone(corpus, ranks):
    report = mapped(corpus, "in", "--output-dir", "out", "--threads=2", *SOX, ranks=ranks)
    assert set(report.files.status) == {"done"} and set(report.files.exit_status) == {0}
    for row in report.files.itertuples():
        subprocess.run(["sox", "-R", corpus / row.path, corpus / "alone.wav", "rate", "8000"], check=True)
        output = corpus / "out" / Path(row.path).relative_to("in")
        assert output.read_bytes() == (corpus / "alone.wav").read_bytes()
        assert (row.bytes_in, row.bytes_out) == ((corpus / row.path).stat().st_size, output.stat().st_size)
    assert (report.files.user_seconds + report.files.system_seconds > 0).all()
    assert (report.files.max_rss_bytes > 1e6).all()
    corpus.run_mpietl("verify", "mpietl-report.h5").expect(0)
    corpus.run_mpietl("report", "mpietl-report.h5").expect(0)
    corpus.run_mpietl("plan", "mpietl-report.h5").expect(0)
    (corpus / "out/0/00.wav").write_bytes(b"other")
    corpus.run_mpietl("verify", "mpietl-report.h5").expect(1)


def test_outputs_may_have_another_extension(corpus):
    report = mapped(corpus, "in", "--output-dir", "out", "--extension", ".flac", *SOX)
    assert len(corpus.tree("out")) == FILES
    assert all(name.endswith(".flac") for name in corpus.tree("out"))
    assert (corpus / "out/1/01.flac").read_bytes()[:4] == b"fLaC"
    assert set(report.files.status) == {"done"}


def test_lines_of_a_list_need_not_be_files(work):
    steps(work, 20)
    report = mapped(work, "--files-from", "steps.txt", "--results", "results", "--", "sh", "-c",
                    'echo "$0 $1"; [ $1 != 7 ] || { echo seven is odd >&2; exit 4; }', "{item}", "{index}", expect=1)
    assert list(report.files.path) == [f"step {number}" for number in range(20)]
    failed = report.files[report.files.status != "done"]
    assert list(failed.index) == [7] and list(failed.exit_status) == [4]
    assert "seven is odd" in failed.iloc[0].error
    assert (work / "results/step 3/stdout").read_text() == "step 3 3\n"
    assert (work / "results/step 7/stderr").read_text() == "seven is odd\n"
    work.run_mpietl("verify", "mpietl-report.h5").expect(0)
    work.run_mpietl("report", "mpietl-report.h5").expect(0)


def test_seeds_do_not_depend_on_ranks_and_threads(work):
    steps(work, 30)
    command = ("--files-from", "steps.txt", "--", "sh", "-c", ": {item}; echo {seed}")
    mapped(work, "--results", "a", "--threads=1", *command)
    mapped(work, "--results", "b", "--threads=2", *command, ranks=2)
    seeds = [(work / f"a/step {number}/stdout").read_text() for number in range(30)]
    assert len(set(seeds)) == 30
    assert seeds == [(work / f"b/step {number}/stdout").read_text() for number in range(30)]


def test_a_job_file_may_hold_the_command(corpus):
    (corpus / "job.toml").write_text('[input]\npaths = ["in"]\n[output]\ndir = "out"\n'
                                     '[map]\ncommand = ["cat {in} >{out}"]\nshell = true\n')
    mapped(corpus, "job.toml")
    assert (corpus / "out/0/02.wav").read_bytes() == (corpus / "in/0/02.wav").read_bytes()
    corpus.run_mpietl("run", "job.toml").expect(2)


@pytest.mark.parametrize("words", [
    ("in", "--output-dir", "out"), ("in", "--output-dir", "out", "--", "no-such-program", "{in}", "{out}"),
    ("in", "--", "cp", "{in}", "{out}"), ("in", "--output-dir", "out", "--", "ls", "{in}"), ("in", "--", "echo", "{}"),
    ("in", "--rate", "8000", "--output-dir", "out", "--", "cp", "{in}", "{out}")])
def test_contradictory_commands_are_refused(corpus, words):
    corpus.run_mpietl("map", *words).expect(2)
    assert not (corpus / "out").exists()


def test_a_dry_run_shows_commands_and_runs_none(corpus):
    result = corpus.run_mpietl("map", "in", "--output-dir", "out", "--dry-run", "--", "touch", "ran", "{out}").expect(0)
    assert "touch ran out/0/00.wav" in result.stdout
    assert not (corpus / "ran").exists() and not (corpus / "out").exists()


def test_resume_repeats_failures_and_refuses_another_command(work):
    steps(work, 10)
    command = ("--files-from", "steps.txt", "--", "sh", "-c", 'test -e "ok" || test $1 -lt 6 && echo >>"$0"', "{item}",
               "{index}")
    assert list(mapped(work, *command, expect=1).files.status).count("failed") == 4
    (work / "ok").touch()
    report = mapped(work, *command[:2], "--resume", *command[2:])
    assert set(report.files.status) == {"done"} and list(report.files.run) == [1] * 6 + [2] * 4
    assert all((work / f"step {number}").stat().st_size == 1 for number in range(10))
    work.run_mpietl("map", *command[:2], "--resume", "--", "true", "{item}").expect(2)


def test_a_command_that_takes_too_long_fails_alone(work):
    steps(work, 4)
    report = mapped(work, "--files-from", "steps.txt", "--item-timeout=1s", "--threads=2", "--", "sh", "-c",
                    "[ $0 != 1 ] || sleep 600", "{index}", "{item}", expect=1)
    assert list(report.files.status) == ["done", "failed", "done", "done"]
    assert report.files.iloc[1].exit_status == 128 + signal.SIGTERM


@pytest.mark.parametrize("who", ["program", "launcher", "rank", "worker"])
def test_a_killed_job_leaves_no_command_running(work, who):
    steps(work, 8)
    # Also a process in its own group.
    script = "sleep 600 & echo $! >pids.$0; timeout 600 sleep 600 & echo $! >>pids.$0; echo $$ >>pids.$0; wait"
    process = work.start("map", "--files-from", "steps.txt", "--threads=1", "--", "sh", "-c", script, "{index}", "{item}",
                         ranks=None if who in ("program", "worker") else 2)
    count = 1 if who in ("program", "worker") else 2
    wait_until(lambda: sum(len(path.read_text().split()) == 3 for path in work.folder.glob("pids.*")) >= count, 20)
    pids = [int(pid) for path in work.folder.glob("pids.*") for pid in path.read_text().split()]
    assert all(is_running(pid) for pid in pids)
    victim = process.pid
    if who != "program" and who != "launcher":
        shell = int((work / next(iter(sorted(path.name for path in work.folder.glob("pids.*"))))).read_text().split()[2])
        victim = parent_of(shell)
        if who == "rank":
            victim = parent_of(parent_of(victim))
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: not any(is_running(pid) for pid in pids), 10 if who in ("launcher", "rank") else 2)
    if who == "worker":
        process.terminate()
    process.wait(60)


def parent_of(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def test_a_stopped_job_kills_its_commands_and_can_be_resumed(work):
    steps(work, 6)
    command = ("--", "sh", "-c", "[ -e go ] || { echo $$ >pid.$0; sleep 600; }", "{index}", "{item}")
    process = work.start("map", "--files-from", "steps.txt", "--threads=2", *command)
    wait_until(lambda: [path.read_text() != "" for path in work.folder.glob("pid.*")] == [True, True], 20)
    process.terminate()
    assert process.wait(20) == 75
    assert not any(is_running(int(path.read_text())) for path in work.folder.glob("pid.*"))
    (work / "go").touch()
    assert set(mapped(work, "--files-from", "steps.txt", "--resume", *command).files.status) == {"done"}


@pytest.mark.slow
def test_killed_and_resumed_each_output_exists_once_and_complete(work):
    count = 600
    for number in range(count):
        (work / f"in/{number:03}.wav").parent.mkdir(exist_ok=True)
        (work / f"in/{number:03}.wav").write_bytes(os.urandom(5000))
    words = ("map", "in", "--output-dir", "out", "--threads=2", "--resume", "--retry-crashed", "--")
    script = 'head -c 2500 "$0" >"$1"; sleep 0.01; tail -c +2501 "$0" >>"$1"'
    command = ("sh", "-c", script, "{in}", "{out}")
    generator = random.Random(7)
    for trial in range(20):
        process = work.start(*words, *command, ranks=2 if trial % 2 else None)
        time.sleep(generator.uniform(0.1, 0.6))
        process.kill()
        process.wait(60)
        time.sleep(1.0 if trial % 2 else 0.2)  # ranks see that their launcher is gone
        for name in work.tree("out") if (work / "out").exists() else []:
            if not name.startswith(".mpietl-"):
                assert (work / "out" / name).read_bytes() == (work / "in" / name).read_bytes()
    work.run_mpietl(*words, *command).expect(0)
    assert work.tree("out") == {f"{number:03}.wav" for number in range(count)}
    assert all((work / "out" / name).read_bytes() == (work / "in" / name).read_bytes() for name in work.tree("out"))
    files = work.report().files
    assert list(files["index"]) == list(range(count)) and set(files.status) == {"done"}
