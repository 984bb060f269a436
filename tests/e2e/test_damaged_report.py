"""Damaged reports: the program reports the damage or shows the same as before, quickly, and never crashes."""

import random

import pytest

from sounds import sine, write_wav
from support import DEFAULT_REPORT, crashed, is_full_run

WAYS = 60 if is_full_run() else 10


@pytest.fixture(scope="module")
def ran(shared):
    """A folder with the report of a real run, what is shown of it, and its bytes."""
    for number in range(12):
        write_wav(shared / f"in/{number}.wav", sine(3_000 + 100 * number))
    shared.etl("in", "--output-dir", "out", ranks=2)
    shown = shared.run_mpietl("report", DEFAULT_REPORT).expect(0).stdout
    return shared, shown, (shared / DEFAULT_REPORT).read_bytes()


def damaged(report, chance):
    """Truncates the bytes, or flips some bits."""
    if chance.random() < 0.3:
        return report[: chance.randrange(len(report))]
    changed = bytearray(report)
    for _ in range(chance.choice([1, 1, 2, 50])):
        changed[chance.randrange(len(report))] ^= 1 << chance.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize("seed", range(WAYS))
def test_a_damaged_report_is_refused_or_read_correctly(ran, seed):
    work, shown, report = ran
    (work / "damaged.h5").write_bytes(damaged(report, random.Random(seed)))
    result = work.run_mpietl("report", "damaged.h5", timeout=60)
    assert not crashed(result) and result.returncode in (0, 2), result.stderr
    if result.returncode == 0:
        assert result.stdout == shown
    else:
        assert result.stdout == "" and "damaged.h5" in result.stderr


def test_a_report_without_its_seal_is_read_correctly(ran):
    work, shown, report = ran
    (work / "cut.h5").write_bytes(report[:-24])
    assert work.run_mpietl("report", "cut.h5").expect(0).stdout == shown
