#!/usr/bin/python3
"""A disk loses power at a random moment: with --fsync, all items that the journal records as done exist.

The disk is an ext4 that drops all data that was not synced. With `file`, no file under a final name
is partial either. `never` promises nothing; it shows that the power cut does lose data.
"""

import os
import signal
import time

import checks
import disks
import processes
import trials
from e2e_helpers import Report


def done_by_journal(place):
    """Names of outputs that the journal records as done."""
    rebuilt = place.lab.folder / "rebuilt.h5"
    rebuilt.unlink(missing_ok=True)
    result = place.lab.workspace.run_mpietl("report", "--from-journal", str(place.journal), "--report", str(rebuilt))
    if result.returncode != 0:
        return []
    files = Report(rebuilt).files
    top = str(place.output_folder) + "/"
    return [output.removeprefix(top) for output in files.output[files.status == "done"]]


def lost(place, names):
    """The outputs that are missing or damaged."""
    return [name for name in names if not (place.output_folder / name).exists()
            or checks.digest_of(place.output_folder / name) != place.digests[name]]


def age(journal):
    """Makes the journal old, since a restart takes longer than an empty journal file counts as alive."""
    for path in journal.iterdir() if journal.exists() else []:
        os.utime(path, (time.time() - 120,) * 2)


def trial(place, rng, counts):
    """One run whose disk loses power, with all data in flight."""
    mode = rng.choice(("file", "file", "batch", "batch", "never"))
    with disks.BlockDisk(place.folder / "disk", place.folder / "image") as disk:
        place.on_disk(disk.folder, True)
        process = place.start("--fsync", mode, ranks=rng.choice((None, 2)), threads=rng.choice((1, 2)))
        place.wait_for_outputs(process, rng.randint(1, len(place.digests)))
        time.sleep(rng.choice((0, rng.uniform(0, 1.5))))
        disk.shut_down(disks.FLUSH_NOTHING)
        processes.send(signal.SIGKILL, *processes.tree(process.pid))
        place.wait(process)
        disk.mount_again()
        age(place.journal)
        names = done_by_journal(place) if place.journal.exists() else []
        missing = lost(place, names)
        counts[f"{mode}: called done"] += len(names)
        counts[f"{mode}: of these lost"] += len(missing)
        counts[f"{mode}: partial under a final name"] += len(lost(place, place.outputs()))
        if mode != "never":
            assert not missing, f"--fsync {mode}: {len(missing)} of {len(names)} are lost: {missing[:3]}"
        if mode == "file":
            place.check_whole()
        place.resume("--fsync", mode, "--retry-crashed", threads=2)


if __name__ == "__main__":
    disks.need_mounts()
    trials.run(__doc__, trial, 40, transforms=600)
