"""Eigenvectors of 10,000 random judgement matrices by LAPACK (numpy.linalg.eig).

    python3 -m venv venv && venv/bin/pip install numpy
    venv/bin/python scripts/references/ahp_eigenvectors.py

Writes tests/golden/ahp_eigenvectors.bin: for each matrix the largest eigenvalue and the weights, which
sum to 1, as 64-bit floats, the lowest byte first. The matrices are not in the file: they follow from
their number, here and in tests/integration/ahp_lapack.rs, by the generator splitmix64 (Steele, Lea and
Flood 2014). Matrix k has 2 + k mod 14 criteria; its judgements are steps of Saaty's scale for one half
of the matrices, and ratios of two whole numbers from 1 to 1000 for the other.
"""

import pathlib
import struct

import numpy as np

COUNT = 10_000
MASK = (1 << 64) - 1
FILE = pathlib.Path(__file__).parents[2] / "tests" / "golden" / "ahp_eigenvectors.bin"


def splitmix64(state):
    """Yields whole numbers below 2**64."""
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        mixed = state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        yield mixed ^ (mixed >> 31)


def judgements(k):
    """Returns matrix k."""
    size = 2 + k % 14
    numbers = splitmix64(k)
    matrix = np.ones((size, size))
    for i in range(size):
        for j in range(i + 1, size):
            if (k // 14) % 2 == 0:
                step = next(numbers) % 17
                value = step - 7.0 if step >= 8 else 1.0 / (9.0 - step)
            else:
                value = (next(numbers) % 1000 + 1.0) / (next(numbers) % 1000 + 1.0)
            matrix[i, j] = value
            matrix[j, i] = 1.0 / value
    return matrix


def main():
    pieces = []
    for k in range(COUNT):
        values, vectors = np.linalg.eig(judgements(k))
        place = int(np.argmax(values.real))
        weights = np.abs(vectors[:, place].real)
        numbers = [values[place].real, *(weights / weights.sum())]
        pieces.append(struct.pack(f"<{len(numbers)}d", *numbers))
    FILE.write_bytes(b"".join(pieces))


if __name__ == "__main__":
    main()
