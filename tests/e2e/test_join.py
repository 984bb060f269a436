"""mpietl report --join: one report of runs that knew nothing of each other."""

import shutil
import signal

import h5py
import pytest

from faulty_calls import faults, rule
from sounds import sine, write_wav
from support import wait_until

FRAMES = 5_000
NAMES = [f"in/{i:02}.wav" for i in range(12)]
NOISE = ("--output-dir", "out", "--transform=gaussian_noise:stddev=0.05")
PARTS = ("1.h5", "2.h5", "3.h5")
# A file takes this long at least.
SLOW = faults(rule("write", "*out/.*.tmp", seconds=0.2))


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
    assert "3 reports joined: 12 files: 12 done, 0 failed, 0 skipped; complete" in printed
    report = corpus.report("all.h5")
    assert list(report.files.digest) == list(whole.files.digest)
    assert list(report.files.path) == NAMES and list(report.files["index"]) == list(range(12))
    told = report.attributes
    for name in ("items", "done", "failed", "skipped", "bytes_in", "bytes_out", "seed", "list_items", "list_digest"):
        assert told[name] == whole.attributes[name], name
    assert (told["status"], told["reason"], told["shard"], told["joined"]) == ("complete", "", "", 3)
    assert "shard = " not in told["job"].replace('shard = ""', "") and 'all.h5' in told["job"]


def test_numbers_and_times_are_of_the_whole(corpus):
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
    assert "3 reports, of 12 files" in text and "3 reports joined" in text
    assert "2/3, of a list of 12 files" in corpus.run_mpietl("report", "2.h5").expect(0).stdout
    assert "12 of 12 outputs" in corpus.run_mpietl("verify", "all.h5", ranks=2).expect(0).stdout
    assert "give the report of one run" in corpus.run_mpietl("plan", "all.h5").expect(2).stderr
    corpus.run_mpietl("plan", "2.h5").expect(0)
    before = (corpus / "all.h5").read_bytes()
    again = corpus.run_mpietl("run", "in", *NOISE, "--report", "all.h5", "--resume").expect(0)
    assert "12 of 12 files are done" in again.stderr
    assert (corpus / "all.h5").read_bytes() == before


def test_one_run_does_what_is_missing(corpus):
    (corpus / NAMES[0]).write_bytes(b"no audio")
    run_shards(corpus, numbers=(2, 3))
    corpus.run_mpietl("run", "in", *NOISE, "--shard=1/3", "--report=1.h5")
    failed = next(name for name in PARTS if corpus.report(name).attributes["failed"] == 1)
    gone = next(name for name in PARTS if name != failed)
    result = join(corpus, *(name for name in PARTS if name != gone), expect=1)
    reason = f"shard {gone[0]}/3 is missing"
    assert reason in result.stderr and "--report all.h5 --resume" in result.stderr
    some = corpus.report("all.h5")
    assert (some.attributes["status"], some.attributes["reason"]) == ("partial", reason)
    kept = set(some.files.path[some.files.status == "done"])
    assert len(some.files) == 12 - corpus.report(gone).attributes["items"]
    assert "go on with" in corpus.run_mpietl("report", "all.h5").expect(0).stdout

    report = corpus.etl("in", *NOISE, "--resume", report="all.h5", ranks=2, expect=1)
    assert list(report.files.path) == NAMES and report.attributes["done"] == 11
    assert set(report.files.path[report.files.run < 3]) == kept
    assert report.row(NAMES[0]).attempt == 2
    assert list(report.history.run) == [1, 2, 3] and list(report.history["on_clock"]) == [0, 0, 1]
    assert report.attributes["joined"] == 0


def test_what_is_missing_is_named(corpus):
    run_shards(corpus, numbers=(1, 3))
    result = join(corpus, *PARTS, expect=1)
    assert "there is no 2.h5" in result.stderr and "partial: shard 2/3 is missing" in result.stderr
    assert corpus.report("all.h5").attributes["reason"] == "shard 2/3 is missing"
    for i in range(3):
        write_wav(corpus / f"more/{i}.wav", sine(FRAMES))
    corpus.etl("more", *NOISE, report="more.h5")
    join(corpus, "more.h5", "gone.h5", expect=1)
    told = corpus.report("all.h5").attributes
    assert (told["status"], told["reason"]) == ("partial", "gone.h5 is missing")


def test_a_part_that_was_killed(corpus):
    args = ("in", "--output-dir", "out", "--threads=1")
    run_shards(corpus, *args, numbers=(1, 3))
    process = corpus.start("run", *args, "--shard=2/3", "--report=2.h5", env=SLOW)
    wait_until(lambda: len(list((corpus / "out").glob("*.wav"))) > 8 and list((corpus / "out").glob(".*.tmp")))
    process.kill()
    process.wait(60)
    assert "2.h5 is partial (rebuilt from the journal: the run died)" in join(corpus, *PARTS, expect=1).stderr
    report = corpus.report("all.h5")
    assert list(report.files.path) == NAMES and report.attributes["done"] >= 9
    assert not list((corpus / "out").glob(".*.tmp"))
    corpus.run_mpietl("run", *args, "--report=all.h5", "--resume").expect(0)
    assert set(corpus.report("all.h5").files.status) == {"done"} and len(corpus.tree("out")) == 12


def test_failed_files_end_with_1(corpus):
    (corpus / NAMES[0]).write_bytes(b"no audio")
    for number in (1, 2, 3):
        corpus.run_mpietl("run", "in", *NOISE, f"--shard={number}/3", f"--report={number}.h5")
    assert "12 files: 11 done, 1 failed, 0 skipped; complete" in join(corpus, *PARTS, expect=1).stdout
    assert corpus.report("all.h5").attributes["status"] == "complete"


def test_each_process_of_srun_joins(corpus):
    """What Slurm tells a process of its number says nothing of what it has to do."""
    run_shards(corpus)
    corpus.run_mpietl("report", "--join", *PARTS, "-o", "all.h5",
                      env={"SLURM_PROCID": "3", "PMIX_RANK": "3", "SLURM_STEP_ID": "0"}).expect(0)
    assert corpus.report("all.h5").attributes["joined"] == 3


def test_what_is_joined_later(corpus):
    run_shards(corpus)
    join(corpus, "1.h5", "3.h5", expect=1, target="some.h5")
    join(corpus, "some.h5", "2.h5")
    report = corpus.report("all.h5")
    assert report.attributes["status"] == "complete" and list(report.files.path) == NAMES
    assert {line.split("--shard ")[1][:3] for line in report.history.command_line} == {"1/3", "2/3", "3/3"}


def test_a_part_that_stopped(corpus):
    args = ("in", "--output-dir", "out", "--threads=1")
    run_shards(corpus, *args, numbers=(2, 3))
    process = corpus.start("run", *args, "--shard=1/3", "--report=1.h5", env=SLOW)
    wait_until((corpus / "1.h5.journal").exists)
    process.send_signal(signal.SIGUSR1)
    assert process.wait(60) == 75
    result = join(corpus, *PARTS, expect=1)
    assert "1.h5 is partial (SIGUSR1)" in result.stderr
    corpus.run_mpietl("run", *args, "--shard=1/3", "--report=1.h5", "--resume").expect(0)
    join(corpus, *PARTS)
    history = corpus.report("all.h5").history
    assert len(history) == 4 and sorted(history["on_clock"]) == [0, 1, 1, 1]
    assert set(corpus.report("all.h5").files.status) == {"done"}


def test_what_does_not_fit_together(corpus):
    run_shards(corpus)
    shutil.copy(corpus / "2.h5", corpus / "copy.h5")
    corpus.run_mpietl("run", "in", *NOISE, "--shard=2/4", "--report=of4.h5").expect(0)
    corpus.run_mpietl("run", "in", *NOISE, "--seed=9", "--shard=2/3", "--report=seed.h5").expect(0)
    corpus.run_mpietl("run", "in", *NOISE, "--exclude=11.wav", "--shard=2/3", "--report=fewer.h5").expect(0)
    corpus.etl("in", *NOISE, report="whole.h5")
    before = corpus.tree()
    for parts, why in [
        (("2.h5", "1.h5", "copy.h5"), "2.h5 and copy.h5 are both shard 2/3"),
        (("1.h5", "of4.h5"), "1.h5 and of4.h5 are of a list in 3 and in 4 shards"),
        (("1.h5", "seed.h5"), "1.h5 and seed.h5 have the seeds 0 and 9"),
        (("1.h5", "fewer.h5"), "1.h5 and fewer.h5 are of different lists, of 12 and 11 files"),
        (("1.h5", "whole.h5"), "1.h5 and whole.h5 have one input, in/"),
        (("whole.h5", "whole.h5"), "whole.h5 and whole.h5 have one input, in/00.wav"),
        (("1.h5", "in/00.wav"), "cannot read the report in/00.wav"),
        (("gone.h5", "lost.h5"), "none of the reports to join, such as gone.h5"),
    ]:
        assert why in join(corpus, *parts, expect=2).stderr
    assert corpus.tree() == before


def test_the_name_of_the_joined_report(corpus):
    run_shards(corpus)
    before = (corpus / "2.h5").read_bytes()
    (corpus / "link.h5").symlink_to("2.h5")
    for target in ("2.h5", "./in/../2.h5", "link.h5"):
        assert "would replace 2.h5" in join(corpus, *PARTS, expect=2, target=target).stderr
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


def test_the_joined_report_replaces_no_other_files(corpus):
    """A sound, another's HDF5 file, and the report of a shard, which is the target when the name is forgotten."""
    run_shards(corpus)
    with h5py.File(corpus / "others.h5", "w") as file:
        file["x"] = 1
    (corpus / "empty.h5").touch()
    before = contents(corpus)
    for target, parts, why in (("in/00.wav", PARTS, "in/00.wav, which is no report"),
                               ("others.h5", PARTS, "others.h5, which is no report"),
                               (PARTS[0], PARTS[1:], "1.h5, the report of shard 1/3")):
        assert why in join(corpus, *parts, expect=2, target=target).stderr
    assert contents(corpus) == before
    join(corpus, *PARTS, target="empty.h5")
    join(corpus, *PARTS, target="empty.h5")
    corpus.run_mpietl("run", "in", "--report", "others.h5").expect(2)


def test_other_lists_follow_each_other(corpus):
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
    assert "15 of 15 outputs" in corpus.run_mpietl("verify", "all.h5").expect(0).stdout


def test_a_list_that_has_changed_since(corpus):
    (corpus / "wav.scp").write_text("".join(f"u{i} {path}\n" for i, path in enumerate(NAMES)))
    run_shards(corpus, "--manifest", "wav.scp", "--output-dir", "out")
    (corpus / "wav.scp").write_text(f"u0 {NAMES[0]}\n")
    result = join(corpus, *PARTS, expect=1)
    assert "not the manifests of the outputs: there is no out/wav.scp: the inputs are not those" in result.stderr
    assert corpus.report("all.h5").attributes["status"] == "complete"


def test_shards_of_a_manifest(corpus):
    (corpus / "wav.scp").write_text("".join(f"u{i} {path}\n" for i, path in enumerate(NAMES)))
    (corpus / "job.toml").write_text('[input]\nmanifest = "wav.scp"\n[output]\ndir = "out"\nmanifest = "out.scp"\n')
    run_shards(corpus, "job.toml", numbers=(1, 3))
    join(corpus, "1.h5", "3.h5", expect=1)
    assert corpus.tree() >= {"out.1-of-3.scp", "out.3-of-3.scp"}
    run_shards(corpus, "job.toml", numbers=(2,))
    join(corpus, *PARTS)
    assert (corpus / "out.scp").read_text() == "".join(f"u{i} out/u{i}-transformed.wav\n" for i in range(12))
