"""Failing storage: the program with a library that makes chosen system calls fail, hang or end."""

import os

from support import CHECKOUT

LIBRARY = os.environ.get("FAULTY_CALLS_LIBRARY", CHECKOUT / "build/tests/faulty_calls/faulty_calls.so")


def rule(call, path, error=0, after=0, times=None, seconds=0.0):
    """One rule: calls on files that match `path` fail with errno `error`, or wait for `seconds`."""
    words = [f"call={call}", f"path={path}", f"errno={error}", f"after={after}", f"seconds={seconds}"]
    return " ".join(words if times is None else [*words, f"times={times}"])


def faults(*rules):
    """Variables that start the program with these rules, of which the first that fits counts."""
    return {"LD_PRELOAD": str(LIBRARY), "FAULTY_CALLS": "\n".join(rules),
            "ASAN_OPTIONS": "verify_asan_link_order=0:" + os.environ.get("ASAN_OPTIONS", "")}
