"""Failing storage: runs the program with a library that makes chosen system calls fail, hang or raise signals."""

import os

from support import CHECKOUT, wait_until

LIBRARY = os.environ.get("FAULTY_CALLS_LIBRARY", CHECKOUT / "build/tests/faulty_calls/faulty_calls.so")


def rule(call, path, error=0, after=0, times=None, seconds=0.0, gate=None, signal=0, memory=0, twin=0.0):
    """One rule: calls on files that match `path` fail with errno `error`, wait for `seconds` or at a Gate, or raise `signal`.

    Before that they take `memory` (bytes), and leave a child with all open files for `twin` seconds.
    """
    words = [f"call={call}", f"path={path}", f"errno={error}", f"after={after}", f"seconds={seconds}"]
    if signal:
        words.append(f"signal={int(signal)}")
    if memory:
        words.append(f"bytes={memory}")
    if twin:
        words.append(f"twin={twin}")
    if times is not None:
        words.append(f"times={times}")
    if gate is not None:
        words.append(f"while={gate.path}")
    return " ".join(words)


def faults(*rules):
    """Variables that start the program with these rules; the first that matches a call counts."""
    return {"LD_PRELOAD": str(LIBRARY), "FAULTY_CALLS": "\n".join(rules),
            "ASAN_OPTIONS": "verify_asan_link_order=0:" + os.environ.get("ASAN_OPTIONS", "")}


class Gate:
    """A point at which calls wait until a test opens it: a file that exists while the gate is closed."""

    def __init__(self, path):
        self.path = path
        self.close()

    def close(self):
        """Closes the gate again; no call waits yet."""
        self.path.write_bytes(b"")

    def has(self, count):
        """Whether this many calls have arrived."""
        return self.path.stat().st_size >= count

    def wait(self, count=1, seconds=60):
        """Waits until this many calls have arrived."""
        wait_until(lambda: self.has(count), seconds)

    def open(self):
        """Opens the gate for all calls, including later ones."""
        self.path.unlink(missing_ok=True)

    def behind_outputs(self, count, then_seconds=0.0):
        """Rule: each process finishes `count` outputs; the next ones take `then_seconds` and wait at the gate."""
        return rule("rename", "*-transformed.*", after=count, seconds=then_seconds, gate=self)

    def inside(self, path, then_seconds=0.0):
        """Rule: blocks of a large input, after the first few, take `then_seconds` each and wait at the gate."""
        return rule("read", path, after=5, seconds=then_seconds, gate=self)
