"""The noise of include/mpietl/audio/random.hpp in NumPy, float64: what the kernel must equal within rounding."""

import numpy as np
import xxhash


def substitution():
    """AES's table of bytes: the inverse in GF(2^8), then the affine map of FIPS 197, 5.1.1."""
    powers = [1]  # of 3
    for _ in range(254):
        powers.append(powers[-1] ^ (powers[-1] << 1) ^ (0x11B if powers[-1] & 0x80 else 0))
    table = np.full(256, 0x63, np.uint8)
    for i, x in enumerate(powers):
        inverse = powers[-i % 255]
        table[x] ^= np.bitwise_xor.reduce([(inverse << n | inverse >> 8 - n) & 0xFF for n in range(5)])
    return table


SUBSTITUTION = substitution()
SHIFT_ROWS = (5 * np.arange(16)) % 16


def ars(counters, key, rounds=7):
    """ARS: counters and results of shape (n, 2), key two numbers of 64 bits; Salmon et al., SC'11."""
    keys = [np.array([(k + r * w) % 2**64 for k, w in zip(key, (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B))],
                     np.uint64).view(np.uint8) for r in range(rounds + 1)]
    state = counters.astype(np.uint64).view(np.uint8).reshape(-1, 16) ^ keys[0]
    for r in range(1, rounds + 1):
        state = SUBSTITUTION[state][:, SHIFT_ROWS]
        if r < rounds:  # mix the columns
            a = state.reshape(-1, 4, 4)
            b, c, d = (np.roll(a, -n, axis=2) for n in (1, 2, 3))
            twice = ((a ^ b) << 1) ^ np.where((a ^ b) & 0x80, 0x1B, 0).astype(np.uint8)
            state = (twice ^ b ^ c ^ d).reshape(-1, 16)
        state = state ^ keys[r]
    return np.ascontiguousarray(state).view(np.uint64)


def gaussian(identity, seed, place, samples):
    """The first `samples` deviates of the transform at `place`, for the item `identity` (bytes)."""
    digest = xxhash.xxh3_128_intdigest(identity, seed)
    groups = -(-samples // 64)
    counters = np.full((groups * 16, 2), place, np.uint64)
    counters[:, 0] = np.arange(groups * 16)
    words = ars(counters, (digest % 2**64, digest >> 64)).view(np.uint32).reshape(groups, 2, 2, 16)
    first, second = words[:, :, 0], words[:, :, 1]
    # The kernel's u is a float: near 1 it has 24 bits.
    u = ((first & 0x7FFFFFFF).astype(np.float32) + np.float32(0.5)).astype(np.float64) / 2**31
    angle = np.pi / 4 * (second << 1).view(np.int32) / 2**31
    radius = np.sqrt(-2 * np.log(u))
    x = radius * np.cos(angle) * np.where(first >> 31, -1, 1)
    y = radius * np.sin(angle)
    exchange = (second >> 31).astype(bool)
    pairs = np.stack([np.where(exchange, y, x), np.where(exchange, x, y)], axis=2)
    return pairs.reshape(-1)[:samples]


def draw(identity, seed, place, number):
    """Draw `number` of the transform at `place`, as include/mpietl/audio/random.hpp says."""
    digest = xxhash.xxh3_128_intdigest(identity, seed)
    block = ars(np.array([[number, 1 << 32 | place]], np.uint64), (digest % 2**64, digest >> 64))
    return (int(block[0, 0]) >> 11) / 2**53
