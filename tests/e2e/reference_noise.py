"""The generator of include/mpietl/audio/random.hpp in NumPy, float64: what the kernel must equal within rounding."""

import numpy as np
import xxhash

LANES = 16


def philox4x32_10(counter, key):
    """Words of shape (4, n) for counters of shape (4, n); Salmon et al., SC'11."""
    c0, c1, c2, c3 = (word.astype(np.uint64) for word in counter)
    k0, k1 = key
    low = np.uint64(0xFFFFFFFF)
    for _ in range(10):
        p0, p1 = np.uint64(0xD2511F53) * c0, np.uint64(0xCD9E8D57) * c2
        c0, c1, c2, c3 = (p1 >> np.uint64(32)) ^ c1 ^ np.uint64(k0), p1 & low, \
                         (p0 >> np.uint64(32)) ^ c3 ^ np.uint64(k1), p0 & low
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack([c0, c1, c2, c3])


def gaussian(identity, seed, place, samples):
    """The first `samples` deviates of the transform at `place`, for the item `identity` (bytes)."""
    digest = xxhash.xxh3_128_intdigest(identity, seed)
    low, high = digest & (2**64 - 1), digest >> 64
    groups = -(-samples // (4 * LANES))
    block = np.arange(groups * LANES, dtype=np.uint64)
    counter = [block & np.uint64(0xFFFFFFFF), block >> np.uint64(32),
               np.full_like(block, high & 0xFFFFFFFF), np.full_like(block, place)]
    words = philox4x32_10(counter, (low & 0xFFFFFFFF, low >> 32)).astype(np.float64)
    deviates = np.empty((groups, 4, LANES))
    for pair in (0, 2):
        uniform = (np.floor(words[pair] / 2) + 0.5) / 2**31
        radius, angle = np.sqrt(-2 * np.log(uniform)), 2 * np.pi * words[pair + 1] / 2**32
        deviates[:, pair] = (radius * np.cos(angle)).reshape(groups, LANES)
        deviates[:, pair + 1] = (radius * np.sin(angle)).reshape(groups, LANES)
    return deviates.reshape(-1)[:samples]
