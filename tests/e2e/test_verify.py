"""mpietl verify: outputs against the digests of their report."""

import errno
import os

import h5py
import pytest

from messages import lines_with, numbers, why
from sounds import sine, write_wav


@pytest.fixture
def done(work):
    """A workspace whose four files are done, and one that is not."""
    for n in range(4):
        write_wav(work / f"in/{n}\n.wav", sine(3000 * (n + 1)))
    (work / "in/bad.wav").write_bytes(b"no audio")
    work.etl("in", "--output-dir", "out", expect=1, ranks=2)
    return work


@pytest.mark.parametrize("ranks", [None, 3])
def test_untouched_outputs_pass(done, ranks):
    result = done.run_mpietl("verify", "mpietl-report.h5", ranks=ranks).expect(0)
    assert [numbers(line) for line in result.lines] == [[1, 5], [4, 4]]


@pytest.mark.parametrize("ranks", [None, 2])
def test_every_kind_of_damage_is_reported(done, ranks):
    names = [done / f"out/{n}\n-transformed.wav" for n in range(4)]
    names[0].unlink()
    names[1].write_bytes(names[1].read_bytes()[:-1])
    flipped = bytearray(names[2].read_bytes())
    flipped[-1] ^= 1
    names[2].write_bytes(flipped)
    result = done.run_mpietl("verify", "mpietl-report.h5", ranks=ranks).expect(1)
    told = {number: lines_with(result.stdout, rf"out/{number}\n-transformed.wav: ") for number in range(4)}
    assert [len(lines) for lines in told.values()] == [1, 1, 1, 0]
    files = done.report().files.set_index("path")
    assert why(errno.ENOENT) in told[0][0]
    size = files.bytes_out[r"in/1\n.wav"]
    assert {size, size - 1} <= set(numbers(told[1][0]))
    assert files.digest[r"in/2\n.wav"] in told[2][0]
    assert numbers(result.lines[-1]) == [1, 4]


def test_a_file_that_is_not_a_report_is_refused(done):
    result = done.run_mpietl("verify", "in/bad.wav", ranks=2).expect(2)
    assert "in/bad.wav" in result.stderr
    done.run_mpietl("verify").expect(2)


def test_outputs_are_found_from_any_folder(done):
    (done / "elsewhere").mkdir()
    with h5py.File(done / "mpietl-report.h5") as report:
        assert report.attrs["working_directory"] == os.path.realpath(done.folder)
    done.run_mpietl("verify", done / "mpietl-report.h5", ranks=2, cwd=done / "elsewhere").expect(0)


def test_outputs_that_were_moved_need_a_root(done):
    (done / "moved").mkdir()
    (done / "out").rename(done / "moved/out")
    done.run_mpietl("verify", "mpietl-report.h5").expect(1)
    result = done.run_mpietl("verify", "mpietl-report.h5", "--root", "moved", ranks=2).expect(0)
    assert numbers(result.lines[-1]) == [4, 4]
    done.run_mpietl("verify", "mpietl-report.h5", "--root", "nowhere").expect(2)


def test_an_absolute_folder_of_outputs_can_be_moved(done):
    done.etl("in", "--output-dir", done / "absolute", report="absolute.h5", expect=1)
    (done / "absolute").rename(done / "moved")
    done.run_mpietl("verify", "absolute.h5", "--root", "moved").expect(0)
