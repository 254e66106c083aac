"""Writes tests/golden/holdout.json: the holdout of CDNOW, counted and measured with other tools.

Counts by pandas; BG/NBD by the formulas of Fader, Hardie & Lee (2005) with SciPy's 2F1; measures by
scikit-learn and SciPy. Needs numpy, pandas, scipy, scikit-learn.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import betainc, betaln, hyp2f1, gammaln
from scipy.stats import pearsonr, spearmanr
from sklearn.metrics import (
    brier_score_loss,
    log_loss,
    mean_absolute_error,
    mean_squared_error,
    roc_auc_score,
)

ROOT = Path(__file__).resolve().parents[2]
CUT, END = pd.Timestamp("1997-09-30"), pd.Timestamp("1998-06-30")
# Near the optimum of the calibration period; any fixed values would do.
R, ALPHA, A, B = 0.243, 4.414, 0.793, 2.426

orders = pd.read_csv(ROOT / "tests/fixtures/cdnow_orders.csv", parse_dates=["date"])
days = orders.groupby(["customer_id", "date"], as_index=False).amount.sum()
days = days[days.date <= END]
first = days.groupby("customer_id").date.min()
known = days[days.date <= CUT]
later = days[days.date > CUT]
x = known.groupby("customer_id").size() - 1
last = known.groupby("customer_id").date.max()
age = ((CUT - first).dt.days / 7).to_numpy()
recency = ((last - first).dt.days / 7).to_numpy()
index = first.index
purchases = later.groupby("customer_id").size().reindex(index, fill_value=0).to_numpy()
spend = later.groupby("customer_id").amount.sum().reindex(index, fill_value=0.0)
x = x.to_numpy()
length = (END - CUT).days / 7


def expected_new(t):
    """E[X(t)], eq. 9."""
    z = t / (ALPHA + t)
    f = hyp2f1(R, B, A + B - 1, z)
    return (A + B - 1) / (A - 1) * (1 - (ALPHA / (ALPHA + t)) ** R * f)


def expected(t):
    """E[Y(t) | x, t_x, T], eq. 10."""
    z = t / (ALPHA + age + t)
    f = hyp2f1(R + x, B + x, A + B + x - 1, z)
    top = (A + B + x - 1) / (A - 1) * (1 - ((ALPHA + age) / (ALPHA + age + t)) ** (R + x) * f)
    odds = A / (B + np.maximum(x, 1) - 1) * ((ALPHA + age) / (ALPHA + recency)) ** (R + x)
    return top / (1 + np.where(x > 0, odds, 0))


def likelihood(age):
    """The part of eq. 6 that depends on T."""
    alive = np.exp(betaln(A, B + x) - (R + x) * np.log(ALPHA + age))
    left = np.exp(betaln(A + 1, B + np.maximum(x, 1) - 1) - (R + x) * np.log(ALPHA + recency))
    return alive + np.where(x > 0, left, 0)


def count(n, t):
    """P(X(t) = n), eq. 8, the sum as an incomplete beta function."""
    z = t / (ALPHA + t)
    stay = np.exp(betaln(A, B + n) - betaln(A, B) + gammaln(R + n) - gammaln(R) - gammaln(n + 1))
    p = stay * (ALPHA / (ALPHA + t)) ** R * z**n
    if n > 0:
        p = p + np.exp(betaln(A + 1, B + n - 1) - betaln(A, B)) * betainc(n, R, z)
    return p


predicted = expected(length)
buys = 1 - likelihood(age + length) / likelihood(age)
bought = (purchases > 0).astype(int)

repeats = days[days.date > days.customer_id.map(first)]
start = first.min()
weeks = list(range(7, (END - start).days, 7)) + [(END - start).days]
born = (first - start).dt.days.to_numpy()
tracking = [
    [
        day,
        int((repeats.date <= start + pd.Timedelta(days=day)).sum()),
        float(sum(expected_new((day - b) / 7) for b in born if b < day)),
    ]
    for day in weeks[::6] + weeks[-1:]
]

repeater = x > 0
mean_spend = (
    known[known.date > known.customer_id.map(first)]
    .groupby("customer_id")
    .amount.mean()
    .reindex(index)
    .to_numpy()
)
bars = [float(np.sum(count(n, age))) for n in range(7)]
golden = {
    "written by": "scripts/references/holdout.py",
    "params": [R, ALPHA, A, B],
    "customers": len(index),
    "length": length,
    "purchases": int(purchases.sum()),
    "spend": round(float(spend.sum()), 2),
    "buyers": int(bought.sum()),
    "expectedPurchases": float(predicted.sum()),
    "expectedBuyers": float(buys.sum()),
    "mae": mean_absolute_error(purchases, predicted),
    "rmse": float(np.sqrt(mean_squared_error(purchases, predicted))),
    "bias": float(np.mean(predicted - purchases)),
    "rankCorrelation": float(spearmanr(purchases, predicted).statistic),
    "logLoss": log_loss(bought, buys),
    "brier": brier_score_loss(bought, buys),
    "rocAuc": roc_auc_score(bought, buys),
    "bars": bars + [len(index) - sum(bars)],
    "counts": [int((np.minimum(x, 7) == n).sum()) for n in range(8)],
    "meansByFrequency": [
        [float(purchases[np.minimum(x, 7) == n].mean()), float(predicted[np.minimum(x, 7) == n].mean())]
        for n in range(8)
    ],
    "tracking": tracking,
    "spendCorrelation": float(pearsonr(x[repeater], mean_spend[repeater]).statistic),
}
path = ROOT / "tests/golden/holdout.json"
path.write_text(json.dumps(golden, indent=1) + "\n")
print(json.dumps(golden, indent=1))
