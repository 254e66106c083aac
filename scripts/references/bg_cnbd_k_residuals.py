"""Writes tests/golden/bg_cnbd_k_residuals.json: discounted purchases of (M)BG/CNBD-k at 40 digits.

    python3 -m venv venv && venv/bin/pip install mpmath gmpy2
    venv/bin/python scripts/references/bg_cnbd_k_residuals.py

The library integrates the expected purchases over time, by parts. Here time is integrated on paper and
the heterogeneity numerically: a customer of event rate l and drop-out probability p who stands j events
after the last purchase makes the n-th purchase to come at event nk - j, is there to make it with
probability (1-p)^(n-1), and the discount of an event is phi = l/(l+d). So the purchases of all time are
worth

    sum over n of (1-p)^(n-1) phi^(nk-j) = phi^(k-j)/(1 - (1-p) phi^k),

whose mean over p is a 2F1, and those up to a horizon h

    l/(kq) sum over the k-th roots y of q = 1-p of y^(j+1) (1 - e^(-(d+l(1-y))h))/(d + l(1-y)),

which is integrated over p and l. Where there are few events up to the horizon, the roots cancel; there
the discounted density of the n-th purchase is summed over n and integrated over time. `check` compares
both. Inputs are the exact values of the floats. It takes an hour on two cores.
"""

import json
from multiprocessing import Pool
from pathlib import Path

from mpmath import exp, expjpi, gammainc, hyp2f1, log, loggamma, mp, mpc, mpf, quad

from bg_cnbd_k import HISTORIES, HORIZONS, PARAMS, Alive, number

mp.dps = 50

RATES = [1e-7, 1e-4, 0.0027, 0.1, 2.0]

KS = [2, 3, 5, 12]

# The sum over the purchases is the reference up to so many events.
FEW = 30


def line(f, centre, width, low, high):
    """The trapezoidal rule in u, y = centre + width·sinh(u), to 18 digits.

    `low` and `high` are points that the grid must pass before its tails may be cut.
    """

    def at(u):
        return f(centre + width * mp.sinh(u)) * width * mp.cosh(u)

    def side(first, step, sign):
        total, largest, u = mpf(0), mpf(0), first
        while True:
            value = at(sign * u)
            total, largest = total + value, max(largest, abs(value))
            y = centre + sign * width * mp.sinh(u)
            if (y > high if sign > 0 else y < low) and abs(value) <= mpf(10) ** -24 * largest:
                return total
            u += step

    step = mpf(1) / 4
    total = at(mpf(0)) + side(step, step, 1) + side(step, step, -1)
    while step > mpf(1) / 1000:
        finer = total + side(step / 2, step, 1) + side(step / 2, step, -1)
        done = abs(finer - 2 * total) <= mpf(10) ** -11 * abs(finer)
        total, step = finer, step / 2
        if done:
            return total * step
    raise ArithmeticError("no convergence")


class Rates:
    """The event rate of one who is alive: l ~ Gamma(s+j, rate beta) in phase j."""

    def __init__(self, ahead):
        self.ahead = ahead
        self.shared = ahead.s * log(ahead.scale)
        self.nodes = {}
        self.norms = [
            log(w) - loggamma(ahead.s + j) if w > 0 else None for j, w in enumerate(ahead.weights)
        ]

    def at(self, y):
        """l and the densities of ln l, times the weight of the phase."""
        if y not in self.nodes:
            self.nodes[y] = exp(y), self.densities(y)
        return self.nodes[y]

    def densities(self, y):
        s, scale = self.ahead.s, self.ahead.scale
        power = self.shared + s * y - scale * exp(y)
        shift = y + log(scale)
        return [
            mpf(0) if norm is None else exp(power + j * shift + norm)
            for j, norm in enumerate(self.norms)
        ]

    def mean(self, f, rate, horizon):
        """The mean of f(l, densities), which changes where l is about `rate` or 1/`horizon`."""
        shape = self.ahead.s + (self.ahead.k - 1) / mpf(2)
        centre = log(shape / self.ahead.scale)
        width = min(1 / mp.sqrt(shape), mpf(3))
        marks = [centre, log(rate)] + ([-log(horizon)] if horizon else [])
        # To the right of the densities all is 0.
        right = min(max(marks), centre + 10 * width)
        return line(lambda y: f(*self.at(y)), centre, width, min(marks) - 1, right)


def residual(ahead, rate):
    """All the purchases to come of one who is alive."""
    a, b, k = ahead.a, ahead.tries, ahead.k
    rate = mpf(rate)

    def f(l, densities):
        phi = l / (l + rate)
        first = mp.fsum(w * phi ** (k - j) for j, w in enumerate(densities))
        if first == 0:
            return first
        return first * geometric(a, b, phi**k)

    return Rates(ahead).mean(f, rate, None)


def geometric(a, b, w):
    """The mean of 1/(1 - (1-p)w) over p ~ Beta(a, b)."""
    if w < mpf("0.9"):
        term, total, n = mpf(1), mpf(0), 0
        while term > mpf(10) ** -45:
            total += term
            term *= (b + n) / (a + b + n) * w
            n += 1
        return total
    return hyp2f1(1, b, a + b, w)


def residual_until(ahead, rate, horizon):
    """The purchases up to the horizon."""
    rate, h = mpf(rate), mpf(horizon)
    a, b, k, s = ahead.a, ahead.tries, ahead.k, ahead.s
    with mp.workdps(80):
        norm = loggamma(a + b) - loggamma(a) - loggamma(b)
        turns = [expjpi(mpf(2 * i) / k) for i in range(k // 2 + 1)]
        rates = Rates(ahead)

        def given(l, densities, p, q):
            if q < mpf(10) ** -25:
                # The first two purchases.
                phi, end = l / (l + rate), (l + rate) * h
                total = mpf(0)
                for j, w in enumerate(densities):
                    if w == 0:
                        continue
                    for n in (1, 2):
                        m = n * k - j
                        total += w * q ** (n - 1) * phi**m * gammainc(m, 0, end, regularized=True)
                return total
            theta = q ** (mpf(1) / k)
            total = mpf(0)
            for i, turn in enumerate(turns):
                times = 1 if i in (0, mpf(k) / 2) else 2
                y = theta * turn
                whole = mpc(0)
                for w in reversed(densities):
                    whole = (whole + w) * y
                # 1 - y of the real root, without cancellation, is 1 - q^(1/k) in 80 digits.
                pace = rate + l * (1 - y)
                total += times * (whole * -mp.expm1(-pace * h) / pace).real
            return l / (k * q) * total

        def over_rates(p, q):
            return rates.mean(lambda l, densities: given(l, densities, p, q), rate, h)

        centre, width = log(a / b), min(mp.sqrt(1 / a + 1 / b), mpf(3))
        purchases = s * h / ahead.scale / k
        discounted = s / ahead.scale / rate / k
        few = -log(1 + min(purchases, discounted))

        def g(y):
            p, q = 1 / (1 + exp(-y)), 1 / (1 + exp(y))
            return exp(norm + a * log(p) + b * log(q)) * over_rates(p, q)

        return line(g, centre, width, min(centre, few) - 1, centre)


def summed(ahead, rate, horizon):
    """The same by the purchases: the density of the n-th, discounted, integrated over time."""
    rate, h = mpf(rate), mpf(horizon)
    k, scale = ahead.k, ahead.scale

    def density(t):
        z = t / (scale + t)
        total = mpf(0)
        for j, w in enumerate(ahead.weights):
            d, m, n = ahead.s + j, k - j, 1
            term = exp(m * log(z) + d * log(1 - z) + loggamma(m + d) - loggamma(m) - loggamma(d))
            stays = mpf(1)
            while True:
                total += w * stays * term / t
                if term < mpf(10) ** -30 * total * t and m > d * z / (1 - z):
                    break
                stays *= (ahead.tries + n - 1) / (ahead.a + ahead.tries + n - 1)
                for _ in range(k):
                    term *= z * (m + d) / m
                    m += 1
                n += 1
        return total * exp(-rate * t)

    # `quad` ends where the error is small by itself, not beside the integral.
    unit = density(h)
    return unit * quad(lambda t: density(t) / unit, [0, h / 100, h / 10, h / 3, h])


def row(job):
    try:
        return made(job)
    except ArithmeticError as error:
        raise ArithmeticError(f"{error}: {job}") from error


def made(job):
    modified, k, params, history, rate, horizon = job
    r, alpha, a, b = (mpf(v) for v in params)
    x, recency, age = (mpf(v) for v in history)
    first = 1 if modified else 0
    ahead = Alive(modified, k, params, history)
    odds = mpf(0)
    if x + first > 0:
        left = a / (b + x - 1 + first) * ((alpha + age) / (alpha + recency)) ** ahead.s
        odds = left / ahead.sum
    alive = 1 / (1 + odds)
    if alive < mpf(10) ** -290:
        return None
    few = (ahead.s + k) * mpf(horizon) / ahead.scale < FEW
    until = summed(ahead, rate, horizon) if few else residual_until(ahead, rate, horizon)
    return {
        "modified": modified,
        "params": [k, *params],
        "history": [float(v) for v in history],
        "rate": rate,
        "horizon": horizon,
        "residual": number(alive * residual(ahead, rate)),
        "residualUntil": number(alive * until),
    }


def check():
    """The roots of unity say what the sum over the purchases says."""
    for k, history, rate, horizon in [(2, 3, 0.0027, 39.0), (3, 0, 0.1, 5.0), (12, 2, 1e-4, 39.0)]:
        ahead = Alive(True, k, PARAMS[0], HISTORIES[history])
        one, other = residual_until(ahead, rate, horizon), summed(ahead, rate, horizon)
        assert abs(one / other - 1) < mpf(10) ** -17, (k, one, other)
        far, all_ = residual_until(ahead, 2.0, 1e3), residual(ahead, 2.0)
        assert abs(far / all_ - 1) < mpf(10) ** -17, (k, far, all_)


def main():
    check()
    jobs, turn = [], 0
    for i, params in enumerate(PARAMS):
        for j, history in enumerate(HISTORIES):
            turn += 1
            k = KS[(turn + i) % len(KS)]
            rate = RATES[(i + 2 * j) % len(RATES)]
            horizon = HORIZONS[(2 * i + j) % len(HORIZONS)]
            jobs.append((turn % 2 == 0, k, params, history, rate, horizon))
    rows = []
    with Pool(2) as pool:
        for entry in pool.imap(row, jobs):
            # Nothing is left of one who is surely gone.
            if entry is not None:
                rows.append(entry)
                print(len(rows), len(jobs), entry, flush=True)
    path = Path(__file__).parents[2] / "tests" / "golden" / "bg_cnbd_k_residuals.json"
    lines = ",\n".join(json.dumps(entry) for entry in rows)
    path.write_text('{"rows": [\n' + lines + "\n]}\n")


if __name__ == "__main__":
    main()
