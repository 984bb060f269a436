"""Integer output: scaled by 2^(bits-1), rounded half to even, saturated, with saturated samples counted."""

import numpy
import pytest
import soundfile

from sounds import RATE, sine

FRAMES = 400_000
BITS = {"PCM_16": 16, "PCM_24": 24, "PCM_U8": 8, "PCM_32": 32}


@pytest.fixture(scope="module", params=BITS)
def pair(request, shared):
    """Bits, float output and integer output of two files with the same samples and name."""
    bits, subtype = BITS[request.param], request.param
    step = 2.0 ** (1 - min(bits, 24))
    samples = numpy.clip(numpy.rint(sine(FRAMES, amplitude=1.0) / step) * step, -1, 1 - step)
    outputs = []
    for kind in ("FLOAT", subtype):
        folder = shared / f"{subtype}-{kind}"
        folder.mkdir()
        soundfile.write(str(folder / "x.wav"), samples, RATE, kind)
        shared.etl(folder.name, report=folder.name + ".h5")
        outputs.append(str(folder / "x-transformed.wav"))
    row = shared.report(folder.name + ".h5").row(f"{folder.name}/x.wav")
    return bits, soundfile.read(outputs[0])[0], soundfile.read(outputs[1], dtype="int32")[0], row


def quantised(samples, bits):
    """Integers for samples in full scale, and how many of them do not fit."""
    exact = numpy.rint(samples * 2.0 ** (bits - 1))
    limits = -(2.0 ** (bits - 1)), 2.0 ** (bits - 1) - 1
    kept = numpy.clip(exact, *limits)
    return kept.astype(numpy.int64), int((kept != exact).sum())


def test_integers_are_the_rounded_floats(pair):
    bits, floats, integers, _ = pair
    assert numpy.array_equal(integers.astype(numpy.int64) >> (32 - bits), quantised(floats, bits)[0])


def test_saturated_samples_are_counted(pair):
    bits, floats, _, row = pair
    expected = quantised(floats, bits)[1]
    assert expected > 1000
    assert row.saturated == expected


def test_float_output_saturates_nothing(work):
    soundfile.write(str(work / "x.wav"), sine(FRAMES, amplitude=1.0), RATE, "FLOAT")
    assert work.etl("x.wav").row("x.wav").saturated == 0
