"""Writes tests/golden/calibration.json: logistic, isotonic and ridge regression of scikit-learn, and measures.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1 scipy==1.17.1
    venv/bin/python scripts/references/calibration.py

Customers are simulated. scikit-learn stops at a gradient of 1e-12; its answer is then polished by two steps of
Newton's method in NumPy on the same objective, which moves nothing by more than 1e-7, so that the references hold
more digits than either has alone. Standard errors are the roots of the diagonal of the inverse of X'WX + λI.

Pedregosa et al. (2011), "Scikit-learn: machine learning in Python", JMLR 12.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import roc_auc_score

ROOT = Path(__file__).resolve().parents[2]


def polish(x, y, w, ridge, beta):
    a = np.column_stack([np.ones(len(y)), x])
    penalty = np.diag([0.0] + [ridge] * x.shape[1])
    for _ in range(2):
        p = 1 / (1 + np.exp(-a @ beta))
        information = a.T @ (a * (w * p * (1 - p))[:, None]) + penalty
        step = np.linalg.solve(information, a.T @ (w * (y - p)) - penalty @ beta)
        assert np.abs(step).max() < 1e-6, step
        beta = beta + step
    return beta, np.sqrt(np.diag(np.linalg.inv(information)))


def logistic(rng, n, features, ridge, weighted):
    x = rng.normal(0, 1, (n, features)) * np.logspace(-1, 1, features) + rng.normal(0, 2, features)
    eta = (x - x.mean(axis=0)) @ (rng.normal(0, 1, features) / x.std(axis=0)) - 0.7
    y = (rng.random(n) < 1 / (1 + np.exp(-eta))).astype(float)
    w = rng.integers(1, 5, n).astype(float) if weighted else np.ones(n)
    how = {"C": 1 / ridge} if ridge > 0 else {"C": np.inf}
    model = LogisticRegression(tol=1e-12, max_iter=100_000, **how).fit(x, y, sample_weight=w)
    found = np.concatenate([model.intercept_, model.coef_[0]])
    beta, errors = polish(x, y, w, ridge, found)
    p = 1 / (1 + np.exp(-(beta[0] + x @ beta[1:])))
    return {
        "columns": x.T.tolist(), "outcomes": y.tolist(), "weights": w.tolist() if weighted else None, "ridge": ridge,
        "beta": beta.tolist(), "errors": errors.tolist(), "scikitLearn": found.tolist(),
        "auc": float(roc_auc_score(y, p)),
    }


def monotone(rng, n, ties, weighted):
    at = rng.normal(0, 1, n).round(1 if ties else 9)
    y = (rng.random(n) < 1 / (1 + np.exp(-at))).astype(float)
    w = rng.integers(1, 4, n).astype(float) if weighted else np.ones(n)
    curve = IsotonicRegression(out_of_bounds="clip").fit(at, y, sample_weight=w)
    asked = np.linspace(-3, 3, 61)
    return {
        "at": at.tolist(), "values": y.tolist(), "weights": w.tolist() if weighted else None,
        "asked": asked.tolist(), "found": curve.predict(asked).tolist(), "fitted": curve.predict(at).tolist(),
    }


def linear(rng, n, features, ridge):
    x = rng.normal(0, 3, (n, features)) + 10
    y = x @ rng.normal(0, 1, features) + rng.normal(0, 2, n) + 50
    model = Ridge(alpha=ridge, tol=1e-14, solver="cholesky").fit(x, y)
    return {
        "columns": x.T.tolist(), "y": y.tolist(), "ridge": ridge,
        "intercept": float(model.intercept_), "coefficients": model.coef_.tolist(),
    }


rng = np.random.default_rng(20251129)
golden = {
    "source": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}; scripts/references/calibration.py",
    "logistic": [
        logistic(rng, 200, 3, 1.0, False),
        logistic(rng, 300, 4, 0.1, True),
        logistic(rng, 150, 2, 0.0, False),
        logistic(rng, 60, 5, 25.0, False),
    ],
    "isotonic": [monotone(rng, 100, False, False), monotone(rng, 120, True, True), monotone(rng, 1, False, False)],
    "ridge": [linear(rng, 50, 3, 1.0), linear(rng, 30, 2, 100.0)],
}
path = ROOT / "tests" / "golden" / "calibration.json"
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(path, path.stat().st_size, "bytes")
