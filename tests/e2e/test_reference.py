"""The noise of real outputs, compared with an independent implementation in NumPy and double precision."""

import numpy as np
import pytest

from reference_noise import ars, gaussian
from sounds import read_wav, silence, write_wav

FRAMES = 200_000


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
@pytest.mark.parametrize("name", ["x.wav", "grüße.wav"])
def test_noise_matches_the_documentation(work, seed, name):
    write_wav(work / name, silence(FRAMES))
    work.etl(name, "--seed", str(seed), "--transform", "gaussian_noise:stddev=1")
    noise = read_wav(work / name.replace(".wav", "-transformed.wav"))
    expected = gaussian(name.encode(), seed, 0, FRAMES)
    assert np.abs(noise - expected).max() < 1e-6
    assert np.abs(noise / expected - 1).max() < 1e-6


def test_generator_gives_published_answers():
    # From kat_vectors of the Random123 distribution, as pairs of 32-bit words.
    counter, key = (0x85A308D3243F6A88, 0x0370734413198A2E), (0x299F31D0A4093822, 0xEC4E6C89082EFA98)
    expected = [0x8357AD74A516E7D6, 0x8763FFF35B59B3EC]
    assert ars(np.array([counter], np.uint64), key, rounds=10).tolist() == [expected]
