"""mpietl verify: outputs against the digests of their report."""

import pytest

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
    assert result.lines[0] == "1 of 5 inputs have no output in this report"
    assert result.lines[1].endswith("4 of 4 outputs are as the report says")


@pytest.mark.parametrize("ranks", [None, 2])
def test_every_kind_of_damage_is_told(done, ranks):
    names = [done / f"out/{n}\n-transformed.wav" for n in range(4)]
    names[0].unlink()
    names[1].write_bytes(names[1].read_bytes()[:-1])
    flipped = bytearray(names[2].read_bytes())
    flipped[-1] ^= 1
    names[2].write_bytes(flipped)
    result = done.run_mpietl("verify", "mpietl-report.h5", ranks=ranks).expect(1)
    assert r"out/0\n-transformed.wav: cannot open" in result.stdout
    assert r"out/1\n-transformed.wav: it has " in result.stdout
    assert r"out/2\n-transformed.wav: its digest is " in result.stdout
    assert r"out/3" not in result.stdout
    assert "1 of 4 outputs are as the report says" in result.stdout


def test_what_is_no_report_is_refused(done):
    result = done.run_mpietl("verify", "in/bad.wav", ranks=2).expect(2)
    assert "in/bad.wav" in result.stderr
    done.run_mpietl("verify").expect(2)
