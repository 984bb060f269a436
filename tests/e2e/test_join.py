"""mpietl report --join: one report of independent runs."""

import shutil
import signal

import h5py
import pytest

from faulty_calls import faults
from messages import GO_ON, has_all, lines_with, numbers
from sounds import sine, write_wav
from support import kill

FRAMES = 5_000
NAMES = [f"in/{i:02}.wav" for i in range(12)]
NOISE = ("--output-dir", "out", "--transform=gaussian_noise:stddev=0.05")
PARTS = ("1.h5", "2.h5", "3.h5")


@pytest.fixture
def corpus(work):
    """A workspace with twelve files."""
    for i, name in enumerate(NAMES):
        write_wav(work / name, sine(FRAMES + 100 * i))
    return work


def run_shards(work, *args, numbers=(1, 2, 3), expect=0):
    """Runs shards of three, on 1, 2 and 3 ranks; their reports are named 1.h5 and so on."""
    for number in numbers:
        work.run_mpietl("run", *(args or ("in", *NOISE)), "--shard", f"{number}/3", "--report", f"{number}.h5",
                        ranks=number).expect(expect)


def join(work, *parts, expect=0, target="all.h5"):
    """Result of the command under test."""
    return work.run_mpietl("report", "--join", *parts, "-o", target).expect(expect)


def test_shards_become_the_report_of_one_run(corpus):
    whole = corpus.etl("in", "--output-dir", "one", NOISE[2])
    run_shards(corpus)
    printed = join(corpus, *reversed(PARTS)).stdout
    (told,) = lines_with(printed, "all.h5", "complete")
    assert {3, 12, 0} <= set(numbers(told))
    report = corpus.report("all.h5")
    assert list(report.files.digest) == list(whole.files.digest)
    assert list(report.files.path) == NAMES and list(report.files["index"]) == list(range(12))
    told = report.attributes
    for name in ("items", "done", "failed", "skipped", "bytes_in", "bytes_out", "seed", "list_items", "list_digest"):
        assert told[name] == whole.attributes[name], name
    assert (told["status"], told["reason"], told["shard"], told["joined"]) == ("complete", "", "", 3)
    assert "shard = " not in told["job"].replace('shard = ""', "") and 'all.h5' in told["job"]


@pytest.mark.slow
def test_numbers_and_times_are_of_the_complete_list(corpus):
    run_shards(corpus)
    parts = [corpus.report(name) for name in PARTS]
    join(corpus, *PARTS)
    report = corpus.report("all.h5")
    assert list(report.ranks["rank"]) == list(range(6)) and report.attributes["ranks"] == 6
    assert list(report.history.run) == [1, 2, 3] and list(report.history["on_clock"]) == [1, 1, 1]
    assert [line.split("--shard ")[1][:3] for line in report.history.command_line] == ["1/3", "2/3", "3/3"]
    assert list(report.history.done) == [part.attributes["done"] for part in parts]
    by_rank = report.files.groupby("rank").size()
    assert {rank: int(count) for rank, count in by_rank.items()} == {
        rank: count for rank, count in zip(report.ranks["rank"], report.ranks["items"]) if count}
    zero = parts[0].attributes["started_unix_seconds"]
    assert report.attributes["started_unix_seconds"] == zero
    for run, part in enumerate(parts, 1):
        shift = part.attributes["started_unix_seconds"] - zero
        mine = report.files[report.files.run == run]
        assert mine.start.to_numpy() == pytest.approx(part.files.start.to_numpy() + shift, abs=1e-6)
    phases = report.phases.set_index("phase")
    assert list(phases.index) == ["listing", "scatter", "work", "gather", "write"]
    assert report.attributes["wall_seconds"] == pytest.approx(phases.end.max()) and shift > 0
    first = report.files.start.min()
    assert phases.start["work"] <= first < phases.end["work"]


def test_a_joined_report_is_shown_verified_and_planned_with(corpus):
    run_shards(corpus)
    join(corpus, *PARTS)
    text = corpus.run_mpietl("report", "all.h5").expect(0).stdout
    assert {3, 12} <= set(numbers(text))
    (told,) = lines_with(corpus.run_mpietl("report", "2.h5").expect(0).stdout, "2/3,")
    assert 12 in numbers(told)
    assert numbers(corpus.run_mpietl("verify", "all.h5", ranks=2).expect(0).stdout).count(12) == 2
    assert "all.h5" in corpus.run_mpietl("plan", "all.h5").expect(2).stderr
    corpus.run_mpietl("plan", "2.h5").expect(0)
    before = (corpus / "all.h5").read_bytes()
    again = corpus.run_mpietl("run", "in", *NOISE, "--report", "all.h5", "--resume").expect(0)
    assert numbers(again.stderr).count(12) == 2
    assert (corpus / "all.h5").read_bytes() == before


def test_one_run_completes_the_missing_files(corpus):
    (corpus / NAMES[0]).write_bytes(b"no audio")
    run_shards(corpus, numbers=(2, 3))
    corpus.run_mpietl("run", "in", *NOISE, "--shard=1/3", "--report=1.h5")
    failed = next(name for name in PARTS if corpus.report(name).attributes["failed"] == 1)
    gone = next(name for name in PARTS if name != failed)
    result = join(corpus, *(name for name in PARTS if name != gone), expect=1)
    some = corpus.report("all.h5")
    assert some.attributes["status"] == "partial" and f"{gone[0]}/3" in some.attributes["reason"]
    assert has_all(result.stderr, some.attributes["reason"], f"--report all.h5 {GO_ON}")
    kept = set(some.files.path[some.files.status == "done"])
    assert len(some.files) == 12 - corpus.report(gone).attributes["items"]
    assert GO_ON in corpus.run_mpietl("report", "all.h5").expect(0).stdout

    report = corpus.etl("in", *NOISE, "--resume", report="all.h5", ranks=2, expect=1)
    assert list(report.files.path) == NAMES and report.attributes["done"] == 11
    assert set(report.files.path[report.files.run < 3]) == kept
    assert report.row(NAMES[0]).attempt == 2
    assert list(report.history.run) == [1, 2, 3] and list(report.history["on_clock"]) == [0, 0, 1]
    assert report.attributes["joined"] == 0


def test_missing_shards_are_named(corpus):
    run_shards(corpus, numbers=(1, 3))
    result = join(corpus, *PARTS, expect=1)
    assert has_all(result.stderr, "2.h5", "2/3")
    assert "2/3" in corpus.report("all.h5").attributes["reason"]
    for i in range(3):
        write_wav(corpus / f"more/{i}.wav", sine(FRAMES))
    corpus.etl("more", *NOISE, report="more.h5")
    join(corpus, "more.h5", "gone.h5", expect=1)
    told = corpus.report("all.h5").attributes
    assert told["status"] == "partial" and "gone.h5" in told["reason"]


def test_a_part_that_was_killed(corpus, gate):
    args = ("in", "--output-dir", "out", "--threads=1")
    run_shards(corpus, *args, numbers=(1, 3))
    process = corpus.start("run", *args, "--shard=2/3", "--report=2.h5", env=faults(gate.behind_outputs(2)))
    gate.wait()
    kill(process)
    assert lines_with(join(corpus, *PARTS, expect=1).stderr, "2.h5", "partial")
    report = corpus.report("all.h5")
    assert list(report.files.path) == NAMES and report.attributes["done"] >= 9
    assert not list((corpus / "out").glob(".*.tmp"))
    corpus.run_mpietl("run", *args, "--report=all.h5", "--resume").expect(0)
    assert set(corpus.report("all.h5").files.status) == {"done"} and len(corpus.tree("out")) == 12


@pytest.mark.slow
def test_failed_files_end_with_1(corpus):
    (corpus / NAMES[0]).write_bytes(b"no audio")
    for number in (1, 2, 3):
        corpus.run_mpietl("run", "in", *NOISE, f"--shard={number}/3", f"--report={number}.h5")
    join(corpus, *PARTS, expect=1)
    told = corpus.report("all.h5").attributes
    assert (told["status"], told["done"], told["failed"], told["skipped"]) == ("complete", 11, 1, 0)


@pytest.mark.slow
def test_each_process_of_srun_joins(corpus):
    """The process number from Slurm does not affect the work."""
    run_shards(corpus)
    corpus.run_mpietl("report", "--join", *PARTS, "-o", "all.h5",
                      env={"SLURM_PROCID": "3", "PMIX_RANK": "3", "SLURM_STEP_ID": "0"}).expect(0)
    assert corpus.report("all.h5").attributes["joined"] == 3


@pytest.mark.slow
def test_shards_that_are_joined_later(corpus):
    run_shards(corpus)
    join(corpus, "1.h5", "3.h5", expect=1, target="some.h5")
    join(corpus, "some.h5", "2.h5")
    report = corpus.report("all.h5")
    assert report.attributes["status"] == "complete" and list(report.files.path) == NAMES
    assert {line.split("--shard ")[1][:3] for line in report.history.command_line} == {"1/3", "2/3", "3/3"}


@pytest.mark.slow
def test_a_part_that_stopped(corpus, gate):
    args = ("in", "--output-dir", "out", "--threads=1")
    run_shards(corpus, *args, numbers=(2, 3))
    process = corpus.start("run", *args, "--shard=1/3", "--report=1.h5",
                           env=faults(gate.behind_outputs(0, then_seconds=0.5)))
    gate.wait()
    process.send_signal(signal.SIGUSR1)
    gate.open()
    assert process.wait(60) == 75
    result = join(corpus, *PARTS, expect=1)
    assert lines_with(result.stderr, "1.h5", "partial", "SIGUSR1")
    corpus.run_mpietl("run", *args, "--shard=1/3", "--report=1.h5", "--resume").expect(0)
    join(corpus, *PARTS)
    history = corpus.report("all.h5").history
    assert len(history) == 4 and sorted(history["on_clock"]) == [0, 1, 1, 1]
    assert set(corpus.report("all.h5").files.status) == {"done"}


@pytest.mark.slow
def test_reports_that_do_not_fit_together_are_refused(corpus):
    run_shards(corpus)
    shutil.copy(corpus / "2.h5", corpus / "copy.h5")
    corpus.run_mpietl("run", "in", *NOISE, "--shard=2/4", "--report=of4.h5").expect(0)
    corpus.run_mpietl("run", "in", *NOISE, "--seed=9", "--shard=2/3", "--report=seed.h5").expect(0)
    corpus.run_mpietl("run", "in", *NOISE, "--exclude=11.wav", "--shard=2/3", "--report=fewer.h5").expect(0)
    corpus.etl("in", *NOISE, report="whole.h5")
    before = corpus.tree()
    for parts, values in [
        (("2.h5", "1.h5", "copy.h5"), ("2.h5", "copy.h5", "2/3")),
        (("1.h5", "of4.h5"), ("1.h5", "of4.h5", 3, 4)),
        (("1.h5", "seed.h5"), ("1.h5", "seed.h5", "seed", 0, 9)),
        (("1.h5", "fewer.h5"), ("1.h5", "fewer.h5", 12, 11)),
        (("1.h5", "whole.h5"), ("1.h5", "whole.h5", "in/")),
        (("whole.h5", "whole.h5"), ("whole.h5", "in/00.wav")),
        (("1.h5", "in/00.wav"), ("in/00.wav",)),
        (("gone.h5", "lost.h5"), ("gone.h5",)),
    ]:
        error = join(corpus, *parts, expect=2).stderr
        assert has_all(error, *(value for value in values if isinstance(value, str))), error
        assert {value for value in values if isinstance(value, int)} <= set(numbers(error)), error
    assert corpus.tree() == before


@pytest.mark.slow
def test_the_name_of_the_joined_report(corpus):
    run_shards(corpus)
    before = (corpus / "2.h5").read_bytes()
    (corpus / "link.h5").symlink_to("2.h5")
    for target in ("2.h5", "./in/../2.h5", "link.h5"):
        assert has_all(join(corpus, *PARTS, expect=2, target=target).stderr, "2.h5", "-o")
    assert (corpus / "2.h5").read_bytes() == before
    for words in (("--join", *PARTS), (*PARTS, "-o", "x.h5"), ("1.h5", "-o", "x.h5"), ("--join", "-o", "x.h5"),
                  ("--join", "--run", "a", "1.h5", "-o", "x.h5"),
                  ("--join", *PARTS, "-o", "x.h5", "--csv", "x.csv")):
        corpus.run_mpietl("report", *words).expect(2)
    for option in ("-o", "--output", "--report"):
        corpus.run_mpietl("report", *PARTS, "--join", option, f"{option.strip('-')}.h5").expect(0)
    assert {"o.h5", "output.h5", "report.h5"} <= corpus.tree() and "x.h5" not in corpus.tree()


def contents(work):
    """Bytes of every file of the folder."""
    return {name: (work / name).read_bytes() for name in work.tree() if (work / name).is_file()}


@pytest.mark.slow
def test_the_joined_report_replaces_no_other_files(corpus):
    """A sound, another's HDF5 file, and the report of a shard, which is the target when the name is forgotten."""
    run_shards(corpus)
    with h5py.File(corpus / "others.h5", "w") as file:
        file["x"] = 1
    (corpus / "empty.h5").touch()
    before = contents(corpus)
    for target, parts in (("in/00.wav", PARTS), ("others.h5", PARTS), (PARTS[0], PARTS[1:])):
        assert target in join(corpus, *parts, expect=2, target=target).stderr
    assert contents(corpus) == before
    join(corpus, *PARTS, target="empty.h5")
    join(corpus, *PARTS, target="empty.h5")
    corpus.run_mpietl("run", "in", "--report", "others.h5").expect(2)


@pytest.mark.slow
def test_reports_of_different_lists_are_concatenated(corpus):
    for i in range(3):
        write_wav(corpus / f"more/{i}.wav", sine(FRAMES))
    corpus.etl("more", *NOISE, report="more.h5", ranks=2)
    corpus.etl("in", *NOISE, report="in.h5")
    join(corpus, "more.h5", "in.h5")
    report = corpus.report("all.h5")
    assert list(report.files.path) == [f"more/{i}.wav" for i in range(3)] + NAMES
    assert list(report.files["index"]) == list(range(15))
    told = report.attributes
    assert (told["job"], told["list_digest"], told["list_items"], told["joined"]) == ("", "", 15, 2)
    assert numbers(corpus.run_mpietl("verify", "all.h5").expect(0).stdout).count(15) == 2


@pytest.mark.slow
def test_a_list_that_has_changed_since(corpus):
    (corpus / "wav.scp").write_text("".join(f"u{i} {path}\n" for i, path in enumerate(NAMES)))
    run_shards(corpus, "--manifest", "wav.scp", "--output-dir", "out")
    (corpus / "wav.scp").write_text(f"u0 {NAMES[0]}\n")
    result = join(corpus, *PARTS, expect=1)
    assert "out/wav.scp" in result.stderr
    assert corpus.report("all.h5").attributes["status"] == "complete"


@pytest.mark.slow
def test_shards_of_a_manifest(corpus):
    (corpus / "wav.scp").write_text("".join(f"u{i} {path}\n" for i, path in enumerate(NAMES)))
    (corpus / "job.toml").write_text('[input]\nmanifest = "wav.scp"\n[output]\ndir = "out"\nmanifest = "out.scp"\n'
                                     '[[transform]]\nname = "clip"\n')
    run_shards(corpus, "job.toml", numbers=(1, 3))
    join(corpus, "1.h5", "3.h5", expect=1)
    assert corpus.tree() >= {"out.1-of-3.scp", "out.3-of-3.scp"}
    run_shards(corpus, "job.toml", numbers=(2,))
    join(corpus, *PARTS)
    assert (corpus / "out.scp").read_text() == "".join(f"u{i} {corpus / 'out'}/u{i}-transformed.wav\n" for i in range(12))
