"""Writes tests/golden/pareto_nbd.json: Pareto/NBD predictions at 30 digits on hostile inputs.

    python3 -m venv venv && venv/bin/pip install mpmath
    venv/bin/python scripts/references/pareto_nbd.py

Everything is an integral of the model as it is stated (Schmittlein, Morrison & Colombo 1987, with
the two rates integrated out), by Gauss-Legendre panels in high precision; none of the hypergeometric
forms is used, and each integral is repeated on other panels. Inputs are the exact values of the floats.
"""

import json
from multiprocessing import Pool
from pathlib import Path

from mpmath import exp, expm1, inf, log, log1p, loggamma, mp, mpf, nstr, sqrt
from mpmath.calculus.quadrature import GaussLegendre

mp.dps = 40

# 24 nodes per panel.
NODES = GaussLegendre(mp).calc_nodes(4, mp.prec)

PARAMS = [
    (0.5532756, 10.577613, 0.6062134, 11.6679062),
    (0.55, 11.67, 0.61, 10.58),
    (0.55, 11.0, 0.61, 11.0),
    (0.55, 11.0, 0.61, 11.000000001),
    (0.55, 10.58, 1.0, 11.67),
    (0.55, 10.58, 1.0 + 1e-14, 11.67),
    (0.55, 10.58, 1.0 - 1e-14, 11.67),
    (0.55, 10.58, 1.0 + 1e-9, 11.67),
    (1.2, 1.5, 0.4, 300.0),
    (1.2, 300.0, 0.4, 1.5),
    (1e-3, 0.01, 0.7, 2.0),
    (0.4, 1e-6, 0.9, 3.0),
    (0.4, 1e6, 0.9, 3.0),
    (0.4, 3.0, 0.9, 1e-6),
    (0.4, 3.0, 1.7, 1e6),
    (0.4, 1e-6, 0.9, 1e6),
    (0.4, 1e6, 0.9, 1e-6),
    (30.0, 50.0, 25.0, 200.0),
    (200.0, 300.0, 1.0001, 1.5),
    (0.3, 5.0, 1e-3, 5.0),
    (1e-3, 5.0, 1e-3, 7.0),
    (3.0, 12.0, 500.0, 5000.0),
    (2.0, 7.0, 3.0, 2.1),
    (2.0, 7.0, 3.0, 2.0999),
]

HISTORIES = [
    (0, 0.0, 0.0),
    (0, 0.0, 38.86),
    (1, 1.71, 38.86),
    (2, 30.43, 38.86),
    (3, 38.86, 38.86),
    (3, 38.859999, 38.86),
    (29, 38.0, 38.86),
    (200, 38.0, 40.0),
    (3000, 4990.0, 5000.0),
    (3000, 4000.0, 5000.0),
    (1, 5000.0, 5000.0),
    (0, 0.0, 5000.0),
]

HORIZONS = [1e-6, 0.25, 39.0, 1000.0, 1e6]

RATES = [0.0027, 0.15, 1e-6, 10.0]

COUNTS = [
    (0, 0.0, 0.0, 1, 0.5),
    (0, 0.0, 0.0, 3, 39.0),
    (10, 30.0, 39.0, 20, 30.0),
    (2, 30.43, 38.86, 171, 300.0),
    (0, 0.0, 40.0, 1000, 500.0),
    (3000, 4990.0, 5000.0, 3000, 5000.0),
    (200, 38.0, 40.0, 1000000, 1e6),
]


def integral(height, first, cap, end, coarser):
    """The integral of e^height from 0 to `end`, by panels that are halved where it is steep."""
    y, h, total, highest = mpf(0), first * coarser, mpf(0), height(mpf(0))
    while y < end:
        h = min(h, cap(y) * coarser, end - y)
        start, now = height(y), height(y + h)
        while abs(now - start) > 10:
            h /= 2
            now = height(y + h)
        nodes = ((y + h / 2 + h / 2 * node, weight) for node, weight in NODES)
        total += h / 2 * sum(weight * exp(height(v)) for v, weight in nodes)
        y += h
        h *= 2
        highest = max(highest, now)
        if now < highest - 110:
            break
    return total


def powers(p, a, q, b, end, rate=mpf(0)):
    """∫ (a/(a+v))^p (b/(b+v))^q e^(-rate v) dv from 0 to `end`."""
    if end == 0:
        return mpf(0)
    m, big = min(a, b), max(a, b)
    if rate > 0:
        m = min(m, 1 / rate)
    bend = log(big / m)
    last = log1p(end / m) if end < inf else inf

    def height(y):
        v = m * expm1(y)
        return y - p * log1p(v / a) - q * log1p(v / b) - rate * v

    first = 1 / (1 + m * (p / a + q / b + rate))
    cap = lambda y: mpf(1) if rate > 0 or y < bend + 1 else y - bend
    values = [integral(height, first, cap, last, mpf(c)) for c in (1, 0.7)]
    assert abs(values[0] - values[1]) <= abs(values[0]) * mpf(10) ** -22, values
    return m * values[0]


def row(job):
    params, history, horizon, rate = job
    r, alpha, s, beta = (mpf(v) for v in params)
    x, recency, age, t, delta = (mpf(v) for v in (*history, horizon, rate))
    shape = r + x
    a, b, pause = alpha + recency, beta + recency, age - recency
    left = s / b * powers(shape, a, s + 1, b, pause)
    stayed = exp(-shape * log1p(pause / a) - s * log1p(pause / b))
    alive, dead = stayed / (stayed + left), left / (stayed + left)
    ln_likelihood = (
        loggamma(shape) - loggamma(r) + r * log(alpha) + s * log(beta)
        - shape * log(a) - s * log(b) + log(stayed + left)
    )
    a, b = alpha + age, beta + age
    purchase = shape / a * powers(shape + 1, a, s, b, t)
    never = s / b * powers(shape, a, s + 1, b, inf)
    silent = exp(-shape * log1p(t / a) - s * log1p(t / b)) + s / b * powers(shape, a, s + 1, b, t)
    assert abs(purchase + silent - 1) < mpf(10) ** -22
    near = shape / a * powers(s, b, mpf(0), b, t, delta)
    return {
        "params": params,
        "history": [float(v) for v in history],
        "horizon": horizon,
        "rate": rate,
        "alive": number(alive),
        "after": number(alive * (b / (b + t)) ** s),
        "never": number(dead + alive * never),
        "idle": number(dead + alive * silent),
        "purchase": number(alive * purchase),
        "expected": number(alive * shape / a * powers(s, b, mpf(0), b, t)),
        "discounted": number(alive * near),
        "residual": number(alive * shape / a * powers(s, b, mpf(0), b, inf, delta)),
        "logLikelihood": number(ln_likelihood),
    }


def count(job):
    params, (x, recency, age, n, time) = job
    r, alpha, s, beta = (mpf(v) for v in params)
    x, recency, age, t, n = (mpf(v) for v in (x, recency, age, time, n))
    shape = r + x
    a, b, pause = alpha + recency, beta + recency, age - recency
    left = s / b * powers(shape, a, s + 1, b, pause)
    stayed = exp(-shape * log1p(pause / a) - s * log1p(pause / b))
    a, b = alpha + age, beta + age
    constant = loggamma(shape + n) - loggamma(shape) - loggamma(n + 1)

    def ln_count(u):
        return constant - shape * log1p(u / a) + n * log(u / (a + u))

    def height(y):
        u = a * exp(y)
        return ln_count(u) + y - (s + 1) * log1p(u / b)

    last = log(t / a)
    low, top = mpf(-800), last
    step = mpf(10) ** -12
    if height(last) < height(last - step):
        for _ in range(60):
            middle = (low + top) / 2
            if height(middle + step) > height(middle):
                low = middle
            else:
                top = middle
    width = 1 / (1 + sqrt(n * shape / (n + shape)) + abs(height(top) - height(top - step)) / step)
    values = []
    for coarser in (mpf(1), mpf("0.7")):
        cap = lambda y: mpf(1)
        down = integral(lambda y: height(top - y), width, cap, inf, coarser)
        up = integral(lambda y: height(top + y), width, cap, last - top, coarser)
        values.append(down + up)
    assert abs(values[0] - values[1]) <= abs(values[0]) * mpf(10) ** -22, values
    there = exp(ln_count(t)) * (b / (b + t)) ** s + s * a / b * values[0]
    return {
        "params": params,
        "history": [float(x), float(recency), float(age)],
        "n": int(n),
        "time": time,
        "probability": number(stayed / (stayed + left) * there),
    }


def number(value):
    """Twenty digits; below the range of the floats zero."""
    return 0.0 if abs(value) < mpf(10) ** -300 else float(nstr(value, 20))


def main():
    jobs = []
    for i, params in enumerate(PARAMS):
        for j, history in enumerate(HISTORIES):
            horizon = HORIZONS[(i + 2 * j + j // 5) % len(HORIZONS)]
            jobs.append((params, history, horizon, RATES[(i + j // 3) % len(RATES)]))
    with Pool(2) as pool:
        rows = pool.map(row, jobs, chunksize=4)
        counts = pool.map(count, [(params, case) for params in PARAMS for case in COUNTS])
    path = Path(__file__).parents[2] / "tests" / "golden" / "pareto_nbd.json"
    lines = [",\n".join(json.dumps(entry) for entry in part) for part in (rows, counts)]
    path.write_text('{"rows": [\n' + lines[0] + '\n],\n"counts": [\n' + lines[1] + "\n]}\n")


if __name__ == "__main__":
    main()
