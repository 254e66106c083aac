"""Writes tests/golden/discrete.json: BG/BB and shifted beta-geometric predictions at 40 digits.

    python3 -m venv venv && venv/bin/pip install mpmath gmpy2
    venv/bin/python scripts/references/discrete.py

Formulas as printed by Fader, Hardie & Shang (2010), eq. 5, 7, 11, 13 and 14, and Fader & Hardie
(2007), eq. 5 and 6, in 60-digit arithmetic, every beta function by itself; none of the recursions
and transformations of the library is used. Sums that the papers do not have in closed form (a first
purchase) are added up summand by summand. Inputs are the exact values of the floats. Where
gamma = 1 the formula is 0/0 and is evaluated 1e-30 beside it.

Whoever buys with probability p at an opportunity and leaves before it with probability theta never
buys again with probability theta/(theta + p - theta p): the probability of none is the mean of that
over both, integrated; `check` compares it with the 3F2 at 1 where mpmath finds its limit.
"""

import json
from pathlib import Path

from mpmath import binomial, exp, gamma, hyp2f1, hyp3f2, log, loggamma, mp, mpf, nstr

mp.dps = 70

PARAMS = [
    (1.204, 0.750, 0.657, 2.783),
    (1.204, 0.750, 1.0, 2.783),
    (1.204, 0.750, 1.0 + 1e-14, 2.783),
    (1.204, 0.750, 1.0 - 1e-14, 2.783),
    (1.204, 0.750, 1.0 + 1e-7, 2.783),
    (0.5, 2.0, 1.2, 8.0),
    (3.0, 1.0, 0.2, 4.0),
    (1e-6, 1e-6, 1e-6, 1e-6),
    (1e6, 1e6, 1e6, 1e6),
    (1.0, 1e6, 1.0, 1.0),
    (1e6, 1.0, 1e-3, 1e6),
    (0.01, 300.0, 0.02, 40.0),
    (200.0, 0.3, 30.0, 1e4),
    (0.3, 0.2, 2.5, 1e-3),
    (40.0, 700.0, 0.9, 1e3),
]

HISTORIES = [
    (0, 0, 0),
    (0, 0, 6),
    (2, 4, 6),
    (6, 6, 6),
    (1, 1, 52),
    (30, 300, 365),
    (3000, 4990, 5000),
    (3000, 3000, 5000),
    (0, 0, 5000),
]

HORIZONS = [1, 7, 52, 1000, 5000]
# Where mpmath finds the limit at one of the 3F2 within seconds.
QUICK = [PARAMS[i] for i in (0, 5, 6)]
RATES = [1e-7, 1e-4, 0.0027, 0.1, 2.0]
COUNTS = [(1, 1), (1, 11), (3, 11), (11, 11), (20, 365), (171, 400), (1000, 5000), (3000, 5000)]


def lb(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def near_one(g):
    return g + mpf(10) ** -30 if abs(g - 1) < mpf(10) ** -29 else g


def total(g, d, m):
    """Eq. 13 without the mean purchase probability: the opportunities one lives to see."""
    g = near_one(g)
    ratio = exp(loggamma(g + d) - loggamma(1 + d) + loggamma(1 + d + m) - loggamma(g + d + m))
    return d / (g - 1) * (1 - ratio)


def discounted(g, d, rate):
    w = exp(-rate)
    return d / (g + d) * w * hyp(d + 1, g + d + 1, w)


def hyp(b, c, w):
    """2F1(1, b; c; w); mpmath takes minutes for large b and c where the series takes none."""
    if w > 0.95:
        return hyp2f1(1, b, c, w)
    term, sum_, j = mpf(1), mpf(0), 0
    while term > mpf(10) ** -60:
        sum_ += term
        term *= (b + j) / (c + j) * w
        j += 1
    return sum_


def discounted_until(g, d, rate, horizon):
    w = exp(-rate)
    term, sum_ = mpf(1), mpf(0)
    for m in range(horizon):
        term *= (d + m) / (g + d + m) * w
        sum_ += term
    return sum_


def first_purchase(a, b, g, d, m):
    """The probabilities of buying and of dying first within m opportunities."""
    q, buys, dies = mpf(1), mpf(0), mpf(0)
    for j in range(m):
        dies += q * g / (g + d + j)
        buys += q * (d + j) / (g + d + j) * a / (a + b + j)
        q *= (d + j) / (g + d + j) * (b + j) / (a + b + j)
    return buys, dies + q


def line(f, centre, width, low, high):
    """The trapezoidal rule in u, y = centre + width·sinh(u), to 20 digits.

    `low` and `high` are points that the grid must pass before its tails may be cut.
    """

    def at(u):
        return f(centre + width * mp.sinh(u)) * width * mp.cosh(u)

    def side(first, step, sign):
        sum_, largest, u = mpf(0), mpf(0), first
        while True:
            value = at(sign * u)
            sum_, largest = sum_ + value, max(largest, value)
            y = centre + sign * width * mp.sinh(u)
            if (y > high if sign > 0 else y < low) and value <= mpf(10) ** -24 * largest:
                return sum_
            u += step

    step = mpf(1) / 4
    sum_ = at(mpf(0)) + side(step, step, 1) + side(step, step, -1)
    while step > mpf(1) / 2000:
        finer = sum_ + side(step / 2, step, 1) + side(step / 2, step, -1)
        done = abs(finer - 2 * sum_) <= mpf(10) ** -11 * abs(finer)
        sum_, step = finer, step / 2
        if done:
            return sum_ * step
    raise ArithmeticError("no convergence")


def shape(a, b):
    """The middle of the log-odds of a Beta(a, b) variable and their width."""
    return log(a / b), min(mp.sqrt(1 / a + 1 / b), mpf(3))


def density(a, b, y):
    """Of the log-odds y."""
    return exp(-lb(a, b) - a * mp.log1p(exp(-y)) - b * mp.log1p(exp(y)))


def never(a, b, g, d):
    """The mean of theta/(theta + p - theta p), in log-odds."""
    if a < 0.1:
        return never_by_2f1(a, b, g, d)
    (centre, width), (other, other_width) = shape(a, b), shape(g, d)
    kept = {}

    def given(p):
        def f(y):
            if y not in kept:
                kept[y] = density(g, d, y), exp(y)
            weight, odds = kept[y]
            return weight * odds / (odds + p)

        edge = log(p)
        return line(f, other, other_width, min(other, edge) - 1, max(other, edge) + 1)

    def f(y):
        return given(1 / (1 + exp(-y))) * density(a, b, y)

    return line(f, centre, width, min(centre, other) - 1, max(centre, other) + 1)


def never_by_2f1(a, b, g, d):
    """The same with the mean over theta in closed form: p may be far beyond the floats."""
    c, (centre, width), edge = g + d + 1, shape(a, b), log(g / d)

    def given(p):
        if p > mpf(10) ** -40:
            return g / (g + d) * hyp2f1(1, d, c, 1 - p)
        # NIST DLMF 15.8.4 to first order.
        return 1 + exp(loggamma(g + d + 1) - loggamma(d)) * gamma(-g) * g / (g + d) * p**g

    def f(y):
        return given(1 / (1 + exp(-y))) * density(a, b, y)

    return line(f, centre, width, min(centre, edge) - 1, max(centre, edge) + 1)


def pause(params, history):
    al, be, ga, de = params
    x, tx, n = history
    alive = lb(al + x, be + n - x) - lb(al, be) + lb(ga, de + n) - lb(ga, de)
    # The summands of eq. 5, the last one first, relative to that of being alive.
    sum_ = mpf(0)
    if n > tx:
        last = n - tx - 1
        term = exp(
            lb(al + x, be + tx - x + last) - lb(al, be)
            + lb(ga + 1, de + tx + last) - lb(ga, de) - alive
        )
        for i in range(last, -1, -1):
            sum_ += term
            k = tx + i
            if i:
                term *= (al + be + k - 1) / (be + k - 1 - x) * (ga + de + k) / (de + k - 1)
    return alive, sum_


def row(params, history, horizon, rate):
    p = [mpf(v) for v in params]
    x, tx, n = (mpf(v) for v in history)
    ln_alive, odds = pause(p, history)
    al, be, ga, de = p
    a, b, g, d = al + x, be + n - x, ga, de + n
    alive = 1 / (1 + odds)
    buys, idle = first_purchase(a, b, g, d, horizon)
    mean = a / (a + b)
    rate = mpf(rate)
    dead = odds / (1 + odds)
    return {
        "params": params,
        "history": [float(v) for v in history],
        "horizon": float(horizon),
        "rate": float(rate),
        "alive": number(alive),
        "aliveAfter": number(alive * exp(lb(g, d + horizon) - lb(g, d))),
        "expected": number(alive * mean * total(g, d, mpf(horizon))),
        "far": number(alive * mean * total(g, d, mpf(10) ** 6)),
        "purchase": number(alive * buys),
        "idle": number(dead + alive * idle),
        "residual": number(alive * mean * discounted(g, d, rate)),
        "residualUntil": number(alive * mean * discounted_until(g, d, rate, horizon)),
        "logLikelihood": number(ln_alive + log(1 + odds)),
        "never": number(dead + alive * never(a, b, g, d)),
    }


def count(params, n, m):
    al, be, ga, de = (mpf(v) for v in params)
    value = mpf(0)
    if n <= m:
        survive = exp(lb(ga, de + m) - lb(ga, de))
        value = binomial(m, n) * exp(lb(al + n, be + m - n) - lb(al, be)) * survive
        term = exp(lb(al + n, be) - lb(al, be) + lb(ga + 1, de + n) - lb(ga, de))
        for j in range(n, m):
            value += term
            term *= (be + j - n) / (al + be + j) * (de + j) / (ga + de + j + 1)
            term *= mpf(j + 1) / (j + 1 - n)
    return {"params": params, "n": n, "time": float(m), "probability": number(value)}


def contract(params, renewals, discount):
    al, be = (mpf(v) for v in params)
    n, d = mpf(renewals), mpf(discount)
    w = 1 / (1 + d)
    return {
        "params": params,
        "renewals": renewals,
        "discount": discount,
        "survival": number(exp(lb(al, be + n) - lb(al, be))),
        "churn": number(exp(lb(al + 1, be + n) - lb(al, be))),
        "derl": number((be + n) / (al + be + n) * hyp(be + n + 1, al + be + n + 1, w)),
        "elasticity": number(hyp(be + n, al + be + n, w)),
        "expected": number(total(al, be + n, mpf(1000))),
    }


def number(value):
    """Twenty digits; below the range of the floats zero."""
    return 0.0 if abs(value) < mpf(10) ** -300 else float(nstr(value, 20))


def check():
    """Both integrals are the 3F2 at 1."""
    for params in QUICK:
        a, b, g, d = (mpf(v) for v in params)
        with mp.workdps(25):
            limit = g / (g + d) * hyp3f2(1, b, d, a + b, g + d + 1, 1)
        for found in (never(a, b, g, d), never_by_2f1(a, b, g, d)):
            assert abs(found / limit - 1) < mpf(10) ** -17, (params, found, limit)


def main():
    check()
    rows = []
    for i, params in enumerate(PARAMS):
        for j, history in enumerate(HISTORIES):
            horizon = HORIZONS[(i + 2 * j) % len(HORIZONS)]
            rate = RATES[(2 * i + j) % len(RATES)]
            rows.append(row(params, history, horizon, rate))
        print(params, len(rows), flush=True)
    counts = [count(params, n, m) for params in PARAMS for n, m in COUNTS]
    contracts = [
        contract((params[2], params[3]), renewals, discount)
        for k, params in enumerate(PARAMS)
        for i, renewals in enumerate([0, 1, 11, 1000])
        for discount in [[1e-6, 0.1], [1e-3, 1.5]][(i + k) % 2]
    ]
    path = Path(__file__).parents[2] / "tests" / "golden" / "discrete.json"
    parts = [",\n".join(json.dumps(entry) for entry in part) for part in (rows, counts, contracts)]
    names = ["rows", "counts", "contracts"]
    body = "\n],\n".join(f'"{name}": [\n{part}' for name, part in zip(names, parts))
    path.write_text("{" + body + "\n]}\n")


if __name__ == "__main__":
    main()
