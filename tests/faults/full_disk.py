#!/usr/bin/python3
"""A disk that is full at a random byte, read-only, dead or unmounted; then it works again, and the job is resumed.

The disk is a small file system, or a limit on the size of files. It holds the outputs, and at
random the report and the journal too.
"""

import contextlib
import os
import resource
import shutil

import checks
import disks
import processes
import trials
from e2e_helpers import GO_ON, Report

EXIT_USAGE, EXIT_STOPPED = 2, 75
LARGE = 64 * disks.MIB


def start(place, rng, ranks=(None, 2, 3)):
    """A run of the job on a random number of ranks."""
    return place.start(ranks=rng.choice(ranks), threads=rng.choice((1, 2)))


def largest(place):
    """Bytes of the largest output."""
    return max(place.reference_report.files.bytes_out)


def at_work(place, process, rng):
    """Waits for a random number of outputs; returns whether the run continues."""
    return place.wait_for_outputs(process, rng.randint(0, len(place.digests) - 2))


def full(place, disk, process, rng):
    """Fills the disk at a random byte."""
    if at_work(place, process, rng):
        disk.fill(rng.choice((0, rng.randrange(0, 8192), rng.randrange(0, largest(place) * 2))))
    return disk.empty


def limited(place, _, process, rng):
    """Limits the size of files of each rank and worker process, as a quota does."""
    limit = rng.choice((rng.randrange(0, 5000), rng.randrange(0, largest(place))))
    if at_work(place, process, rng):
        for pid in processes.programs(process.pid):
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, limit))
    return lambda: None


def read_only(place, disk, process, rng):
    """Makes the file system read-only after an error."""
    if at_work(place, process, rng):
        disk.break_down()
    return disk.mount_again


def dead(place, disk, process, rng):
    """Makes each access to the disk an I/O error."""
    if at_work(place, process, rng):
        disk.shut_down(disks.FLUSH_ALL)
    return disk.mount_again


def vanished(place, disk, process, rng):
    """Removes the output folder, as if its disk were unmounted."""
    away = disk.folder / "away"
    if at_work(place, process, rng):
        with contextlib.suppress(FileNotFoundError):
            os.rename(place.output_folder, away)

    def mend():
        if away.exists():
            shutil.rmtree(place.output_folder, ignore_errors=True)
            os.rename(away, place.output_folder)

    return mend


MEMORY_WAYS = (full, full, full, full, limited, limited, limited, vanished)
BLOCK_WAYS = (full, read_only, dead)


def check_stop(place, process, status, way):
    """The run did not blame files: exit status 75, and no file counts as failed."""
    if status == place.exit_when_complete:
        return "ended all the same"
    if status == EXIT_USAGE:
        assert not place.outputs(), "refused after work had begun"
        return "refused"
    assert status == EXIT_STOPPED, f"exit {status}, not {EXIT_STOPPED} ({way.__name__})"
    for word, what in ((GO_ON, "stopped"), ("--from-journal", "all done but the report")):
        if any(word in line for line in place.errors(process)):
            return what
    raise AssertionError(f"no word on how to go on ({way.__name__})")


def check_left(place, way):
    """The remains are valid: complete outputs, no temporary files, a report without failed files."""
    if way in (read_only, dead):
        return
    place.check_whole()
    if way is not vanished:  # what is gone cannot be tidied up
        checks.check_no_temporary(place)
    if place.report_path.exists():
        failed = Report(place.report_path).attributes["failed"]
        assert failed == place.reference_report.attributes["failed"], f"{failed} files are blamed"


def small_from_the_start(place, rng, counts):
    """A disk too small for all outputs: the run is refused or stopped; then the disk grows."""
    needed = sum(place.reference_report.files.bytes_out)
    with disks.MemoryDisk(place.folder / "disk", rng.randrange(4096, needed * 11 // 10)) as disk:
        place.on_disk(disk.folder, rng.random() < 0.5)
        process = start(place, rng)
        status = place.wait(process)
        place.check_whole()
        counts[f"too small, exit {status}"] += 1
        assert status in (place.exit_when_complete, EXIT_USAGE, EXIT_STOPPED), f"exit {status}"
        disk.grow(LARGE)
        place.resume(threads=2)


def trial(place, rng, counts):
    """One job whose disk fails, and then works again."""
    if rng.random() < 0.1:
        small_from_the_start(place, rng, counts)
        return
    is_block = rng.random() < 0.3
    disk = (disks.BlockDisk(place.folder / "disk", place.folder / "image") if is_block
            else disks.MemoryDisk(place.folder / "disk", LARGE))
    way = rng.choice(BLOCK_WAYS if is_block else MEMORY_WAYS)
    with disk:
        place.on_disk(disk.folder, rng.random() < 0.5)
        # The launcher, which stores what ranks say, is not limited.
        process = start(place, rng, (1, 2, 3) if way is limited else (None, 2, 3))
        mend = way(place, disk, process, rng)
        status = place.wait(process)
        check_left(place, way)
        counts[f"{way.__name__}, {check_stop(place, process, status, way)}"] += 1
        mend()
        place.resume("--retry-crashed", ranks=rng.choice((None, 2)), threads=2)


if __name__ == "__main__":
    disks.need_mounts()
    trials.run(__doc__, trial, 100)
