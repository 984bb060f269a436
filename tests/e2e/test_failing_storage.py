"""Storage that fails during a run stops the job, unlike bad files; the job can be resumed afterwards."""

import errno
import re
import socket

import pytest

from faulty_calls import faults, rule
from messages import GO_ON, has_all, lines_with, stop_lines, why
from sounds import sine, write_wav

COUNT = 12
TEMPORARY = "*out/*.tmp"


@pytest.fixture
def corpus(work):
    """A Workspace with some small inputs in two folders."""
    for index in range(COUNT):
        write_wav(work / f"in/{'ab'[index % 2]}/{index:02}.wav", sine(2000))
    return work


@pytest.fixture
def digests(corpus):
    """The expected digest of each output."""
    return corpus.etl("in", "--output-dir", "undisturbed", report="undisturbed.h5").digests()


def outputs(work):
    """The number of outputs, after a check that nothing else exists."""
    names = work.tree("out")
    assert all(name.endswith("-transformed.wav") for name in names), names
    return len(names)


def run(work, *options, env=None, **start):
    """Result of the job."""
    return work.run_mpietl("run", "in", "--output-dir", "out", *options, env=env, **start)


FAILURES = [
    ("open", TEMPORARY, errno.ENOSPC), ("open", TEMPORARY, errno.EROFS), ("open", TEMPORARY, errno.EMFILE),
    ("write", TEMPORARY, errno.ENOSPC), ("write", TEMPORARY, errno.EDQUOT),
    ("write", TEMPORARY, errno.EIO), ("close", TEMPORARY, errno.EIO), ("close", TEMPORARY, errno.EDQUOT),
    ("fsync", TEMPORARY, errno.EIO), ("rename", TEMPORARY, errno.EIO), ("rename", TEMPORARY, errno.ENOSPC),
    ("write", TEMPORARY, errno.ESTALE), ("open", "*in/*.wav", errno.ENOTCONN),
]


@pytest.mark.parametrize("ranks", [None, pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize(("call", "path", "error"), FAILURES)
def test_failing_storage_stops_the_job_and_it_goes_on(corpus, digests, call, path, error, ranks):
    options = ["--threads=1", *(["--fsync=file"] if call == "fsync" else [])]
    result = run(corpus, *options, env=faults(rule(call, path, error, after=3)), ranks=ranks).expect(75)
    report = corpus.report()
    reason = report.attributes["reason"]
    assert report.attributes["status"] == "partial" and reason
    assert why(error) in reason and [reason in line for line in stop_lines(result.errors)] == [True], result.stderr
    assert report.attributes["failed"] == 0 and report.attributes["done"] == outputs(corpus)
    assert any(text and text in reason for text in report.files.error)
    run(corpus, *options, "--resume", ranks=ranks).expect(0)
    assert corpus.report().digests() == digests
    assert outputs(corpus) == COUNT


def test_folders_that_cannot_be_made_stop_the_job(corpus):
    env = faults(rule("mkdir", "*out/?", errno.ENOSPC))
    result = run(corpus, env=env).expect(75)
    assert lines_with(result.stderr, "out/a", why(errno.ENOSPC), GO_ON)
    assert outputs(corpus) == 0


@pytest.mark.parametrize(("call", "path", "error"), [
    ("open", "*in/a/04.wav", errno.EACCES), ("read", "*in/a/04.wav", errno.EIO), ("read", "*in/a/04.wav", errno.ESTALE),
    ("rename", "*/04-transformed.wav", errno.EACCES), ("rename", "*/04-transformed.wav", errno.EISDIR)])
def test_bad_file_fails_alone(corpus, call, path, error):
    run(corpus, "--threads=1", env=faults(rule(call, path, error))).expect(1)
    statuses = corpus.report().statuses()
    assert {path for path, status in statuses.items() if status != "done"} == {"in/a/04.wav"}
    assert statuses["in/a/04.wav"] == "failed"
    assert outputs(corpus) == COUNT - 1


def test_file_that_is_too_large_for_its_disk_fails_alone(corpus):
    run(corpus, "--threads=1", env=faults(rule("write", TEMPORARY, errno.EFBIG, after=3, times=1))).expect(1)
    assert corpus.report().attributes["failed"] == 1
    assert outputs(corpus) == COUNT - 1


def test_socket_in_the_place_of_an_input_fails_alone(corpus):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(corpus / "s.wav"))
        corpus.etl("s.wav", "in", "--output-dir", "out", expect=1)
    row = corpus.report().row("s.wav")
    assert row.status == "failed" and row.error
    assert outputs(corpus) == COUNT


def test_failing_disk_is_retried_as_often_as_requested(corpus):
    run(corpus, "--threads=1", "--retries=2", env=faults(rule("write", TEMPORARY, errno.EIO))).expect(75)
    assert max(corpus.report().files.attempt) == 3


def names_folder(printed, pattern):
    """Whether the reason for a stop names the folder."""
    return any(re.search(rf"\b{pattern}(?![\w/])", line.partition(GO_ON)[0]) for line in stop_lines(printed.splitlines()))


@pytest.mark.parametrize("ranks", [None, 2])
def test_output_folder_that_vanishes_is_not_made_again(corpus, digests, gate, ranks):
    options = ["run", "in", "--output-dir", "out", "--threads=1"]
    process = corpus.start(*options, env=faults(gate.behind_outputs(2)), ranks=ranks)
    gate.wait()
    (corpus / "out").rename(corpus / "elsewhere")
    gate.open()
    err = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 75
    assert names_folder(err, "out")
    assert not (corpus / "out").exists()
    (corpus / "elsewhere").rename(corpus / "out")
    run(corpus, "--resume", ranks=ranks).expect(0)
    assert corpus.report().digests() == digests
    assert outputs(corpus) == COUNT


def test_input_folder_that_vanishes(corpus, digests, gate):
    process = corpus.start("run", "in", "--output-dir", "out", "--threads=1", env=faults(gate.behind_outputs(2)))
    gate.wait()
    (corpus / "in").rename(corpus / "elsewhere")
    gate.open()
    err = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 75
    assert names_folder(err, "in/[ab]")
    (corpus / "elsewhere").rename(corpus / "in")
    run(corpus, "--resume").expect(0)
    assert corpus.report().digests() == digests


def test_file_that_makes_no_progress_is_named_once(corpus):
    env = faults(rule("read", "*in/b/07.wav", seconds=1.5, times=1))
    result = run(corpus, "--item-timeout=0.3s", "--isolation=none", env=env).expect(0)
    (line,) = lines_with(result.stderr, "in/b/07.wav")
    assert has_all(line, "rank 0", socket.gethostname())


def test_manifest_that_could_not_be_stored_is_made_by_a_run_that_resumes(corpus):
    (corpus / "list.jsonl").write_text('{"audio_filepath": "in/a/00.wav"}\n')
    options = ["run", "--manifest=list.jsonl", "--output-dir=out"]
    result = corpus.run_mpietl(*options, env=faults(rule("rename", "*out/list.jsonl", errno.ENOSPC))).expect(75)
    assert has_all(result.stderr, "out/list.jsonl", why(errno.ENOSPC), GO_ON)
    assert not (corpus / "out/list.jsonl").exists()
    corpus.run_mpietl(*options, "--resume").expect(0)
    assert "00-transformed.wav" in (corpus / "out/list.jsonl").read_text()
    assert corpus.report().row("in/a/00.wav").run == 1
    assert not (corpus / "mpietl-report.h5.journal").exists()


def test_journal_that_cannot_be_removed_is_reported(corpus, gate):
    process = corpus.start("run", "in", "--output-dir", "out", env=faults(rule("read", "*in/b/11.wav", gate=gate)))
    gate.wait()
    (corpus / "mpietl-report.h5.journal").rename(corpus / "elsewhere")
    (corpus / "mpietl-report.h5.journal").symlink_to("elsewhere")
    gate.open()
    err = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 0 and "mpietl-report.h5.journal" in err
    assert corpus.report().attributes["status"] == "complete"
