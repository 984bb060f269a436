"""Ordinary typing errors do no harm."""

import shutil

import pytest

from faulty_calls import faults
from messages import GO_ON, lines_with, numbers, stop_lines
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
    (("run", "corpus", "--sufix", "", *PLAIN), "'--suffix'"),
    (("run", "corpus", "--mesure", "dc", *PLAIN), "'--measure'"),
    (("run", "corpus", "--exclud", "x", *PLAIN), "mpietl run --help-all"),
    (("run", "corpus", "--sample-rate", "16000"), "--rate HZ"),
    (("run", "corpus", "-o", "out", *PLAIN), "--output-dir DIR"),
    (("run", "corpus", "-j", "8", *PLAIN), "--threads N"),
    (("run", "corpus/*.wav", *PLAIN), "corpus --include '*.wav'"),
    (("run",), "--files-from"),
    (("run", "corpus", "--output-dir", "corpus/a.wav/x", *PLAIN), "corpus/a.wav is a file"),
    (("run", "corpus", "--report", "out", *PLAIN), "--report"),
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


def failing(corpus, *options):
    """The lines about what to do after a run that fails all three files."""
    result = corpus.run_mpietl("run", "corpus", "--output-dir", "out", *options).expect(1)
    assert result.summary()["failed"] == "3"
    return stop_lines(result.errors)


def test_options_that_fail_all_files_are_not_tried_again(corpus):
    (told,) = failing(corpus, "--transform", "low_pass:cutoff_hz=30000")
    assert numbers(told) == [3] and "mpietl run" not in told
    corpus.run_mpietl("run", "corpus", "--output-dir", "out", "--transform", "low_pass:cutoff_hz=3000").expect(0)


def test_some_files_that_fail_are_tried_again_as_told(corpus):
    whole = (corpus / "corpus/a.wav").read_bytes()
    (corpus / "corpus/a.wav").write_bytes(b"no audio")
    words = ("run", "corpus", "--output-dir", "out", "--report", "some.h5", *PLAIN)
    (told,) = stop_lines(corpus.run_mpietl(*words).expect(1).errors)
    assert told.endswith(f"{' '.join(words)} {GO_ON}")
    (corpus / "corpus/a.wav").write_bytes(whole)
    assert corpus.run_mpietl(*words, GO_ON).expect(0).summary()["done"] == "3"


@pytest.mark.parametrize(("options", "right"), [
    (("--rate", "16"), "16000"), (("--format", "mp3", "--rate", "96000"), "48000"), (("--rate", "16kHz"), "16000"),
])
def test_rates_that_no_output_can_have(corpus, options, right):
    shutil.rmtree(corpus / "out")
    assert right in corpus.run_mpietl("run", "corpus", "--output-dir", "out", *options, *PLAIN).expect(2).errors[-1]
    assert not (corpus / "out").exists()


def test_warnings_of_files_are_counted_at_the_end(corpus):
    sound = (corpus / "corpus/a.wav").read_bytes()
    for name in ("a.wav", "b.wav"):
        (corpus / "corpus" / name).write_bytes(sound[:-200])
    result = corpus.run_mpietl("run", "corpus", "--output-dir", "out", "--report", "cut.h5", *PLAIN).expect(0)
    (told,) = lines_with("\n".join(result.errors), "warning")
    assert numbers(told)[0] == 2 and "corpus/a.wav" in told and told.endswith("mpietl report cut.h5")


def test_outputs_that_become_inputs_are_told(corpus):
    corpus.run_mpietl("run", "corpus", *PLAIN).expect(0)
    words = ("run", "corpus", "--output-dir", "again", "--report", "again.h5", *PLAIN)
    (told,) = lines_with("\n".join(corpus.run_mpietl(*words).expect(0).errors), "--exclude")
    assert numbers(told) == [3, 6]
    pattern = told.partition("--exclude '")[2].partition("'")[0]
    fewer = corpus.run_mpietl(*words, "--exclude", pattern).expect(0)
    assert fewer.summary()["done"] == "3" and "--exclude" not in fewer.stderr


def test_outputs_alone_may_be_inputs(corpus):
    result = corpus.run_mpietl("run", "out", "--output-dir", "second", "--report", "second.h5", *PLAIN).expect(0)
    assert not result.errors


def test_patterns_of_a_job_file_may_match_nothing(corpus):
    (corpus / "job.toml").write_text("[input]\npaths = ['corpus']\nexclude = ['*.bak']\n[output]\ndir = 'patterns'\n"
                                     "[report]\nfile = 'patterns.h5'\n[[transform]]\nname = 'clip'\n")
    assert not corpus.run_mpietl("run", "job.toml").expect(0).errors
    assert "*.old" in corpus.run_mpietl("run", "job.toml", "--exclude", "*.old").expect(0).errors[0]


def test_output_folder_that_may_not_be_written(corpus):
    (corpus / "out").chmod(0o555)
    result = corpus.run_mpietl("run", "corpus", "--output-dir", "out", *PLAIN, prefix=without_override())
    (corpus / "out").chmod(0o755)
    assert "--output-dir" in result.expect(2).errors[-1]


def test_manifest_with_files_that_are_not_there(corpus):
    (corpus / "wav.scp").write_text("a corpus/a.wav\nb corpus/none.wav\nc corpus/nothing.wav\n")
    result = corpus.run_mpietl("run", "--manifest", "wav.scp", "--output-dir", "listed", *PLAIN).expect(1)
    assert "wav.scp:2" in result.errors[0] and numbers(result.errors[0])[-2:] == [2, 3]


def test_job_of_a_report_repeats_its_run(corpus):
    before = corpus.report().digests()
    corpus.run_mpietl("report", "mpietl-report.h5", "--job", "again.toml").expect(0)
    corpus.run_mpietl("run", "again.toml", "--output-dir", "other", "--report", "other.h5").expect(0)
    assert corpus.report("other.h5").digests() == before


def test_help_of_several_topics_and_of_a_transform(work):
    text = work.run_mpietl("help", "resume", "gaussian_snr").expect(0).stdout
    assert text.startswith("# resume") and "snr_db" in text
