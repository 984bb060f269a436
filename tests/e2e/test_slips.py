"""Ordinary typing errors do no harm."""

import shutil

import pytest

from faulty_calls import faults
from messages import numbers
from sounds import sine, write_wav
from support import communicate, without_override

FRAMES = 2_000
PLAIN = ("--transform", "invert_polarity")


@pytest.fixture
def corpus(work):
    """A folder of three files, its outputs, and the report of the run that made them."""
    for name in ("a.wav", "b.wav", "c.wav"):
        write_wav(work / "corpus" / name, sine(FRAMES))
    work.run_mpietl("run", "corpus", "--output-dir", "out", *PLAIN).expect(0)
    return work


@pytest.mark.parametrize("word", ["corpsu", "corpus/d.wav", "help", "stddev=0.1"])
def test_a_missing_input_is_refused_before_the_run(corpus, word):
    before = (corpus / "mpietl-report.h5").read_bytes()
    result = corpus.run_mpietl("run", word, "--output-dir", "out", *PLAIN).expect(2)
    assert word in result.errors[-1]
    assert (corpus / "mpietl-report.h5").read_bytes() == before


def test_near_names_and_a_missing_colon_are_suggested(corpus):
    assert "'corpus'" in corpus.run_mpietl("run", "corpsu", *PLAIN).errors[-1]
    assert ":stddev=0.1" in corpus.run_mpietl("run", "corpus", "stddev=0.1", *PLAIN).errors[-1]


def test_a_job_file_with_missing_inputs_is_refused(corpus):
    (corpus / "job.toml").write_text('[input]\npaths = ["corpsu"]\n[[transform]]\nname = "clip"\n')
    corpus.run_mpietl("run", "job.toml").expect(2)


def test_lists_may_name_missing_files(corpus):
    (corpus / "list").write_text("corpus/a.wav\ncorpus/none.wav\n")
    corpus.run_mpietl("run", "--files-from", "list", "--output-dir", "listed", *PLAIN).expect(1)
    assert list(corpus.report().files.status) == ["done", "failed"]


def test_a_run_without_work_keeps_the_report(corpus):
    before = (corpus / "mpietl-report.h5").read_bytes()
    (corpus / "list").write_text("none.wav\n")
    result = corpus.run_mpietl("run", "--files-from", "list", "--output-dir", "out", *PLAIN).expect(1)
    assert (corpus / "mpietl-report.h5").read_bytes() == before
    other = "mpietl-report.h5.failed.h5"
    assert other in result.stderr and list(corpus.report(other).files.status) == ["failed"]


def test_conversion_adds_nothing(corpus):
    result = corpus.run_mpietl("run", "corpus", "--output-dir", "flac", "--format", "flac", "--subtype", "pcm_24",
                               *("--transform", "none")).expect(0)
    assert result.summary()["done"] == "3"
    row = corpus.report().files.iloc[0]
    assert row.peak_in == row.peak_out and row.parameters == ""


def test_run_without_work_is_refused(corpus):
    (corpus / "idle.toml").write_text('[input]\npaths = ["corpus"]\n')
    result = corpus.run_mpietl("run", "idle.toml", "--output-dir", "idle").expect(2)
    assert all(option in result.errors[-1] for option in ("--transform", "--format", "--transform none"))
    corpus.run_mpietl("run", "idle.toml", "--output-dir", "idle", "--transform", "none").expect(0)


def test_files_to_be_replaced_are_reported(corpus):
    result = corpus.run_mpietl("run", "corpus", "--output-dir", "out", *PLAIN).expect(0)
    assert [numbers(line) for line in result.errors if "replaced" in line] == [[3, 3], []]
    fresh = corpus.run_mpietl("run", "corpus", "--output-dir", "fresh", "--report", "fresh.h5", *PLAIN).expect(0)
    assert not fresh.errors


def test_two_runs_into_one_folder(corpus, gate):
    first = corpus.start("run", "corpus", "--output-dir", "both", "--report", "first.h5", *PLAIN,
                         env=faults(gate.behind_outputs(1)))
    gate.wait()
    second = corpus.run_mpietl("run", "corpus", "--output-dir", "both", "--report", "second.h5", *PLAIN).expect(0)
    assert any(str(first.pid) in line and "first.h5" in line for line in second.errors)
    gate.open()
    communicate(first, None, 60).expect(0)
    assert corpus.tree("both") == {f"{name}-transformed.wav" for name in "abc"}


def test_the_shard_is_printed_first_and_last(corpus):
    shutil.rmtree(corpus / "out")
    result = corpus.run_mpietl("run", "corpus", "--output-dir", "out", "--shard", "1/3", *PLAIN).expect(0)
    assert "1/3" in result.errors[0] and result.summary()["shard"] == "1/3"
    assert result.summary()["listed"] == "3"


@pytest.mark.parametrize(("words", "right"), [(("corpus",), "mpietl run corpus"), (("-n", "8", "run"), "mpirun -n")])
def test_words_in_the_wrong_place(corpus, words, right):
    assert right in corpus.run_mpietl(*words).expect(2).stderr


@pytest.mark.parametrize(("words", "right"), [
    (("run", "corpus", "--threads", "two", *PLAIN), "--threads: 'two'"),
    (("run", "corpus", "--time-limit", "4hours", *PLAIN), "4hours"),
    (("run", "corpus", "--transform", "python:my.py"), "unknown transform 'python'"),
    (("run", "corpus", "--transform", "gaussian_snr:min_snr_db=50"), "min_snr_db"),
    (("report", "--csv", "files.csv"), "mpietl report mpietl-report.h5"),
])
def test_the_message_names_the_cause(corpus, words, right):
    assert right in corpus.run_mpietl(*words).expect(2).stderr


def test_text_without_quotes_in_a_job_file(corpus):
    (corpus / "job.toml").write_text('[input]\npaths = ["corpus"]\n[output]\nformat = flac\n')
    result = corpus.run_mpietl("run", "job.toml").expect(2)
    assert "job.toml:4" in result.errors[-1] and '"flac"' in result.errors[-1]


def test_inputs_in_a_folder_that_may_not_be_written(corpus):
    (corpus / "corpus").chmod(0o555)
    result = corpus.run_mpietl("run", "corpus", *PLAIN, prefix=without_override())
    (corpus / "corpus").chmod(0o755)
    assert "--output-dir" in result.expect(2).errors[-1]
