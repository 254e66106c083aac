"""Writes reference bits of the seeded generator, from the definitions in the papers.

SplitMix64: Steele, Lea & Flood (2014), figure 16. xoshiro256++: Blackman & Vigna (2021), figure 1.
"""

MASK = (1 << 64) - 1


def splitmix(state):
    """The generator of figure 16, started at `state`."""
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def xoshiro(words):
    """The generator with the ++ scrambler, started at four words."""
    s = list(words)
    while True:
        yield (rotl((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)


def stream(seed, number):
    words = splitmix((next(splitmix(seed)) + number) & MASK)
    return xoshiro([next(words) for _ in range(4)])


for seed, number in [(0, 0), (42, 0), (42, 7)]:
    bits = stream(seed, number)
    print(f"({seed}, {number}, [{', '.join(f'{next(bits):#018x}' for _ in range(3))}]),")
