"""The noise of real outputs against an independent one in NumPy and double precision."""

import numpy as np
import pytest

from reference_noise import gaussian
from sounds import read_wav, silence, write_wav

FRAMES = 200_000


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
@pytest.mark.parametrize("name", ["x.wav", "grüße.wav"])
def test_noise_is_the_documented_one(work, seed, name):
    write_wav(work / name, silence(FRAMES))
    work.etl(name, "--seed", str(seed), "--transform", "gaussian_noise:stddev=1")
    noise = read_wav(work / name.replace(".wav", "-transformed.wav"))
    expected = gaussian(name.encode(), seed, 0, FRAMES)
    assert np.abs(noise - expected).max() < 1e-3  # near u = 1 a float has few digits of 1 - u
    assert np.abs(noise - expected).mean() < 1e-6
