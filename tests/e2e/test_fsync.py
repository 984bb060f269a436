"""--fsync, checked by system calls: items are stored before the journal records them as done."""

import re
import subprocess

import pytest

from sounds import sine, write_wav

FILES = 3
CALLS = "trace=write,writev,pwrite64,pwritev,rename,renameat,fsync,fdatasync,syncfs"
CALL = re.compile(r"\d+ +(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+).*")
UNFINISHED = re.compile(r"(?P<pid>\d+) +(?P<begin>.*) <unfinished \.\.\.>")
RESUMED = re.compile(r"(?P<pid>\d+) +<\.\.\. \w+ resumed>(?P<end>.*)")
SYNCS = ("fsync", "fdatasync", "syncfs")


def calls_of(trace):
    """Name and arguments of each call that succeeded, in the order in which they ended."""
    begun = {}
    for line in trace.splitlines():
        if unfinished := UNFINISHED.fullmatch(line):
            begun[unfinished["pid"]] = unfinished["begin"]
            continue
        if resumed := RESUMED.fullmatch(line):
            line = f"{resumed['pid']} {begun.pop(resumed['pid'])}{resumed['end']}"
        call = CALL.fullmatch(line)
        if call and int(call["result"]) >= 0:
            yield call["name"], call["arguments"]


@pytest.fixture(scope="module")
def traced(shared):
    """Calls and report of a run on some files with some options."""
    if subprocess.run(["strace", "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("processes must not be traced here")
    for number in range(FILES):
        write_wav(shared / f"in/{number}.wav", sine(1000))

    def run(*options):
        trace = ("strace", "-f", "-y", "-s", "65536", "-e", CALLS, "-o", str(shared / "trace"))
        report = shared.etl("in", "--output-dir", "out", *options, prefix=trace, threads=1)
        return list(calls_of((shared / "trace").read_text(errors="replace"))), report

    return run


def place_of(calls, after, names, *words):
    """Index of the first call after `after` that is one of `names` and contains all the words; -1: none."""
    for index in range(after + 1, len(calls)):
        name, arguments = calls[index]
        if name in names and all(word in arguments for word in words):
            return index
    return -1


def journal_write(calls, row):
    """The call that writes an output's record, found by its digest, to the journal."""
    return place_of(calls, -1, ("write", "writev", "pwrite64", "pwritev"), ".journal/", row.digest)


def rename_of(calls, row):
    """The call that renames an output."""
    return place_of(calls, -1, ("rename", "renameat"), row.output)


def test_each_output_is_stored_and_renamed_before_the_journal_records_it(traced):
    calls, report = traced("--fsync", "file", "--isolation", "none")
    for row in report.files.itertuples():
        rename, record = rename_of(calls, row), journal_write(calls, row)
        temporary = re.search(r'\.mpietl-[^"]+\.tmp', calls[rename][1])[0]
        assert -1 < place_of(calls, -1, ("fsync", "fdatasync"), temporary) < rename
        assert rename < place_of(calls, rename, ("fsync",), "/out>") < record
        is_in_time = place_of(calls, record, SYNCS, ".journal/")
        assert is_in_time > record
        following = [rename_of(calls, other) for other in report.files.itertuples()]
        assert not [other for other in following if record < other < is_in_time]


def test_a_batch_is_stored_before_the_journal_records_it(traced):
    calls, report = traced("--fsync", "batch")
    for row in report.files.itertuples():
        rename, record = rename_of(calls, row), journal_write(calls, row)
        assert -1 < rename < place_of(calls, rename, ("syncfs",)) < record
        assert place_of(calls, record, SYNCS, ".journal/") > record


def test_nothing_is_synced_unless_requested(traced):
    calls, report = traced()
    assert all(journal_write(calls, row) > rename_of(calls, row) > -1 for row in report.files.itertuples())
    assert not [call for call in calls if call[0] in SYNCS and ("/out" in call[1] or ".journal" in call[1])]
