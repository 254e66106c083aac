"""Writes tests/golden/random_index_incomplete.json: random indices of some incomplete matrices.

    python3 -m venv venv && venv/bin/pip install numpy
    venv/bin/python scripts/references/random_index_incomplete.py

The simulation of Ágoston & Csató (2022), Omega 108, 102576: judgements drawn from 1/9, 1/8, ..., 1,
..., 9 with equal chances, the missing ones chosen so that the largest eigenvalue is smallest, the mean
of (lambda - n)/(n - 1). Cyclic coordinates of Bozóki, Fülöp & Rónyai (2010), each minimised by golden
section, with eigenvalues of LAPACK: nothing of it is how the library does it.
"""

import json
from pathlib import Path

import numpy as np

DRAWS = 40_000
SHAPES = [
    (4, [(0, 1)]),
    (4, [(0, 1), (1, 2)]),
    (4, [(0, 1), (2, 3)]),
    (5, [(0, 1)]),
    (5, [(0, 1), (1, 2), (0, 2)]),
    (6, [(0, 1)]),
    (6, [(0, 1), (2, 3), (4, 5)]),
]
GOLDEN = (np.sqrt(5) - 1) / 2


def largest(matrices):
    return np.linalg.eigvals(matrices).real.max(axis=1)


def with_value(matrices, pair, logarithms):
    i, j = pair
    changed = matrices.copy()
    changed[:, i, j] = np.exp(logarithms)
    changed[:, j, i] = np.exp(-logarithms)
    return changed


def minimise(matrices, pair):
    """Golden section over ln x from -6 to 6 (judgements are at most ln 9 = 2.2 each way)."""
    low = np.full(len(matrices), -6.0)
    high = np.full(len(matrices), 6.0)
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    f_left, f_right = (largest(with_value(matrices, pair, x)) for x in (left, right))
    for _ in range(26):
        smaller = f_left < f_right
        high, low = np.where(smaller, right, high), np.where(smaller, low, left)
        fresh = np.where(smaller, high - GOLDEN * (high - low), low + GOLDEN * (high - low))
        f_fresh = largest(with_value(matrices, pair, fresh))
        left, right, f_left, f_right = (
            np.where(smaller, fresh, right),
            np.where(smaller, left, fresh),
            np.where(smaller, f_fresh, f_right),
            np.where(smaller, f_left, f_fresh),
        )
    return with_value(matrices, pair, (low + high) / 2)


def simulate(n, missing, generator):
    scale = np.array([1 / k for k in range(9, 1, -1)] + list(range(1, 10)))
    matrices = np.ones((DRAWS, n, n))
    for i in range(n):
        for j in range(i + 1, n):
            drawn = generator.choice(scale, DRAWS)
            matrices[:, i, j], matrices[:, j, i] = drawn, 1 / drawn
    for i, j in missing:
        matrices = with_value(matrices, (i, j), np.zeros(DRAWS))
    before = np.full(DRAWS, np.inf)
    for _ in range(30):
        for pair in missing:
            matrices = minimise(matrices, pair)
        after = largest(matrices)
        if len(missing) == 1 or (before - after).max() < 1e-5:
            break
        before = after
    index = (largest(matrices) - n) / (n - 1)
    return index.mean(), index.std() / np.sqrt(DRAWS)


def main():
    generator = np.random.default_rng(20220)
    entries = []
    for n, missing in SHAPES:
        mean, error = simulate(n, missing, generator)
        print(n, missing, mean, error, flush=True)
        entries.append({"n": n, "missing": missing, "mean": round(mean, 5), "standardError": round(error, 5)})
    path = Path(__file__).parents[2] / "tests" / "golden" / "random_index_incomplete.json"
    path.write_text(json.dumps({"draws": DRAWS, "entries": entries}, indent=1) + "\n")


if __name__ == "__main__":
    main()
