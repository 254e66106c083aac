"""Writes tests/golden/bg_nbd.json: BG/NBD predictions at 40 digits on hostile inputs.

    python3 -m venv venv && venv/bin/pip install mpmath
    venv/bin/python scripts/references/bg_nbd.py

Formulas as printed by Fader, Hardie & Lee (2005), eq. 6, 8 and 10, in 90-digit arithmetic, so that
the digits they cancel do not matter; none of the transformations of the library is used. Inputs are
the exact values of the floats. Where a = 1 or a + b = 1 the formula is 0/0 and is evaluated 1e-35
beside it.
"""

import json
from pathlib import Path

from mpmath import beta, betainc, expm1, hyp2f1, log, loggamma, mp, mpf, nstr

mp.dps = 90

PARAMS = [
    (0.243, 4.414, 0.793, 2.426),
    (0.243, 4.414, 1.0, 2.426),
    (0.243, 4.414, 1.0 + 1e-14, 2.426),
    (0.243, 4.414, 1.0 - 1e-14, 2.426),
    (0.243, 4.414, 1.0 + 1e-9, 2.426),
    (0.243, 4.414, 1.0 - 1e-6, 2.426),
    (0.5, 1.0, 0.6, 0.4),
    (0.5, 1.0, 0.3, 0.2),
    (0.5, 1.0, 0.6, 0.4000001),
    (1.2, 1.5, 0.05, 4.0),
    (0.8, 20.0, 25.0, 200.0),
    (0.3, 5.0, 1e-3, 5.0),
    (0.3, 5.0, 2.0, 1e-3),
    (0.3, 5.0, 500.0, 500.0),
    (0.3, 5.0, 0.5, 1000.0),
    (1e-3, 0.01, 0.7, 2.0),
    (0.4, 1e-6, 0.9, 3.0),
    (0.4, 1e6, 0.9, 3.0),
    (30.0, 50.0, 0.8, 2.5),
    (50.0, 80.0, 1.2, 2.0),
    (100.0, 150.0, 1.0, 3.0),
    (200.0, 300.0, 1.0001, 1.5),
    (22.5, 40.0, 0.4, 0.3),
    (3.0, 12.0, 2.0, 5.0),
]

HISTORIES = [
    (0, 0.0, 0.0),
    (0, 0.0, 38.86),
    (1, 1.71, 38.86),
    (2, 30.43, 38.86),
    (29, 38.0, 38.86),
    (200, 38.0, 40.0),
    (3000, 4990.0, 5000.0),
    (3000, 4000.0, 5000.0),
    (1, 5000.0, 5000.0),
    (0, 0.0, 5000.0),
]

HORIZONS = [1e-6, 0.25, 39.0, 1000.0, 1e6]

COUNTS = [(0, 39.0), (1, 0.5), (3, 39.0), (20, 30.0), (171, 300.0), (1000, 500.0), (3000, 5000.0)]


def purchases_if_alive(r, a, b, x, age, t):
    """Eq. 10 without P(alive); `age` is alpha + T."""
    if abs(a - 1) < mpf(10) ** -30:
        a += mpf(10) ** -35
    if abs(a + b + x - 1) < mpf(10) ** -30:
        b += mpf(10) ** -35
    z = t / (age + t)
    f = hyp2f1(r + x, b + x, a + b + x - 1, z)
    return (a + b + x - 1) / (a - 1) * (1 - (age / (age + t)) ** (r + x) * f)


def row(params, history, horizon):
    r, alpha, a, b = (mpf(v) for v in params)
    x, recency, age, t = (mpf(v) for v in (*history, horizon))
    odds = mpf(0)
    if x > 0:
        odds = a / (b + x - 1) * ((alpha + age) / (alpha + recency)) ** (r + x)
    alive = 1 / (1 + odds)
    idle = ((alpha + age) / (alpha + age + t)) ** (r + x)
    ln_likelihood = (
        loggamma(r + x) - loggamma(r) + r * log(alpha)
        + loggamma(a + b) + loggamma(b + x) - loggamma(b) - loggamma(a + b + x)
        + log(1 + odds) - (r + x) * log(alpha + age)
    )
    probability = mpf(0.5)
    median = None
    if probability < alive:
        median = (alpha + age) * expm1(-log(1 - probability / alive) / (r + x))
    return {
        "params": params,
        "history": [float(v) for v in history],
        "horizon": horizon,
        "alive": number(alive),
        "never": number(odds / (1 + odds)),
        "idle": number(odds / (1 + odds) + alive * idle),
        "purchase": number(alive * (1 - idle)),
        "expected": number(alive * purchases_if_alive(r, a, b, x, alpha + age, t)),
        "median": None if median is None else number(median),
        "logLikelihood": number(ln_likelihood),
    }


def count(params, n, time):
    r, alpha, a, b = (mpf(v) for v in params)
    t = mpf(time)
    z = t / (alpha + t)
    ln = loggamma(r + n) - loggamma(r) - loggamma(n + 1) + r * log(1 - z) + n * log(z)
    value = beta(a, b + n) / beta(a, b) * mp.exp(ln)
    if n > 0:
        value += beta(a + 1, b + n - 1) / beta(a, b) * betainc(n, r, 0, z, regularized=True)
    return {"params": params, "n": n, "time": time, "probability": number(value)}


def number(value):
    """Twenty digits; below the range of the floats zero."""
    return 0.0 if abs(value) < mpf(10) ** -300 else float(nstr(value, 20))


def main():
    rows = []
    for i, params in enumerate(PARAMS):
        for j, history in enumerate(HISTORIES):
            for k in range(2):
                horizon = HORIZONS[(i + 2 * j + k * (1 + j % 4)) % len(HORIZONS)]
                rows.append(row(params, history, horizon))
    counts = [count(params, n, time) for params in PARAMS for n, time in COUNTS]
    path = Path(__file__).parents[2] / "tests" / "golden" / "bg_nbd.json"
    lines = [",\n".join(json.dumps(entry) for entry in part) for part in (rows, counts)]
    path.write_text('{"rows": [\n' + lines[0] + '\n],\n"counts": [\n' + lines[1] + "\n]}\n")


if __name__ == "__main__":
    main()
