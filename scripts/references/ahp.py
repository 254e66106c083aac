"""Writes tests/golden/ahp.json: pairwise matrices with everything that is said of them.

    python3 -m venv venv && venv/bin/pip install numpy scipy
    venv/bin/python scripts/references/ahp.py
    venv/bin/python scripts/references/ahp.py --package   # 10,000 matrices through the built package

Eigenvectors are LAPACK's (numpy.linalg.eig). The indices are computed from the definitions of their
papers by plain loops over pairs, triads and pairs of pairs; circular triads are counted by trying the
orders of each triad; efficiency is decided by the linear program of Bozoki & Fulop (2018), not by the
digraph that the library uses, of the eigenvector, the row means and the weights 1, 2, ..., n; least squares are the best of many random starts of
scipy.optimize.least_squares. Judgements are on Saaty's scale, some matrices are nearly consistent,
most are not.

Papers: Crawford & Williams 1985 (geometric mean), Aguaron & Moreno-Jimenez 2003 (GCI), Koczkodaj 1993,
Pelaez & Lamata 2003 (CI*), Golden & Wang 1989, Stein & Mizzi 2007 (harmonic), Kendall & Babington Smith
1940 (circular triads), Siraj, Mikhailov & Keane 2015 (congruence, dissonance), Bana e Costa & Vansnick
2008 (order preservation), Tomashevskii 2015 (errors), Chu, Kalaba & Spingarn 1979 (least squares).
"""

import itertools
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares, linprog

ROOT = Path(__file__).resolve().parents[2]
STEPS = [f"1/{k}" for k in range(9, 1, -1)] + [str(k) for k in range(1, 10)]
VALUES = np.array([eval(step) for step in STEPS])


def judged(rng, n, noise):
    """The upper triangle of a matrix: free steps, or those nearest to noisy weights."""
    pairs = list(itertools.combinations(range(n), 2))
    if noise is None:
        return [STEPS[k] for k in rng.integers(0, len(STEPS), len(pairs))]
    w = np.exp(rng.uniform(-1.1, 1.1, n))
    ratios = [np.log(w[i] / w[j]) + rng.normal(0, noise) for i, j in pairs]
    return [STEPS[int(np.argmin(np.abs(np.log(VALUES) - r)))] for r in ratios]


def matrix(upper, n):
    a = np.ones((n, n))
    for (i, j), step in zip(itertools.combinations(range(n), 2), upper):
        a[i, j] = eval(step)
        a[j, i] = 1 / a[i, j]
    return a


def eigenvector(a):
    values, vectors = np.linalg.eig(a)
    k = int(np.argmax(values.real))
    w = np.abs(vectors[:, k].real)
    return w / w.sum(), float(values[k].real)


def share(w):
    return w / w.sum()


def triads(n):
    return itertools.combinations(range(n), 3)


def indices(a):
    n = len(a)
    g = share(np.exp(np.log(a).mean(axis=1)))
    if n < 3:
        return {"gci": 0.0, "koczkodaj": 0.0, "pelaezLamata": 0.0, "goldenWang": 0.0, "harmonic": 0.0}
    gci = sum(np.log(a[i, j] * g[j] / g[i]) ** 2 for i, j in itertools.combinations(range(n), 2))
    koczkodaj = max(
        1 - min(a[i, j] * a[j, k] / a[i, k], a[i, k] / (a[i, j] * a[j, k])) for i, j, k in triads(n)
    )
    det = [a[i, k] / (a[i, j] * a[j, k]) + a[i, j] * a[j, k] / a[i, k] - 2 for i, j, k in triads(n)]
    s = a.sum(axis=0)
    return {
        "gci": 2 / ((n - 1) * (n - 2)) * gci,
        "koczkodaj": koczkodaj,
        "pelaezLamata": float(np.mean(det)),
        "goldenWang": float(np.abs(a / s - g[:, None]).sum() / n),
        "harmonic": (n / (1 / s).sum() - n) * (n + 1) / (n * (n - 1)),
    }


def ordinal(a):
    n = len(a)
    circular = tied = 0
    for t in triads(n):
        if any(a[i, j] > 1 and a[j, k] > 1 and a[k, i] > 1 for i, j, k in itertools.permutations(t)):
            circular += 1
        elif any(a[i, j] == 1 and np.sign(np.log(a[i, k])) != np.sign(np.log(a[j, k])) for i, j, k in itertools.permutations(t)):
            tied += 1
    congruence, dissonance = [], []
    for i, j in itertools.combinations(range(n), 2):
        for k in set(range(n)) - {i, j}:
            direct, indirect = np.log(a[i, j]), np.log(a[i, k] * a[k, j])
            congruence.append(abs(direct - indirect))
            dissonance.append(direct * indirect < 0 and abs(direct) > 1e-9 and abs(indirect) > 1e-9)
    mean = lambda values: float(np.mean(values)) if values else 0.0
    return {"circular": circular, "tied": tied, "congruence": mean(congruence), "dissonance": mean(dissonance)}


def order(a, w):
    """How often the order, and the order of intensity, of preferences is turned round."""
    n = len(a)
    pairs = [(a[i, j], w[i] / w[j]) for i in range(n) for j in range(n) if a[i, j] > 1]
    pop = sum(ratio <= 1 + 1e-10 for _, ratio in pairs)
    poip = sum(
        x > y * (1 + 1e-9) and u <= v * (1 + 1e-10) for x, u in pairs for y, v in pairs
    )
    return {"pop": int(pop), "poip": int(poip)}


def efficient(a, w):
    """The linear program of Bozoki & Fulop (2018), eq. 10-15: no slack to gain means efficient."""
    n = len(a)
    b, v = np.log(a), np.log(w)
    rows, right, equal, equals, pairs = [], [], [], [], []
    for i in range(n):
        for j in range(n):
            gap = v[i] - v[j] - b[i, j]
            if i < j and abs(gap) < 1e-9:
                row = np.zeros(n)
                row[i], row[j] = 1, -1
                equal.append(row)
                equals.append(v[i] - v[j])
            elif gap >= 1e-9:
                pairs.append((i, j))
    for k, (i, j) in enumerate(pairs):
        row = np.zeros(n + len(pairs))
        row[j], row[i] = 1, -1
        rows.append(row)
        right.append(-b[i, j])
        row = np.zeros(n + len(pairs))
        row[i], row[j], row[n + k] = 1, -1, 1
        rows.append(row)
        right.append(v[i] - v[j])
    if not pairs:
        return True
    fixed = np.zeros(n + len(pairs))
    fixed[0] = 1
    equal = [np.concatenate([row, np.zeros(len(pairs))]) for row in equal] + [fixed]
    found = linprog(
        np.concatenate([np.zeros(n), -np.ones(len(pairs))]),
        A_ub=np.array(rows),
        b_ub=right,
        A_eq=np.array(equal),
        b_eq=equals + [0],
        bounds=[(None, None)] * n + [(0, None)] * len(pairs),
    )
    assert found.status == 0, found.message
    return bool(-found.fun < 1e-7)


def squares(a, rng):
    n = len(a)

    def rest(v):
        v = np.append(v, 0)
        return (a - np.exp(v[:, None] - v[None, :])).ravel()

    ends = []
    for _ in range(60):
        try:
            found = least_squares(rest, rng.normal(size=n - 1) * 1.2, xtol=1e-15, ftol=1e-15, gtol=1e-15)
        except (ValueError, FloatingPointError):
            continue
        ends.append((2 * found.cost, found.x))
    best = min(cost for cost, _ in ends)
    places = []
    for cost, x in ends:
        if cost <= best * (1 + 1e-7) and all(np.abs(x - y).max() > 1e-3 for y in places):
            places.append(x)
    return {"objective": best, "minima": len(places)}


# Inefficient eigenvectors: Bozoki & Fulop (2018), section 1; Blanquero et al. (2006), section 3; and
# the family of Bozoki (2014), whose row of p and cycle of q make it however near to consistency.
INEFFICIENT = [
    "1 4 9 7 5 4",
    "2 6 2 4 3 1/2",
    "2 2 2 3 1/3 3",
    "2 2 2 2 2 1 1/2 2 1 2",
]
# Cycles of strong preferences: several least squares.
CYCLES = ["9 1/9 9", "4 1/4 4", "6 1/7 8"]


def size(upper):
    return int(round((1 + np.sqrt(1 + 8 * len(upper))) / 2))


def one(rng, upper, full):
    n = size(upper)
    a = matrix(upper, n)
    w, lam = eigenvector(a)
    entry = {"n": n, "upper": " ".join(upper), "lambda": lam, "eigenvector": list(w)}
    if not full:
        return entry
    errors = np.sqrt((((a * w) * n / lam - w[:, None]) ** 2).sum(axis=1) / (n - 1))
    entry |= {
        "geometricMean": list(share(np.exp(np.log(a).mean(axis=1)))),
        "columnMean": list((a / a.sum(axis=0)).mean(axis=1)),
        "rowMean": list(a.sum(axis=1) / a.sum()),
        "errors": list(errors),
        "indices": indices(a),
        "ordinal": ordinal(a),
        "order": order(a, w),
        "efficient": [
            efficient(a, v) for v in (w, share(a.sum(axis=1)), share(np.arange(1.0, n + 1)))
        ],
    }
    if n <= 6:
        entry["leastSquares"] = squares(a, rng)
    return entry


def write():
    rng = np.random.default_rng(20240601)
    matrices = []
    for n in range(2, 16):
        for k in range(21):
            matrices.append(one(rng, judged(rng, n, [None, 0.3, 0.8][k % 3]), k < 9))
    matrices += [one(rng, upper.split(), True) for upper in INEFFICIENT + CYCLES]
    path = ROOT / "tests" / "golden" / "ahp.json"
    lines = ",\n".join(json.dumps(entry) for entry in matrices)
    path.write_text(f"[\n{lines}\n]\n")
    print(f"{len(matrices)} matrices, {path.stat().st_size} bytes")


THROUGH_PACKAGE = """
import { PairwiseMatrix } from "./pkg/entry/index.js";
import { readFileSync } from "node:fs";
const results = JSON.parse(readFileSync(0, "utf8")).map((upper) => {
  const { weights, lambdaMax, converged } = PairwiseMatrix.fromUpperTriangle(upper).priorities();
  if (!converged) throw new Error(`not converged: ${upper}`);
  return [lambdaMax, ...weights];
});
process.stdout.write(JSON.stringify(results));
"""


def through_package(count=10_000):
    rng = np.random.default_rng(1)
    uppers = [judged(rng, 2 + k % 14, [None, 0.3, 0.8][k % 3]) for k in range(count)]
    done = subprocess.run(
        ["node", "--input-type=module", "-e", THROUGH_PACKAGE],
        input=json.dumps(uppers),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    worst_weight = worst_lambda = 0.0
    for k, (upper, (lam, *weights)) in enumerate(zip(uppers, json.loads(done.stdout))):
        w, l = eigenvector(matrix(upper, 2 + k % 14))
        worst_weight = max(worst_weight, float(np.abs(w - weights).max()))
        worst_lambda = max(worst_lambda, abs(lam / l - 1))
    print(f"{count} matrices: weights within {worst_weight:.2e}, eigenvalues within {worst_lambda:.2e}")


if __name__ == "__main__":
    np.seterr(all="ignore")
    if "--package" in sys.argv:
        through_package()
    else:
        write()
