"""Writes tests/golden/segment.json: RFM and concentration of CDNOW's sample, and classes of made-up customers.

RFM: quintiles by numpy.quantile (Hyndman & Fan 1996, definition 7), right-closed intervals, the segments by
a table of 25 letters. Concentration: Gini by all pairs (1912), Lorenz curve, ABC after Dickie (1951). The
classes follow the rules as docs/methods/segment.md states them, written anew as nested conditions; trends by
numpy.polyfit. Data: tests/fixtures/cdnow_summary.csv. Needs numpy.
"""

import csv
import json
import math
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
random = np.random.default_rng(20240630)

# Rows: recency 1 to 5, columns: frequency 1 to 5.
TABLE = ["HHRRX", "HHRRX", "SSALL", "PTTLL", "NTTCC"]
NAMES = {
    "C": "champions", "L": "loyal", "T": "potential_loyalists", "N": "new_customers", "P": "promising",
    "A": "need_attention", "S": "about_to_sleep", "X": "cannot_lose", "R": "at_risk", "H": "hibernating",
}


def cdnow():
    with open(ROOT / "tests/fixtures/cdnow_summary.csv") as file:
        rows = [{k: float(v) for k, v in row.items()} for row in csv.DictReader(file)]
    days = np.array([row["T"] - row["t_x"] for row in rows])
    purchases = np.array([row["x"] + 1 for row in rows])
    monetary = np.array([row["x"] * row["zbar"] for row in rows])
    return days, purchases, monetary


def rfm():
    days, purchases, monetary = cdnow()
    cuts = [np.quantile(column, [0.2, 0.4, 0.6, 0.8]) for column in (days, purchases, monetary)]
    above = [np.array([(cut < v).sum() for v in column]) for cut, column in zip(cuts, (days, purchases, monetary))]
    r, f, m = 5 - above[0], 1 + above[1], 1 + above[2]
    letters = [TABLE[a - 1][b - 1] for a, b in zip(r, f)]
    segments = {}
    for letter, name in NAMES.items():
        own = np.array([x == letter for x in letters])
        segments["rfm." + name] = {
            "customers": int(own.sum()),
            "monetary": float(monetary[own].sum()),
            "monetaryShare": float(monetary[own].sum() / monetary.sum()),
        }
    return {
        "cuts": [list(map(float, cut)) for cut in cuts],
        "counts": [[int((score == k).sum()) for k in range(1, 6)] for score in (r, f, m)],
        "first": [[int(a), int(b), int(c)] for a, b, c in zip(r[:200], f[:200], m[:200])],
        "segments": segments,
    }


def concentrated(values):
    v = np.sort(np.asarray(values))[::-1]
    n, total = len(v), v.sum()
    cumulated = np.cumsum(v) / total
    before = np.concatenate([[0], cumulated[:-1]])
    kept = np.maximum(v, 0)
    pairs = np.abs(kept[:, None] - kept[None, :]).sum() / (2 * n * kept.sum())
    shares = kept / kept.sum()
    return {
        "values": [float(x) for x in random.permutation(v)],
        "topShare": float(cumulated[math.ceil(round(0.2 * n, 9)) - 1]),
        "targetCustomers": int(np.argmax(cumulated >= 0.8 - 1e-12) + 1),
        "gini": float(pairs),
        "herfindahl": float((shares**2).sum()),
        "peakShare": float(cumulated.max()),
        "abc": [int((before < 0.8).sum()), int(((before >= 0.8) & (before < 0.95)).sum()), int((before >= 0.95).sum())],
        "area": float(np.trapezoid(np.concatenate([[0], np.cumsum(kept[::-1]) / kept.sum()]), dx=1 / n)),
    }


def relation(c):
    if c["purchases"] > 0:
        return "lost" if c["terminated"] or c["daysSinceLast"] > max(180, 3 * c["meanGap"]) else "current"
    if c["eligible"]:
        return "target" if c["targeted"] else "potential"
    return "potential" if c["interested"] else "none"


def loyalty(c):
    if c["purchases"] == 0:
        return "potential"
    if c["purchases"] == 1 or c["daysSinceFirst"] <= 90:
        return "new"
    if c["loyaltyIndex"] is not None:
        return "loyal" if c["loyaltyIndex"] >= 70 else "old"
    return "loyal" if c["shareOfWallet"] >= 0.5 or (c["purchases"] >= 6 and c["recencyRatio"] <= 1.5) else "old"


def value_type(c):
    if c["dealShare"] >= 0.7 or c["priceSensitivityShare"] >= 0.8:
        return "bargain"
    if c["innovation"] >= 0.6 and c["priceSensitivityShare"] <= 0.5:
        return "lighthouse"
    return "follower" if c["conformity"] >= 0.6 and c["priceSensitivityShare"] <= 0.6 else "rational"


def consumption(c):
    if c["purchases"] == 0:
        return None
    n = c["purchases"]
    gap = (c["daysSinceFirst"] - c["daysSinceLast"]) / (n - 1) if n > 1 else c["daysSinceFirst"]
    return "heavy" if gap <= 7 else "medium" if gap <= 30 else "light" if gap <= 183 else "occasional"


def stage(c):
    y = np.array(c["revenues"])
    slope = np.polyfit(range(len(y)), y, 1)[0] / y.mean() if y.any() else 0
    if c["recencyRatio"] >= 2 or (c["purchases"] >= 3 and slope <= -0.1):
        return "degeneration"
    if c["purchases"] < 3 or (y != 0).sum() < 3:
        return "exploration"
    return "build_up" if slope >= 0.1 else "maturity"


def customer():
    first = int(random.integers(0, 800))
    last = int(random.integers(0, first + 1))
    grows = random.uniform(-40, 40)
    share = lambda: round(float(random.random()), 3)
    yes = lambda: bool(random.random() < 0.5)
    revenues = [round(max(0.0, 100 + grows * t + random.normal(0, 25)), 2) * (random.random() < 0.85) for t in range(6)]
    c = {
        "purchases": int(random.choice([0, 1, 2, 3, 5, 8, 20])), "daysSinceFirst": first, "daysSinceLast": last,
        "meanGap": round(float(random.gamma(2, 30)), 1), "eligible": yes(), "interested": yes(), "targeted": yes(),
        "terminated": bool(random.random() < 0.1), "loyaltyIndex": round(float(random.uniform(30, 100)), 1) if yes() else None,
        "shareOfWallet": share(), "recencyRatio": round(float(random.gamma(2, 0.7)), 2), "innovation": share(),
        "conformity": share(), "dealShare": share(), "priceSensitivityShare": share(), "revenues": [float(x) for x in revenues],
    }
    return c | {"classes": {
        "relationship": "relation." + relation(c), "loyalty": "loyalty." + loyalty(c),
        "valueType": "value_type." + value_type(c), "lifecycle": "stage." + stage(c),
        "consumption": consumption(c) and "consumption." + consumption(c),
    }}


golden = {
    "written by": "scripts/references/segment.py",
    "rfm": rfm(),
    "concentration": [
        concentrated(cdnow()[2]),
        *(concentrated(np.round(random.lognormal(4, s, n), 2)) for n, s in [(7, 1), (50, 0.5), (333, 2)]),
        concentrated(np.round(random.lognormal(4, 1, 60) - 30, 2)),
    ],
    "customers": [customer() for _ in range(300)],
}
(ROOT / "tests/golden/segment.json").write_text(json.dumps(golden) + "\n")
