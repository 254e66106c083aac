"""Writes tests/golden/ranking.json: six ranking methods on made-up data, by NumPy.

    python3 -m venv venv && venv/bin/pip install numpy
    venv/bin/python scripts/references/ranking.py

Formulas of the papers on whole arrays, none of the library's scales and passes: Hwang & Yoon (1981),
section 2.4 for the normalisations, 3.2.2 for the sum and the product, 3.2.7 for TOPSIS; Opricovic &
Tzeng (2004), section 2, for VIKOR; Deng (1989) for the grey relational grade; Zavadskas et al.
(2012) for WASPAS. Of targets and intervals, of constant columns and of weights of 0 the papers say
nothing; there the rules are those that the library documents: the distance d to the target or the
interval, 1 - d / max d or (max d - d); for ratios the ratio to the nearest good value; a constant
column is fully met; a criterion of weight 0 is left out.
"""

import json
from pathlib import Path

import numpy as np

SCALINGS = ["minmax", "maxRatio", "sum", "vector"]


def distance(x, direction):
    lower, upper = ends(direction)
    return np.where(x < lower, lower - x, np.where(x > upper, x - upper, 0.0))


def ends(direction):
    if "target" in direction:
        return direction["target"], direction["target"]
    return direction["interval"]


def scaled(x, direction, scaling):
    """A column on its scale, more is better, and the best there is."""
    m = len(x)
    benefit, cost = direction == "benefit", direction == "cost"
    plain = benefit or cost
    good = x if benefit else -x if cost else -distance(x, direction)
    if np.ptp(good) == 0:
        met = {"minmax": 1.0, "maxRatio": 1.0, "sum": 1 / m, "vector": 1 / np.sqrt(m)}[scaling]
        if cost and scaling == "vector":
            met = 1 - met
        return np.full(m, met), met
    if scaling == "minmax":
        if plain:
            return (good - good.min()) / np.ptp(good), 1.0
        return 1 + good / -good.min(), 1.0
    if scaling == "maxRatio":
        if benefit:
            return x / x.max(), 1.0
        if cost:
            return x.min() / x, 1.0
        nearest = np.clip(x, *ends(direction))
        return np.minimum(x, nearest) / np.maximum(x, nearest), 1.0
    closeness = x if benefit else 1 / x if cost else good - good.min()
    if scaling == "sum":
        y = closeness / closeness.sum()
        return y, y.max() if plain else -good.min() / closeness.sum()
    if cost:
        y = 1 - x / np.linalg.norm(x)
        return y, y.max()
    y = closeness / np.linalg.norm(closeness)
    return y, y.max() if plain else -good.min() / np.linalg.norm(closeness)


def columns(case, scaling):
    """The scaled matrix, the best values and the weights, without what does not count."""
    x = np.array(case["rows"], dtype=float)
    w = np.array(case["weights"], dtype=float)
    kept = [j for j in range(len(w)) if w[j] > 0]
    pairs = [scaled(x[:, j], case["directions"][j], scaling) for j in kept]
    y = np.column_stack([column for column, _ in pairs])
    return y, np.array([best for _, best in pairs]), w[kept] / w.sum(), kept


def weighted_sum(case, scaling):
    y, _, w, _ = columns(case, scaling)
    return y @ w


def weighted_product(case):
    y, _, w, _ = columns(case, "maxRatio")
    return np.prod(y**w, axis=1)


def topsis(case, scaling, order):
    y, best, w, _ = columns(case, scaling)
    ideal = np.linalg.norm((best - y) * w, ord=order, axis=1)
    anti = np.linalg.norm((y - y.min(axis=0)) * w, ord=order, axis=1)
    return {"scores": anti / (ideal + anti), "ideal": ideal, "antiIdeal": anti}


def vikor(case, v):
    y, _, w, _ = columns(case, "minmax")
    regret = w * (1 - y)
    s, r = regret.sum(axis=1), regret.max(axis=1)

    def within(z):
        return (z - z.min()) / np.ptp(z)

    return {"s": s, "r": r, "scores": v * within(s) + (1 - v) * within(r)}


def grey(case, rho, reference=None):
    y, _, w, kept = columns(case, "minmax")
    x = np.array(case["rows"], dtype=float)
    counts = np.ptp(y, axis=0) > 0
    target = np.ones(len(kept))
    if reference is not None:
        # By the scale of the column: two of its values and their places give the line of a benefit
        # or a cost; a target or an interval has its formula.
        for k, j in enumerate(kept):
            if not counts[k]:
                continue
            direction = case["directions"][j]
            if isinstance(direction, dict):
                target[k] = 1 - distance(np.array(reference[j]), direction) / distance(x[:, j], direction).max()
            else:
                a, b = np.argmin(x[:, j]), np.argmax(x[:, j])
                slope = (y[b, k] - y[a, k]) / (x[b, j] - x[a, j])
                target[k] = y[a, k] + slope * (reference[j] - x[a, j])
    delta = np.abs(target - y)
    low, high = delta[:, counts].min(), delta[:, counts].max()
    xi = np.where(counts, (low + rho * high) / (delta + rho * high), 1.0)
    return xi @ w


def results(case):
    found = {}
    positive = case["positive"]
    for scaling in SCALINGS if positive else ["minmax", "vector"]:
        found[f"weightedSum {scaling}"] = weighted_sum(case, scaling)
        for name, order in [("euclidean", 2), ("manhattan", 1)]:
            found[f"topsis {scaling} {name}"] = topsis(case, scaling, order)
    if positive:
        product = weighted_product(case)
        found["weightedProduct"] = product
        for share in (0.0, 0.2, 0.5, 1.0):
            found[f"waspas {share}"] = share * weighted_sum(case, "maxRatio") + (1 - share) * product
    for v in (0.0, 0.5, 0.8, 1.0):
        found[f"vikor {v}"] = vikor(case, v)
    for rho in (0.1, 0.5, 1.0):
        found[f"gra {rho}"] = grey(case, rho)
        found[f"gra {rho} reference"] = grey(case, rho, case["reference"])
    return found


def made_up(seed, m, directions, low, high):
    random = np.random.default_rng(seed)
    n = len(directions)
    return {
        "directions": directions,
        "rows": np.round(random.uniform(low, high, (m, n)), 2),
        "weights": np.round(random.uniform(0.05, 1, n), 2),
        "reference": np.round(random.uniform(low, high, n), 2),
        "positive": low > 0,
    }


def cases():
    every = ["benefit", "cost", {"target": 40.0}, {"interval": [30.0, 45.0]}, "benefit"]
    yield made_up(1, 12, every, 5, 80)
    yield made_up(2, 5, ["benefit", "cost", "cost"], 1, 9)
    yield made_up(3, 9, ["cost", {"target": -3.0}, {"interval": [-2.0, 4.0]}, "benefit"], -10, 10)
    # a target that no value reaches from below, an interval that all values are in
    beyond = made_up(4, 7, [{"target": 120.0}, {"interval": [1.0, 99.0]}, "benefit", "cost"], 5, 80)
    yield beyond
    constant = made_up(5, 6, ["benefit", "cost", "benefit", "cost", {"target": 12.0}], 2, 30)
    constant["rows"][:, 1] = 7.0
    constant["rows"][:, 4] = 9.5
    yield constant
    left_out = made_up(6, 8, ["benefit", "cost", "benefit"], 2, 30)
    left_out["weights"][2] = 0.0
    yield left_out
    yield made_up(7, 16, ["benefit", "cost", "benefit", {"target": 500.0}, "cost", "benefit"], 1, 1000)


def plain(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


lines = [json.dumps(plain({**case, "results": results(case)})) for case in cases()]
path = Path(__file__).resolve().parents[2] / "tests" / "golden" / "ranking.json"
path.write_text("[\n" + ",\n".join(lines) + "\n]\n")
