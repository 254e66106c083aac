"""Writes tests/golden/data_weights.json: weights, conversions and trees of made-up data, with NumPy and SciPy.

From the papers: CRITIC (Diakoulaki et al. 1995, eq. 5-7), MEREC (Keshavarz-Ghorabaee et al. 2021, eq.
2-6), Gini (1912), principal components (Jolliffe 2002), multiple correlations by regression, the
equations of the game (solved by NumPy, or by SciPy's NNLS), relative entropy and least squares minimised
numerically, deviations summed up over all pairs; conversions after the rules of the State Council's
SASAC (2006) and Peng, Yuan and Hui (2007); Cronbach (1951). Needs numpy, scipy.
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize, nnls
from scipy.stats import spearmanr

ROOT = Path(__file__).resolve().parents[2]
random = np.random.default_rng(20240331)


def share(values):
    return values / values.sum()


def scaled(x, cost):
    low, high = x.min(0), x.max(0)
    return np.where(cost, (high - x) / (high - low), (x - low) / (high - low))


def critic(x, cost, kind, absolute, contrast):
    z = scaled(x, cost)
    r = np.corrcoef(z.T) if kind == "pearson" else np.atleast_2d(spearmanr(z).statistic)
    spread = {
        "deviation": z.std(0, ddof=1),
        "rawDeviation": x.std(0, ddof=1),
        "variation": x.std(0, ddof=1) / abs(x.mean(0)),
    }[contrast]
    return share(spread * (1 - (abs(r) if absolute else r)).sum(0))


def merec(x, cost):
    n = x.shape[1]
    logs = abs(np.log(np.where(cost, x / x.max(0), x.min(0) / x)))
    s = np.log(1 + logs.sum(1) / n)
    removed = [np.log(1 + np.delete(logs, j, axis=1).sum(1) / n) for j in range(n)]
    return share(np.array([abs(without - s).sum() for without in removed]))


def gini(x):
    m = len(x)
    return share(abs(x[:, None, :] - x[None, :, :]).sum((0, 1)) / (2 * m * m * x.mean(0)))


def pca(x, cost, limit):
    values, vectors = np.linalg.eigh(np.corrcoef(scaled(x, cost).T))
    values, vectors = values[::-1], vectors[:, ::-1]
    vectors = vectors * np.where(vectors.sum(0) < 0, -1, 1)
    p = int(np.searchsorted(np.cumsum(values) / values.sum(), limit - 1e-12)) + 1
    kept, u = values[:p], vectors[:, :p]
    return {
        "eigenvalues": values.tolist(),
        "components": p,
        "signed": (u @ kept / kept.sum()).tolist(),
        "communality": share((u**2) @ kept).tolist(),
        "loading": share((abs(u) * np.sqrt(kept)) @ kept).tolist(),
    }


def independence(x):
    m, n = x.shape
    found = []
    for j in range(n):
        others = np.column_stack([np.ones(m), np.delete(x, j, axis=1)])
        fitted = others @ np.linalg.lstsq(others, x[:, j], rcond=None)[0]
        found.append(np.corrcoef(fitted, x[:, j])[0, 1])
    return share(1 / np.array(found))


def minimised(f, n):
    """The minimum of f over weights that sum up to 1, by their logarithms up to a constant."""
    g = lambda free: f(np.exp(np.append(free, 0)) / np.exp(np.append(free, 0)).sum())
    best = minimize(g, np.zeros(n - 1), method="BFGS", options={"gtol": 1e-10})
    return share(np.exp(np.append(best.x, 0)))


def combined(sets, x, cost):
    w = np.array(sets)
    k, n = w.shape
    g = w @ w.T
    alpha = np.linalg.solve(g, np.diag(g))
    bound, _ = nnls(g, np.diag(g))
    z = scaled(x, cost)
    pairs = abs(z[:, None, :] - z[None, :, :]).sum((0, 1))
    told = w @ pairs
    entropy = lambda v: sum((v * np.log(v / row)).sum() for row in w) / k
    squares = lambda v: sum((((row - v) * x) ** 2).sum() for row in w) / (x**2).sum()
    return {
        "linear": w.mean(0).tolist(),
        "multiplicative": share(w.prod(0)).tolist(),
        "alpha": alpha.tolist(),
        "gameTheory": (share(bound) @ w).tolist(),
        "absolute": (share(abs(alpha)) @ w).tolist(),
        "relativeEntropy": minimised(entropy, n).tolist(),
        "leastSquares": minimised(squares, n).tolist(),
        "deviationMaximisation": (share(told) @ w).tolist(),
    }


def matrix(m, n):
    base = random.lognormal(1.0, 0.6, (m, 1))
    return np.round(base ** random.uniform(-0.3, 1.2, n) * random.lognormal(0.5, 0.4, (m, n)), 3)


def data(m, n):
    x = matrix(m, n)
    cost = random.random(n) < 0.4
    critics = [
        {"correlation": kind, "absolute": absolute, "contrast": contrast, "weights": critic(x, cost, kind, absolute, contrast).tolist()}
        for kind in ["pearson", "spearman"]
        for absolute in [False, True]
        for contrast in ["deviation", "rawDeviation", "variation"]
    ]
    sets = [share(random.random(n) + 0.05).tolist() for _ in range(min(n, int(random.integers(2, 4))))]
    deviations = x.std(0, ddof=1)
    return {
        "rows": x.tolist(),
        "cost": cost.tolist(),
        "critic": critics,
        "merec": merec(x, cost).tolist(),
        "deviation": share(scaled(x, cost).std(0, ddof=1)).tolist(),
        "rawDeviation": share(deviations).tolist(),
        "variation": share(deviations / abs(x.mean(0))).tolist(),
        "gini": gini(x).tolist(),
        "pca": [{"share": limit, **pca(x, cost, limit)} for limit in [0.5, 0.85, 1.0]],
        "independence": independence(x).tolist(),
        "sets": sets,
        "combined": combined(sets, x, cost),
    }


def band(x, standards):
    """本档基础分 + 调整分, for a weight of 100; standards fall from the best to the worst."""
    levels = [1.0, 0.8, 0.6, 0.4, 0.2]
    if x >= standards[0]:
        return 100.0
    if x < standards[-1]:
        return 0.0
    i = max(k for k in range(4) if x < standards[k])
    base, above = 100 * levels[i + 1], 100 * levels[i]
    return base + (x - standards[i + 1]) / (standards[i] - standards[i + 1]) * (above - base)


def conversions():
    rows = []
    for _ in range(40):
        standards = np.sort(np.round(random.normal(10, 8, 5), 3))[::-1]
        x = round(float(random.normal(10, 9)), 3)
        worst, best = standards[-1], standards[0]
        rows.append({
            "x": x,
            "bands": standards.tolist(),
            "bandScore": band(x, standards),
            "costScore": band(-x, -standards[::-1]),
            "efficacy": (x - worst) / (best - worst) * 40 + 60,
            "exponential": 60 * np.exp(-np.log(0.6) * (x - worst) / (best - worst)),
        })
    return rows


def alpha(x):
    k = x.shape[1]
    return k / (k - 1) * (1 - x.var(0, ddof=1).sum() / x.sum(1).var(ddof=1))


def questionnaire():
    attitude = random.normal(3, 1, (60, 1))
    x = np.clip(np.round(attitude + random.normal(0, 0.9, (60, 5))), 1, 5)
    x[:, 4] = 6 - x[:, 4]
    gaps = random.random(x.shape) < 0.03
    full = x[~gaps.any(1)]
    rest = [np.delete(full, j, axis=1) for j in range(5)]
    return {
        "answers": [[None if gap else value for value, gap in zip(*row)] for row in zip(x.tolist(), gaps.tolist())],
        "complete": len(full),
        "alpha": alpha(full),
        "variances": full.var(0, ddof=1).tolist(),
        "itemTotal": [np.corrcoef(full[:, j], rest[j].sum(1))[0, 1] for j in range(5)],
        "alphaIfDeleted": [alpha(part) for part in rest],
    }


# code, parent, weight, least coverage, direction, limits
TREE = [
    ("root", None, None, 0.5, None, None),
    ("value", "root", 0.5, 0.6, None, None),
    ("loyalty", "root", 0.3, 0.4, None, None),
    ("risk", "root", 0.2, 0.0, None, None),
    ("margin", "value", 0.5, None, "benefit", [0.0, 500.0]),
    ("orders", "value", 0.3, None, "benefit", [1.0, 12.0]),
    ("returns", "value", 0.2, None, "cost", [0.4, 0.0]),
    ("behaviour", "loyalty", 0.7, 0.5, None, None),
    ("satisfaction", "loyalty", 0.3, None, "benefit", [1.0, 5.0]),
    ("gap", "behaviour", 0.6, None, {"target": 30.0}, [5.0, 90.0]),
    ("share", "behaviour", 0.4, None, {"interval": [0.5, 0.8]}, [0.1, 1.0]),
    ("silence", "risk", 1.0, None, "cost", [200.0, 10.0]),
]
LEAVES = [node for node in TREE if node[4] is not None]


def place(x, direction, limits):
    lo, hi = limits
    if direction in ("benefit", "cost"):
        s = (x - lo) / (hi - lo)
    else:
        low, high = direction.get("interval", [direction.get("target")] * 2)
        s = 1.0 if low <= x <= high else (x - lo) / (low - lo) if x < low else (hi - x) / (hi - high)
    return min(max(s, 0.0), 1.0)


def node_score(code, values):
    """Score and coverage of a node, and the points of its leaves within it."""
    node = next(node for node in TREE if node[0] == code)
    if node[4] is not None:
        x = values[code]
        return (None, 0.0, {}) if x is None else (place(x, node[4], node[5]), 1.0, {code: place(x, node[4], node[5])})
    children = [child for child in TREE if child[1] == code]
    below = [(child[2], *node_score(child[0], values)) for child in children]
    present = [(w, s, c, parts) for w, s, c, parts in below if s is not None]
    total = sum(w for w, *_ in below)
    coverage = sum(w * c for w, _, c, _ in present) / total
    weight = sum(w for w, *_ in present)
    if weight == 0 or coverage < node[3] - 1e-12:
        return None, coverage, {}
    parts = {leaf: w / weight * points for w, _, _, leaves in present for leaf, points in leaves.items()}
    return sum(w * s for w, s, _, _ in present) / weight, coverage, parts


def tree():
    spread = {"margin": 300, "orders": 8, "returns": 0.3, "satisfaction": 4, "gap": 60, "share": 0.7, "silence": 150}
    customers = []
    for _ in range(60):
        gone = random.random(len(LEAVES)) < random.choice([0.0, 0.3, 0.6])
        values = {leaf[0]: None if lost else round(float(random.gamma(2, spread[leaf[0]] / 2)), 4) for leaf, lost in zip(LEAVES, gone)}
        score, coverage, parts = node_score("root", values)
        customers.append({
            "values": list(values.values()),
            "score": None if score is None else 100 * score,
            "coverage": coverage,
            "points": [None if score is None or leaf[0] not in parts else 100 * parts[leaf[0]] for leaf in LEAVES],
        })
    nodes = [
        {"code": code, "parent": parent, "weight": weight, "minCoverage": least, "direction": direction,
         "source": code if direction else None, "lo": limits and limits[0], "hi": limits and limits[1]}
        for code, parent, weight, least, direction, limits in TREE
    ]
    return {"nodes": nodes, "customers": customers}


golden = {
    "written by": "scripts/references/data_weights.py",
    "data": [data(m, n) for m, n in [(6, 3), (12, 4), (30, 5), (80, 6), (9, 2)]],
    "conversions": conversions(),
    "questionnaire": questionnaire(),
    "tree": tree(),
}
(ROOT / "tests/golden/data_weights.json").write_text(json.dumps(golden) + "\n")
