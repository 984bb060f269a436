"""--shard I/N: independent runs share a list."""

import json
import signal

import pytest

from faulty_calls import faults
from messages import has_all, numbers
from sounds import sine, write_wav
from support import binary, is_open_mpi_5, kill

FRAMES = 2_000
NAMES = [f"in/{i:02}.wav" for i in range(10)]
NOISE = ("--output-dir", "out", "--transform=gaussian_noise:stddev=0.05")
SHARDS = ("1/3", "2/3", "3/3")


@pytest.fixture
def corpus(work):
    """A workspace with ten files, of which the first is as large as three others."""
    for i, name in enumerate(NAMES):
        write_wav(work / name, sine(FRAMES * (3 if i == 0 else 1) + i))
    return work


def report_of(shard):
    """The default name of a shard's report."""
    return f"mpietl-report.{shard.replace('/', '-of-')}.h5"


def run_shard(work, shard, *args, expect=0, **start):
    """The report of a shard's run."""
    work.run_mpietl("run", *args, "--shard", shard, **start).expect(expect)
    return work.report(report_of(shard))


def test_shards_make_together_what_one_run_makes(corpus):
    whole = corpus.etl("in", "--output-dir", "one", NOISE[2])
    parts = [run_shard(corpus, shard, "in", *NOISE, ranks=ranks)
             for shard, ranks in zip(SHARDS, (None, 2, 3))]
    assert corpus.tree("out") == corpus.tree("one")
    rows = {row.index: row for part in parts for row in part.files.itertuples()}
    assert sorted(rows) == list(range(10)) and sum(len(part.files) for part in parts) == 10
    assert [rows[i].path for i in range(10)] == NAMES
    assert [rows[i].digest for i in range(10)] == list(whole.files.digest)
    assert all(list(part.files["index"]) == sorted(part.files["index"]) for part in parts)
    # The large one, and seven of the others on the other two.
    assert max(part.attributes["bytes_in"] for part in parts) < 0.45 * whole.attributes["bytes_in"]


def test_a_report_names_its_shard_and_list(corpus):
    whole = corpus.etl("in", *NOISE).attributes
    parts = [run_shard(corpus, shard, "in", *NOISE).attributes for shard in SHARDS]
    assert [part["shard"] for part in parts] == list(SHARDS) and whole["shard"] == ""
    assert {part["list_items"] for part in [*parts, whole]} == {10}
    assert len({part["list_digest"] for part in [*parts, whole]}) == 1 and len(whole["list_digest"]) == 32
    assert [part["items"] for part in parts] == [3, 3, 4]
    times = [part["started_unix_seconds"] for part in [whole, *parts]]
    assert times == sorted(times) and times[-1] - times[0] < 60
    write_wav(corpus / NAMES[3], sine(7))
    assert corpus.etl("in", *NOISE).attributes["list_digest"] != whole["list_digest"]


@pytest.mark.parametrize("shard", ["0/3", "4/3", "2", "/", "a/b", "-1/3"])
def test_invalid_shards_are_refused(corpus, shard):
    (error,) = corpus.run_mpietl("run", "in", *NOISE, f"--shard={shard}", ranks=2).expect(2).errors
    assert has_all(error, "shard", f"'{shard}'") and not (corpus / "out").exists()


def test_an_empty_option_is_the_complete_list(corpus):
    assert len(corpus.etl("in", *NOISE, "--shard=").files) == 10


@pytest.mark.parametrize("ranks", [None, 3])
def test_a_shard_without_files_is_done(corpus, ranks):
    result = corpus.run_mpietl("run", "in", *NOISE, "--shard", "12/12", "--report", "none.h5", ranks=ranks)
    assert "12/12" in result.expect(0).stderr and 10 in numbers(result.stderr)
    report = corpus.report("none.h5")
    assert (len(report.files), report.attributes["items"], report.attributes["status"]) == (0, 0, "complete")
    assert numbers(corpus.run_mpietl("report", "none.h5").expect(0).stdout).count(0) >= 2


def test_the_whole_list_is_checked(corpus):
    write_wav(corpus / "other/00.wav", sine(9))
    for shard in SHARDS:
        result = corpus.run_mpietl("run", "in", "other", *NOISE, "--shard", shard)
        assert has_all(result.expect(2).stderr, "in/00.wav", "other/00.wav", "out/00-transformed.wav")


def test_one_job_file_for_all_shards(corpus):
    (corpus / "job.toml").write_text('[input]\npaths = ["in"]\n[run]\nshard = "2/3"\n[report]\nfile = "a.h5"\n')
    corpus.run_mpietl("run", "job.toml", *NOISE).expect(0)
    assert corpus.report("a.h5").attributes["shard"] == "2/3"  # the file names the shard, too
    corpus.run_mpietl("run", "job.toml", *NOISE, "--shard", "1/3").expect(0)
    assert corpus.report("a.1-of-3.h5").attributes["shard"] == "1/3"
    (corpus / "job.toml").write_text('[run]\nshard = "3/2"\n')
    assert "job.toml:2:9: shard" in corpus.run_mpietl("run", "job.toml").expect(2).stderr


def test_a_dry_run_shows_the_shard(corpus):
    printed = corpus.run_mpietl("run", "in", *NOISE, "--shard", "1/3", "--dry-run").expect(0).stdout
    assert "1/3" in printed and {3, 10} <= set(numbers(printed))
    assert report_of("1/3") in printed


def test_a_bench_takes_no_shard(corpus):
    (corpus / "job.toml").write_text('[run]\nshard = "2/3"\n')
    assert "shard" in corpus.run_mpietl("bench", "job.toml", "in", *NOISE).expect(2).stderr
    corpus.run_mpietl("bench", "in", "--shard", "1/3").expect(2)


def test_a_shard_is_resumed_as_itself_only(corpus, gate):
    process = corpus.start("run", "in", "--output-dir", "out", "--shard", "3/3", "--threads=1", "--report=r.h5",
                           env=faults(gate.behind_outputs(1, then_seconds=0.5)))
    gate.wait()
    process.send_signal(signal.SIGUSR1)
    gate.open()
    assert process.wait(60) == 75
    args = ("run", "in", "--output-dir", "out", "--report=r.h5", "--resume")
    for other in ("1/3", "2/4", ""):
        assert has_all(corpus.run_mpietl(*args, f"--shard={other}").expect(2).stderr, "shard", "'3/3'", f"'{other}'")
    result = corpus.run_mpietl(*args, "--shard", "3/3", ranks=2).expect(0)
    assert 4 in numbers(result.stderr)
    report = corpus.report("r.h5")
    assert len(report.files) == 4 and set(report.files.status) == {"done"} and set(report.files.run) == {1, 2}
    assert list(report.files.path) == [NAMES[i] for i in report.files["index"]]


def test_a_failed_file_of_a_shard_is_tried_again(corpus):
    (corpus / NAMES[9]).write_bytes(b"no audio")
    shards = [shard for shard in SHARDS
              if corpus.run_mpietl("run", "in", *NOISE, "--shard", shard).returncode == 1]
    assert len(shards) == 1
    report = run_shard(corpus, shards[0], "in", *NOISE, "--resume", expect=1)
    assert report.row(NAMES[9]).attempt == 2


def test_a_shard_leaves_files_that_others_are_writing(corpus, gate):
    args = ("run", "in", "--output-dir", "out", "--threads=1")
    env = faults(gate.behind_outputs(0))
    dead = corpus.start(*args, "--shard", "1/2", env=env)
    alive = corpus.start(*args, "--shard", "2/2", env=env)
    gate.wait(2)
    kill(dead)
    result = corpus.run_mpietl(*args, "--shard", "1/2", "--resume").expect(0)
    assert str(alive.pid) not in result.stderr
    gate.open()
    assert alive.wait(60) == 0
    assert set(corpus.report(report_of("2/2")).files.status) == {"done"}
    assert len(corpus.tree("out")) == 10


def test_a_killed_shard_has_a_report(corpus, gate):
    process = corpus.start("run", "in", "--output-dir", "out", "--shard", "3/3", "--threads=1", "--report=r.h5",
                           env=faults(gate.behind_outputs(2)))
    gate.wait()
    kill(process)
    corpus.run_mpietl("report", "--from-journal", "r.h5.journal").expect(0)
    report = corpus.report("r.h5")
    assert [NAMES[i] for i in report.files["index"]] == list(report.files.path) and len(report.files) == 4
    attributes = report.attributes
    assert (attributes["shard"], attributes["list_items"], len(attributes["list_digest"])) == ("3/3", 10, 32)
    assert attributes["started_unix_seconds"] > 1e9


@pytest.mark.parametrize("option, name", [((), "out/wav.{}.scp"), (("--output-manifest", "m.scp"), "m.scp")])
def test_the_manifest_of_a_shard(corpus, option, name):
    (corpus / "wav.scp").write_text("".join(f"u{i} {path}\n" for i, path in enumerate(NAMES)))
    listed = []
    for shard in SHARDS:
        report = run_shard(corpus, shard, *NOISE, "--manifest", "wav.scp", *option)
        lines = (corpus / name.format(shard.replace("/", "-of-"))).read_text().splitlines()
        assert lines == [f"u{i} {corpus / f'out/u{i}-transformed.wav'}" for i in report.files["index"]]
        listed += lines
    assert len(set(listed)) == 10


def test_a_recording_is_in_one_shard(corpus):
    recordings = [{"id": f"r{i}", "sources": [{"type": "file", "channels": [c], "source": NAMES[2 * i + c]}
                                              for c in (0, 1)],
                   "sampling_rate": 16000, "num_samples": 1, "duration": 1.0} for i in range(5)]
    (corpus / "m.jsonl").write_text("".join(json.dumps(each) + "\n" for each in recordings))
    found = []
    for shard in SHARDS:
        run_shard(corpus, shard, *NOISE, "--manifest", "m.jsonl")
        text = (corpus / f"out/m.{shard.replace('/', '-of-')}.jsonl").read_text()
        found += [json.loads(line)["id"] for line in text.splitlines()]
    assert sorted(found) == [f"r{i}" for i in range(5)]


def test_two_shards_with_one_report(corpus):
    """Neither loses the other's results."""
    corpus.run_mpietl("run", "in", *NOISE, "--shard=1/3", "--report=a.h5").expect(0)
    before = (corpus / "a.h5").read_bytes()
    for resume in ((), ("--resume",)):
        result = corpus.run_mpietl("run", "in", *NOISE, "--shard=2/3", "--report=a.h5", *resume).expect(2)
        assert "1/3" in result.stderr
    assert (corpus / "a.h5").read_bytes() == before
    corpus.run_mpietl("run", "in", *NOISE, "--shard=1/3", "--report=a.h5").expect(0)


@pytest.mark.skipif(is_open_mpi_5(), reason="mpirun of Open MPI 5 crashes with two programs")
def test_shards_of_one_launcher_are_no_ranks(corpus):
    """Under mpirun, processes are ranks of one job, so their command lines must be the same."""
    words = ("run", "in", "--output-dir", "out", "--transform=clip", "--shard")
    result = corpus.run_mpietl(*words, "1/2", ":", "-n", "1", binary(), *words, "2/2", ranks=1).expect(2)
    (error,) = result.errors
    assert has_all(error, "run in --output-dir out --transform=clip --shard 1/2") and {0, 1} <= set(numbers(error))
    assert not (corpus / "out").exists()
