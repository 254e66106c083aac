"""Writes tests/golden/group_and_certainty.json: group consensus, Kendall's W, critical weights,
fuzzy weights and the best-worst method, by numpy and scipy from the formulas of the papers.

    python3 -m venv venv && venv/bin/pip install numpy scipy
    venv/bin/python scripts/references/group_and_certainty.py

Consensus: Goepel (2013), ISAHP. Kendall's W: Kendall & Babington Smith (1939), by way of Friedman's
statistic of scipy, which is corrected for ties. Critical weights: Triantaphyllou & Sanchez (1997),
Decision Sciences 28, found by a root search on the scores and not by the theorem. Rank counts of the
Monte Carlo: exact volumes of two weights. Fuzzy weights: Buckley (1985), Chang (1996), and
constrained ranges by a general optimiser (SLSQP from every corner). Best-worst: the linear model by
scipy's HiGHS, the nonlinear one by bisection on xi with a feasibility programme.
"""

import itertools
import json
from pathlib import Path

import numpy as np
from scipy.optimize import brentq, linprog, minimize
from scipy.stats import chi2, friedmanchisquare

RANDOM = np.random.default_rng(20240607)


def surprise(p):
    return -p * np.log(p) if p > 0 else 0.0


def entropy(weights):
    return sum(surprise(p) for p in weights)


def consensus(rows, scale=9):
    """S* before clipping; the floor is that of experts who each prefer another criterion."""
    rows = np.array(rows)
    people, n = rows.shape
    diversity = np.exp(entropy(rows.mean(0)) - np.mean([entropy(row) for row in rows]))
    # The floor, from the weights themselves rather than from the closed form.
    if people < n:
        opposed = np.ones((people, n))
        opposed[np.arange(people), np.arange(people)] = scale
        opposed /= n + scale - 1
        most = np.exp(entropy(opposed.mean(0)) - np.mean([entropy(row) for row in opposed]))
    else:
        single = np.array([scale] + [1] * (n - 1)) / (n + scale - 1)
        most = np.exp(np.log(n) - entropy(single))
    floor = 1 / most
    return (1 / diversity - floor) / (1 - floor)


def shares(people, n):
    rows = RANDOM.gamma(0.7, size=(people, n)) + 0.02
    return (rows / rows.sum(1, keepdims=True)).tolist()


def consensus_cases():
    cases = []
    for people, n in [(2, 2), (2, 5), (3, 5), (3, 3), (4, 3), (7, 4), (5, 9)]:
        weights = shares(people, n)
        cases.append({"weights": weights, "unclipped": consensus(weights)})
    return cases


def concordance_cases():
    cases = []
    for judges, items, levels in [(3, 4, 99), (5, 6, 3), (4, 9, 4), (12, 5, 2)]:
        ratings = RANDOM.integers(0, levels, size=(judges, items)).astype(float)
        statistic = friedmanchisquare(*ratings.T).statistic
        cases.append({
            "ratings": ratings.tolist(),
            "w": statistic / (judges * (items - 1)),
            "chiSquared": statistic,
            "pValue": chi2.sf(statistic, items - 1),
        })
    return cases


# The data of the example of Triantaphyllou & Sanchez (1997) as it is commonly quoted; every figure
# that follows from them is computed here.
WEIGHTS = [0.3277, 0.3058, 0.2876, 0.0790]
VALUES = [
    [0.3088, 0.2897, 0.3867, 0.1922],
    [0.2163, 0.3458, 0.1755, 0.6288],
    [0.4509, 0.2473, 0.1194, 0.0575],
    [0.0240, 0.1172, 0.3184, 0.1215],
]


def score(values, weights, product):
    values, weights = np.array(values), np.array(weights) / np.sum(weights)
    return np.exp(np.log(values) @ weights) if product else values @ weights


def critical_cases():
    cases = []
    for values, weights, product in [
        (VALUES, WEIGHTS, False),
        (VALUES, WEIGHTS, True),
        (RANDOM.uniform(0.1, 1, size=(5, 3)).tolist(), [5, 3, 2], False),
        (RANDOM.uniform(0.1, 1, size=(5, 3)).tolist(), [5, 3, 2], True),
    ]:
        share = np.array(weights) / np.sum(weights)
        changes = []
        for k in range(len(weights)):
            for i, j in itertools.combinations(range(len(values)), 2):
                def gap(weight, k=k, i=i, j=j):
                    moved = share * (1 - weight) / (1 - share[k])
                    moved[k] = weight
                    scores = np.array(values)
                    scores = np.log(scores) @ moved if product else scores @ moved
                    return scores[i] - scores[j]
                # Between 0 and 1 there is one root at most: the gap is linear in the weight.
                if gap(0.0) * gap(1.0) > 0:
                    continue
                weight = brentq(gap, 0.0, 1.0, xtol=1e-15, rtol=1e-15)
                changes.append({"criterion": k, "first": i, "second": j, "newWeight": weight})
        cases.append({
            "values": values, "weights": weights, "product": product,
            "scores": score(values, weights, product).tolist(), "changes": changes,
        })
    return cases


def fuzzy_matrix(n):
    """Reciprocal triangular judgements around random ratios."""
    cells = [[[1.0] * 3 for _ in range(n)] for _ in range(n)]
    for i, j in itertools.combinations(range(n), 2):
        middle = np.exp(RANDOM.normal(0, 0.9))
        low, high = middle * np.exp(-RANDOM.uniform(0, 0.6)), middle * np.exp(RANDOM.uniform(0, 0.6))
        cells[i][j] = [low, middle, high]
        cells[j][i] = [1 / high, 1 / middle, 1 / low]
    return cells


def constrained(cells):
    """The range of every weight by geometric means, by a general optimiser."""
    n = len(cells)
    pairs = list(itertools.combinations(range(n), 2))
    bounds = [(np.log(cells[i][j][0]), np.log(cells[i][j][2])) for i, j in pairs]

    def ln_weight(x, own):
        sums = np.zeros(n)
        for (i, j), value in zip(pairs, x):
            sums[i] += value
            sums[j] -= value
        sums /= n
        return sums[own] - np.log(np.exp(sums).sum())

    ranges = []
    for own in range(n):
        # The logarithm of the weight is concave in x: one search finds the highest value, and the
        # lowest is at a corner.
        middle = [(low + high) / 2 for low, high in bounds]
        found = minimize(lambda x: -ln_weight(x, own), middle, bounds=bounds, method="L-BFGS-B",
                         options={"ftol": 1e-16, "gtol": 1e-12, "maxiter": 10_000})
        low = min(ln_weight(corner, own) for corner in itertools.product(*bounds))
        ranges.append([float(np.exp(low)), float(np.exp(-found.fun))])
    return ranges


def buckley(cells):
    cells = np.array(cells)
    means = np.exp(np.log(cells).mean(1))
    sums = means.sum(0)
    return (means / sums[[2, 1, 0]]).tolist()


def chang(cells):
    rows = np.array(cells).sum(1)
    extents = rows / rows.sum(0)[[2, 1, 0]]

    def possible(own, other):
        if own[1] >= other[1]:
            return 1.0
        if other[0] >= own[2]:
            return 0.0
        return (other[0] - own[2]) / ((own[1] - own[2]) - (other[1] - other[0]))

    degrees = np.array([min(possible(own, other) for other in extents) for own in extents])
    return extents.tolist(), (degrees / degrees.sum()).tolist()


def fuzzy_cases():
    cases = []
    for n in [2, 3, 4, 5, 5]:
        cells = fuzzy_matrix(n)
        extents, weights = chang(cells)
        cases.append({
            "cells": cells, "buckley": buckley(cells), "constrained": constrained(cells),
            "extents": extents, "extentWeights": weights,
        })
    return cases


def rows_of(best, worst, to_others, to_worst):
    """(over, ratio, under) of every comparison."""
    rows = [(best, to_others[j], j) for j in range(len(to_others)) if j != best]
    return rows + [(j, to_worst[j], worst) for j in range(len(to_worst)) if j not in (best, worst)]


def linear(best, worst, to_others, to_worst):
    n = len(to_others)
    left = []
    for over, ratio, under in rows_of(best, worst, to_others, to_worst):
        for sign in (1, -1):
            row = np.zeros(n + 1)
            row[over] += sign
            row[under] -= sign * ratio
            row[n] = -1
            left.append(row)
    found = linprog(np.eye(n + 1)[n], A_ub=left, b_ub=np.zeros(len(left)),
                    A_eq=[[1] * n + [0]], b_eq=[1], method="highs")
    return found.fun, found.x[:n].tolist()


def nonlinear(best, worst, to_others, to_worst):
    """xi by bisection: is there a w_B/w_W that all comparisons allow?"""
    def allowed(xi):
        low, high = to_others[worst] - xi, to_others[worst] + xi
        for j in range(len(to_others)):
            if j in (best, worst):
                continue
            low = max(low, max(to_others[j] - xi, 0) * max(to_worst[j] - xi, 0))
            high = min(high, (to_others[j] + xi) * (to_worst[j] + xi))
        return low <= high

    low, high = 0.0, 10.0
    if allowed(0.0):
        return 0.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if allowed(middle) else (middle, high)
    return high


def best_worst_cases():
    cases = []
    for n in [2, 3, 3, 4, 5, 5, 7, 9, 9, 12]:
        span = int(RANDOM.integers(2, 10))
        best, worst = (int(i) for i in RANDOM.choice(n, 2, replace=False))
        to_others = RANDOM.integers(1, span + 1, n).astype(float)
        to_worst = RANDOM.integers(1, span + 1, n).astype(float)
        to_others[best] = to_worst[worst] = 1.0
        to_others[worst] = to_worst[best] = float(span)
        xi, weights = linear(best, worst, to_others, to_worst)
        cases.append({
            "best": best, "worst": worst, "bestToOthers": to_others.tolist(),
            "othersToWorst": to_worst.tolist(), "xi": xi, "weights": weights,
            "xiStar": nonlinear(best, worst, to_others, to_worst),
        })
    return cases


def error_bands():
    """Tomashevskii (2015) for Saaty's judgements on the best city to live in (2004)."""
    upper = [1 / 5, 3, 1 / 2, 5, 7, 1, 7, 1 / 4, 3, 7]
    n = 5
    matrix = np.eye(n)
    for (i, j), value in zip(itertools.combinations(range(n), 2), upper):
        matrix[i, j], matrix[j, i] = value, 1 / value
    values, vectors = np.linalg.eig(matrix)
    largest = values.real.argmax()
    weights = np.abs(vectors[:, largest].real)
    weights /= weights.sum()
    estimates = matrix * weights * n / values.real[largest]
    return {"upperTriangle": upper, "weights": weights.tolist(),
            "errors": estimates.std(axis=1, ddof=1).tolist()}


def main():
    parts = {
        "consensus": consensus_cases(), "concordance": concordance_cases(),
        "critical": critical_cases(), "fuzzy": fuzzy_cases(), "bestWorst": best_worst_cases(),
        "errors": [error_bands()],
    }
    path = Path(__file__).parents[2] / "tests" / "golden" / "group_and_certainty.json"
    body = [
        f'"{name}": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]"
        for name, cases in parts.items()
    ]
    path.write_text("{" + ",\n".join(body) + "}\n")


if __name__ == "__main__":
    main()
