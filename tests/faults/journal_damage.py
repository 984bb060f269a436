#!/usr/bin/python3
"""The journal of a killed run, truncated or flipped at a random byte, or worse; then resume.

Whatever the damage, the outputs and the report are as after an undisturbed run: items that the
journal has lost are repeated.
"""

import shutil
import signal
import time

import processes
import trials

STORED = 8  # killed runs, from which all trials begin


def make_killed(place, rng):
    """Outputs and journal of one or two killed runs."""
    for number in range(rng.choice((1, 1, 2))):
        resume = ["--resume"] if number else []
        process = place.start(*resume, threads=rng.choice((1, 2)), ranks=rng.choice((None, None, 2)))
        place.wait_for_outputs(process, min(len(place.outputs()) + rng.randint(1, 12), len(place.digests)))
        time.sleep(rng.uniform(0, 0.005))
        processes.send(signal.SIGKILL, *processes.tree(process.pid))
        place.wait(process)


def damage(path, rng, may_go):
    """Damages a file of the journal in one of several ways; returns the way's name."""
    content = bytearray(path.read_bytes())
    at = rng.randrange(len(content)) if content else 0
    way = rng.choice(("cut", "cut", "flipped", "flipped", "zeroed", "filled up", "doubled", "removed"))
    if way == "removed" and not may_go:
        way = "cut"
    if way == "cut":
        del content[at:]
    elif way == "flipped" and content:
        content[at] ^= 1 << rng.randrange(8)
    elif way == "zeroed":
        content[at:at + 64] = bytes(len(content[at:at + 64]))
    elif way == "filled up":
        content += rng.randbytes(rng.randrange(1, 5000))
    elif way == "doubled":
        content += content[at:]
    path.write_bytes(content)
    if way == "removed":
        path.unlink()
    return way


def killed_once(place, rng):
    """Fills the place with the remains of one of the killed runs, which are made on first use."""
    lab, number = place.lab, rng.randrange(STORED)
    store = lab.folder / f"killed-{number}"
    if not store.exists():
        make_killed(place, rng)
        shutil.copytree(place.folder, store)
        shutil.rmtree(place.output_folder)
        shutil.rmtree(place.journal)
        place.report_path.unlink(missing_ok=True)
    for path in store.iterdir():
        if path.is_dir():
            shutil.copytree(path, place.folder / path.name)
        else:
            shutil.copy2(path, place.folder)


def trial(place, rng, counts):
    """One journal, damaged at one to three places."""
    killed_once(place, rng)
    files = sorted(path for path in place.journal.iterdir() if path.is_file())
    if not files:
        counts["no journal"] += 1
    for path in rng.choices(files, k=rng.choice((1, 1, 1, 3))) if files else []:
        if path.exists():
            # Temporary files of a run without any journal file belong to no known run.
            others = [other for other in place.journal.iterdir() if other != path]
            counts[damage(path, rng, may_go=bool(others))] += 1
    kept = place.resume("--retry-crashed", verify=False, threads=rng.choice((1, 2)))
    counts.figures["outputs kept"].append(kept)


if __name__ == "__main__":
    trials.run(__doc__, trial, 1000, files=16, is_tiny=True, transforms=400)
