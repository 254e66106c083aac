"""Writes tests/golden/beta_geometric.json: BG/NBD and MBG/NBD predictions on hostile inputs.

    python3 -m venv venv && venv/bin/pip install mpmath gmpy2
    venv/bin/python scripts/references/beta_geometric.py

A seeded choice of inputs, at 70 digits, right to 20, in some two minutes. Given the drop-out probability p, everything a
customer who is alive will do has a closed form; with s = r + x, B = alpha + T, u = 1 + pt/B:

    P(alive at t) = u^-s        E[Y(t)] = (1 - u^-s)/p
    residual up to h = s/p (F(c) - e^(-rate h) u^-s F(cu)),  F(c) = e^c E_(s+1)(c),  c = rate B/p

(DLMF 8.19.3), and the mean over p ~ Beta(a, b') is an integral, here by Gauss-Legendre panels in the
log-odds of p, each halved until nothing changes; b' = b + x, for MBG/NBD b + x + 1. Where eq. 10 of
Fader, Hardie & Lee (2005) converges it must agree, as must 2F1(s, a; a+b'; -t/B) for P(alive at t).
Counts are eq. 8, the likelihood eq. 6; for MBG/NBD as in Batislam, Denizel & Filiztekin (2007).
"""

import json
import random
from multiprocessing import Pool
from pathlib import Path

import gmpy2
from gmpy2 import mpfr
from mpmath import beta, cos, exp, expm1, hyp2f1, legendre, log, loggamma, mp, mpf, nstr, pi

mp.dps = 70
# The integrals in the numbers of MPFR itself, which are ten times as fast.
gmpy2.get_context().precision = 240
TAIL = mpfr(10) ** -25
SEED = 20_250_701
ROWS = 75

PARAMS = [
    (0.243, 4.414, 0.793, 2.426),
    (0.243, 4.414, 1.0, 2.426),
    (0.243, 4.414, 1.0 + 1e-14, 2.426),
    (0.243, 4.414, 1.0 - 1e-14, 2.426),
    (0.5, 1.0, 0.6, 0.4),
    (1.0, 1.0, 0.3, 0.7),
    (0.8, 20.0, 25.0, 200.0),
    (0.3, 5.0, 1e-3, 5.0),
    (0.3, 5.0, 2.0, 1e-3),
    (0.3, 5.0, 500.0, 500.0),
    (0.3, 5.0, 0.5, 1000.0),
    (1e-3, 0.01, 0.7, 2.0),
    (0.4, 1e-6, 0.9, 3.0),
    (0.4, 1e6, 0.9, 3.0),
    (30.0, 50.0, 0.8, 2.5),
    (100.0, 150.0, 1.0, 3.0),
    (200.0, 300.0, 1.0001, 1.5),
    (22.5, 40.0, 0.4, 0.3),
    (0.3, 5.0, 1e-3, 1e-3),
    (0.3, 5.0, 1e4, 1e4),
    (0.3, 5.0, 1e4, 1e-3),
    (0.3, 5.0, 1e-3, 1e4),
]

HISTORIES = [
    (0, 0.0, 0.0),
    (0, 0.0, 38.86),
    (1, 1.71, 38.86),
    (2, 30.43, 38.86),
    (29, 38.0, 38.86),
    (200, 38.0, 40.0),
    (3000, 4990.0, 5000.0),
    (1, 5000.0, 5000.0),
    (0, 0.0, 5000.0),
    (3000, 5000.0, 5000.0),
]

HORIZONS = [1e-6, 0.25, 39.0, 1000.0, 1e6]
RATES = [1e-6, 1e-4, 0.0027, 0.1, 1.0]
COUNTS = [0, 1, 5, 200, 100_000]

# Either side of where the library changes its form: horizon x rate about 60, with s/p far and near;
# z = t/(B + t) up to 0.999, where a series ends after 20,000 terms.
CORNERS = [
    (PARAMS[0], HISTORIES[3], 59.9, 1.0, 5),
    (PARAMS[0], HISTORIES[3], 60.1, 1.0, 5),
    (PARAMS[19], HISTORIES[4], 599.0, 0.1, 5),
    (PARAMS[19], HISTORIES[4], 601.0, 0.1, 5),
    (PARAMS[7], HISTORIES[6], 5.99e5, 1e-4, 200),
    (PARAMS[7], HISTORIES[6], 6.01e5, 1e-4, 200),
    (PARAMS[11], HISTORIES[0], 9.98, 1e-6, 1),
    (PARAMS[11], HISTORIES[0], 10.0, 1e-6, 1),
    (PARAMS[18], HISTORIES[1], 43_000.0, 1e-6, 1),
    (PARAMS[9], HISTORIES[0], 4990.0, 1e-4, 1),
    (PARAMS[21], HISTORIES[6], 166_000.0, 1e-6, 100_000),
    (PARAMS[18], HISTORIES[6], 1e6, 1e-6, 100_000),
]


def gauss(n):
    """Nodes and weights of the Gauss-Legendre rule, by Newton's method."""
    rule = []
    for i in range(n):
        x = cos(pi * (i + mpf(0.75)) / (n + mpf(0.5)))
        for _ in range(8):
            p, before = legendre(n, x), legendre(n - 1, x)
            slope = n * (before - x * p) / (1 - x * x)
            x -= p / slope
        slope = n * legendre(n - 1, x) / (1 - x * x)
        rule.append((x, 2 / ((1 - x * x) * slope**2)))
    return rule



def fast(value):
    return mpfr(nstr(value, 72))


def slow(value):
    return mpf(str(value))


RULE = [(fast(x), fast(w)) for x, w in gauss(20)]


def panel(f, low, high):
    half, middle = (high - low) / 2, (high + low) / 2
    return half * sum(w * f(middle + half * x) for x, w in RULE)


def refined(f, low, high, value, least, depth=0):
    """The integral to within `least`, each half in turn."""
    middle = (low + high) / 2
    left, right = panel(f, low, middle), panel(f, middle, high)
    if abs(left + right - value) <= least:
        return left + right
    if depth > 40:
        raise ArithmeticError("no convergence")
    return refined(f, low, middle, left, least, depth + 1) + refined(
        f, middle, high, right, least, depth + 1
    )


def mean(f, a, b, bends):
    """E f(p) over Beta(a, b); below every bend f is constant up to a relative p/bend."""
    sharp = a + b + 1
    low = TAIL * min([1 / sharp, *bends])
    high = TAIL / (sharp + 1 / min(bends))
    norm = fast(beta(slow(a), slow(b)))
    # Beyond the ends f is constant and the density a power.
    total = f(low) * low**a / (a * norm) + f(1 - high) * high**b / (b * norm)

    def integrand(y):
        odds = gmpy2.exp(y)
        p = odds / (1 + odds)
        return f(p) * gmpy2.exp(a * gmpy2.log(p) - b * gmpy2.log1p(odds)) / norm

    start, end = gmpy2.log(low), -gmpy2.log(high)
    count = int((end - start) / 2) + 1
    edges = [start + (end - start) * i / count for i in range(count + 1)]
    panels = [panel(integrand, *pair) for pair in zip(edges, edges[1:])]
    least = mpfr(10) ** -23 * max(sum(panels), total)
    for low, high, value in zip(edges, edges[1:], panels):
        # A narrow peak may fall between the nodes, but what is seen of it is not that low.
        if value > least * mpfr(10) ** -6:
            value = refined(integrand, low, high, value, least)
        total += value
    return total


class Discounted:
    """F(c) = e^c E_(s+1)(c)."""

    def __init__(self, s):
        # The series is 0/0 at a whole s.
        self.s = s + mpfr(10) ** -32 if abs(s - round(s)) < mpfr(10) ** -24 else s
        self.gamma = gmpy2.gamma(-self.s)

    def __call__(self, c):
        s = self.s
        if c < 16:
            # DLMF 8.19.10 with Kummer's transformation.
            term = total = 1 / s
            k = 0
            while abs(term) > mpfr(10) ** -66 * abs(total) or k < 20:
                k += 1
                term *= -c / (s - k)
                total += term
            return total + self.gamma * gmpy2.exp(s * gmpy2.log(c) + c)
        # DLMF 8.19.17, the even part, by the method of Lentz.
        denominator = c + s + 1
        inverse = value = 1 / denominator
        numerator = mpfr(10) ** 90
        for n in range(1, 10_000):
            coefficient = -n * (s + n)
            denominator += 2
            inverse = 1 / (denominator + coefficient * inverse)
            numerator = denominator + coefficient / numerator
            change = numerator * inverse
            value *= change
            if abs(change - 1) < mpfr(10) ** -60:
                return value
        raise ArithmeticError("no convergence")


def expected_as_published(s, a, b, scale, t):
    """Eq. 10 without P(alive); 1e-35 beside a = 1 and a + b = 1, where it is 0/0."""
    if abs(a - 1) < mpf(10) ** -30:
        a += mpf(10) ** -35
    if abs(a + b - 1) < mpf(10) ** -30:
        b += mpf(10) ** -35
    f = hyp2f1(s, b, a + b - 1, t / (scale + t))
    return (a + b - 1) / (a - 1) * (1 - (scale / (scale + t)) ** s * f)


def agree(name, value, other):
    if abs(value - other) > mpf(10) ** -19 * abs(other):
        raise ArithmeticError((name, nstr(value, 25), nstr(other, 25)))


def incomplete_beta(a, b, x):
    """I_x(a, b) by DLMF 8.17.8, where all terms are positive, on the short side of the mean."""
    if x * (a + b + 2) > a + 1:
        return 1 - incomplete_beta(b, a, 1 - x)
    ln = a * log(x) + b * log(1 - x) - log(a) - loggamma(a) - loggamma(b) + loggamma(a + b)
    term = total = mpf(1)
    k = 0
    while term > total * mpf(10) ** -60:
        term *= x * (a + b + k) / (a + 1 + k)
        total += term
        k += 1
    return exp(ln) * total


def count(s, a, b, scale, n, t):
    """Eq. 8 of one who is alive; its finite sum is an incomplete beta function (DLMF 8.17.5)."""
    z = t / (scale + t)
    ln = loggamma(s + n) - loggamma(s) - loggamma(n + 1) + s * log(1 - z) + n * log(z)
    value = beta(a, b + n) / beta(a, b) * exp(ln)
    if n > 0:
        value += beta(a + 1, b + n - 1) / beta(a, b) * incomplete_beta(mpf(n), s, z)
    return value


def means(first, params, history, horizon, rate):
    """What one who is alive will do, averaged over p."""
    r, alpha, a, b = (mpfr(v) for v in params)
    x, _, age = (mpfr(v) for v in history)
    t, d = mpfr(horizon), mpfr(rate)
    s, after, scale = r + x, b + x + first, alpha + age
    tau = t / scale
    bends = [1 / (s * tau + tau)]
    bend = d * scale / (s + 1)
    discounted = Discounted(s)

    def survival(p):
        return gmpy2.exp(-s * gmpy2.log1p(p * tau))

    def bought(p):
        return -gmpy2.expm1(-s * gmpy2.log1p(p * tau)) / p

    def all_to_come(p):
        return s / p * discounted(d * scale / p)

    def some_to_come(p):
        c, u = d * scale / p, 1 + p * tau
        rest = gmpy2.exp(-d * t - s * gmpy2.log(u))
        return s / p * (discounted(c) - rest * discounted(c * u))

    yield mean(survival, a, after, bends)
    yield mean(bought, a, after, bends)
    residual = mean(all_to_come, a, after, [bend])
    yield residual
    yield mean(some_to_come, a, after, [bend, *bends]) if d * t < 140 else residual


def row(first, params, history, horizon, rate, n):
    r, alpha, a, b = (mpf(v) for v in params)
    x, recency, age = (mpf(v) for v in history)
    t = mpf(horizon)
    s, after, scale = r + x, b + x + first, alpha + age
    odds = mpf(0)
    if x + first > 0:
        odds = a / (b + x - 1 + first) * ((alpha + age) / (alpha + recency)) ** s
    alive, dead = 1 / (1 + odds), odds / (1 + odds)
    idle = (scale / (scale + t)) ** s
    survival, expected, residual, until = (
        slow(value) for value in means(first, params, history, horizon, rate)
    )
    if t < 50 * scale and s < 300:
        agree("survival", survival, hyp2f1(s, a, a + after, -t / scale))
        agree("expected", expected, expected_as_published(s, a, after, scale, t))
    ln_likelihood = (
        loggamma(s) - loggamma(r) + r * log(alpha)
        + loggamma(a + b) + loggamma(after) - loggamma(b) - loggamma(a + after)
        + log(1 + odds) - s * log(scale)
    )
    median = None
    if alive > mpf(0.5):
        median = number(scale * expm1(-log(1 - 1 / (2 * alive)) / s))
    counted = alive * count(s, a, after, scale, n, t)
    return {
        "modified": first == 1,
        "params": params,
        "history": [float(v) for v in history],
        "horizon": horizon,
        "rate": rate,
        "n": n,
        "alive": number(alive),
        "after": number(alive * survival),
        "expected": number(alive * expected),
        "residual": number(alive * residual),
        "until": number(alive * until),
        "purchase": number(alive * (1 - idle)),
        "none": number(dead + alive * idle),
        "never": number(dead),
        "count": number(counted + (dead if n == 0 else 0)),
        "median": median,
        "logLikelihood": number(ln_likelihood),
    }


def number(value):
    """Twenty digits, rounded to a float; below its range zero, beyond it nothing."""
    if value > mpf(10) ** 308:
        return None
    return 0.0 if abs(value) < mpf(10) ** -300 else float(nstr(value, 20))


def jobs():
    choice = random.Random(SEED)
    grid = [PARAMS, HISTORIES, HORIZONS, RATES, COUNTS]
    for first in range(2):
        # Each parameter thrice, the rest at random.
        for i in range(ROWS - len(CORNERS)):
            yield (first, PARAMS[i % len(PARAMS)], *(choice.choice(part) for part in grid[1:]))
        for corner in CORNERS:
            yield (first, *corner)


def work(job):
    try:
        return row(*job)
    except ArithmeticError as error:
        print(job, error, flush=True)
        raise


def main():
    with Pool() as pool:
        done = pool.map(work, list(jobs()), chunksize=1)
    lines = ",\n".join(json.dumps(entry) for entry in done)
    path = Path(__file__).parents[2] / "tests" / "golden" / "beta_geometric.json"
    path.write_text(f'{{"rows": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
