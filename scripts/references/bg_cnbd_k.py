"""Writes tests/golden/bg_cnbd_k.json: (M)BG/CNBD-k predictions at 40 digits on hostile inputs.

    python3 -m venv venv && venv/bin/pip install mpmath gmpy2
    venv/bin/python scripts/references/bg_cnbd_k.py

Definitions, not the transformations of the library, in 50-digit arithmetic on the exact values of the
floats. Given j events since the last purchase (weight (s)_j/j!·u^j, Reutterer, Platzer & Schröder
2020), the events to come are negative binomial; every k-th is a purchase and every purchase a
drop-out trial. Where few events matter the expected purchases are summed by the n-th purchase over
E(1-p)^(n-1)·P(N >= n). Where many do, the generating function of N is integrated over p; there
q^floor(l/k) is written in k-th roots of unity, which `check` compares with the sum.
"""

import json
from pathlib import Path

from mpmath import (
    beta, exp, expjpi, log, loggamma, mp, mpc, mpf, nstr, rf,
)

mp.dps = 50

PARAMS = [
    (0.8, 4.4, 0.8, 2.4),
    (0.243, 4.414, 1.0, 2.426),
    (0.243, 4.414, 1.0 + 1e-14, 2.426),
    (0.5, 1.0, 0.3, 0.2),
    (1.2, 1.5, 0.05, 4.0),
    (0.8, 20.0, 25.0, 200.0),
    (0.3, 5.0, 2.0, 1e-3),
    (0.3, 5.0, 500.0, 500.0),
    (1e-3, 0.01, 0.7, 2.0),
    (0.4, 1e-6, 0.9, 3.0),
    (0.4, 1e6, 0.9, 3.0),
    (50.0, 80.0, 1.2, 2.0),
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
]

KS = [1, 2, 3, 5, 12]

HORIZONS = [1e-6, 0.25, 39.0, 1000.0, 1e6]

# The sum over the events is the reference up to here; beyond, the integral.
MAX_EVENTS = 4000

COUNTS = [0, 1, 2, 7, 60, 500]


class Alive:
    """One who is alive."""

    def __init__(self, modified, k, params, history):
        r, alpha, a, b = (mpf(v) for v in params)
        x, recency, age = (mpf(v) for v in history)
        self.k, self.a = k, a
        self.tries = b + x + (1 if modified else 0)
        self.s, self.scale, self.elapsed = r + k * x, alpha + age, age - recency
        u = self.elapsed / self.scale
        terms = [rf(self.s, j) / mp.factorial(j) * u**j for j in range(k)]
        self.sum = mp.fsum(terms)
        self.weights = [term / self.sum for term in terms]

    def idle(self, t):
        z = t / (self.scale + t)
        total = mpf(0)
        for j, w in enumerate(self.weights):
            d, mass, part = self.s + j, (1 + t / self.scale) ** -(self.s + j), mpf(0)
            for m in range(self.k - j):
                part += mass
                mass *= z * (d + m) / (m + 1)
            total += w * part
        return total

    def purchases_pmf(self, t, purchases):
        """P(N = n) without drop-out, n = 0 … purchases, and P(N > purchases)."""
        z, k = t / (self.scale + t), self.k
        counts = [mpf(0)] * (purchases + 1)
        for j, w in enumerate(self.weights):
            if w == 0:
                continue
            d = self.s + j
            mass = w * (1 + t / self.scale) ** -d
            for m in range(k * (purchases + 1) - j):
                counts[(j + m) // k] += mass
                mass *= z * (d + m) / (m + 1)
        return counts

    def stays(self, n):
        """E(1-p)^n."""
        return rf(self.tries, n) / rf(self.a + self.tries, n)

    def summed(self, t):
        """Expected purchases and survival by the number of purchases; nothing for many events."""
        ratio = t / self.scale
        s = self.s + self.k
        mean = s * ratio
        reach = mean + 12 * mp.sqrt(mean * (1 + ratio)) + 80 * (1 + ratio) + 60
        if reach > MAX_EVENTS:
            return None
        purchases = int(reach / self.k) + 3
        counts = self.purchases_pmf(t, purchases)
        # P(N >= n), the small ones first.
        survival, expected, above = mpf(0), mpf(0), mpf(0)
        stays = [mpf(1)]
        for n in range(purchases + 1):
            stays.append(stays[-1] * (self.tries + n) / (self.a + self.tries + n))
        for n in range(purchases, 0, -1):
            above += counts[n]
            expected += stays[n - 1] * above
        for n, count in enumerate(counts):
            survival += stays[n] * count
        return expected, survival

    def generating(self, p, q, t):
        """1 - E(1-p)^N and E(1-p)^N, by roots of unity; where these cancel by the first terms."""
        if q < mpf(10) ** -25:
            stay = self.few[0] + q * self.few[1]
            return 1 - stay, stay
        least = mpf(10) ** -30
        if p < least:
            # 1 - H is proportional to p there.
            rest, stay = self.generating(least, 1 - least, t)
            return rest * p / least, stay
        k, ratio = self.k, t / self.scale
        theta = q ** (mpf(1) / k)
        rest, stay = mpf(0), mpf(0)
        for i in range(k // 2 + 1):
            # The other roots are the conjugates.
            times = 1 if i in (0, mpf(k) / 2) else 2
            y = theta * expjpi(mpf(2 * i) / k)
            c = p / (k * q) * y / (1 - y)
            d = 1 + ratio * (1 - y)
            base, step = d ** (-self.s), y / d
            kept, whole, one, other = mpc(0), mpc(0), base, mpc(1)
            for w in self.weights:
                kept += w * one
                whole += w * other
                one *= step
                other *= y
            rest += times * (c * (whole - kept)).real
            stay += times * (c * kept).real
        return rest, stay

    def integrated(self, t):
        """The trapezoidal rule in u, log-odds of p = centre + width·sinh(u), to 18 digits."""
        with mp.workdps(70):
            a, b = self.a, self.tries
            self.few = self.purchases_pmf(t, 1)
            norm = beta(a, b)
            centre, width = log(a / b), min(mp.sqrt(1 / a + 1 / b), 3)
            few = -log(1 + self.s * t / self.scale / self.k)

            def both(u):
                y = centre + width * mp.sinh(u)
                p, q = 1 / (1 + exp(-y)), 1 / (1 + exp(y))
                rest, stay = self.generating(p, q, t)
                slope = p**a * q**b / norm * width * mp.cosh(u)
                return rest / p * slope, stay * slope

            def side(first, step, sign):
                total, largest, u = [mpf(0), mpf(0)], [mpf(0), mpf(0)], first
                while True:
                    values = both(sign * u)
                    total = [x + y for x, y in zip(total, values)]
                    largest = [max(x, abs(y)) for x, y in zip(largest, values)]
                    past = sign > 0 or centre - width * mp.sinh(u) < few
                    if past and all(abs(v) <= mpf(10) ** -24 * m for v, m in zip(values, largest)):
                        return total
                    u += step

            step = mpf(1) / 8
            total = [m + x + y for m, x, y in zip(both(mpf(0)), side(step, step, 1), side(step, step, -1))]
            while step > mpf(1) / 300:
                middle = [x + y for x, y in zip(side(step / 2, step, 1), side(step / 2, step, -1))]
                finer = [x + y for x, y in zip(total, middle)]
                done = all(abs(f - 2 * c) <= mpf(10) ** -11 * abs(f) for f, c in zip(finer, total))
                total, step = finer, step / 2
                if done:
                    break
            else:
                raise ArithmeticError("no convergence")
            return total[0] * step, total[1] * step


def number(value):
    """Twenty digits; below the range of the floats zero."""
    return 0.0 if abs(value) < mpf(10) ** -300 else float(nstr(value, 20))


def bought(modified, k, params, history, horizon):
    """1 less the probability of no purchase, with as many digits more as it may be small."""
    with mp.workdps(400):
        return 1 - Alive(modified, k, params, history).idle(mpf(horizon))


def median(ahead, alive):
    """The time within which the next purchase has come with probability ½, within the floats."""
    if alive <= mpf("0.5"):
        return None
    rest, high = 1 - mpf("0.5") / alive, mpf(10) ** -12
    while ahead.idle(high) > rest:
        high *= 1000
        if high > mpf(10) ** 300:
            return None
    low, high = log(high) - 7, log(high)
    for _ in range(110):
        middle = (low + high) / 2
        low, high = (middle, high) if ahead.idle(exp(middle)) > rest else (low, middle)
    return exp(low)


def row(modified, k, params, history, horizon):
    r, alpha, a, b = (mpf(v) for v in params)
    x, recency, age, t = (mpf(v) for v in (*history, horizon))
    first = 1 if modified else 0
    ahead = Alive(modified, k, params, history)
    odds = mpf(0)
    if x + first > 0:
        left = a / (b + x - 1 + first) * ((alpha + age) / (alpha + recency)) ** ahead.s
        odds = left / ahead.sum
    alive = 1 / (1 + odds)
    idle = ahead.idle(t)
    ln_likelihood = (
        loggamma(ahead.s) - loggamma(r) + r * log(alpha) - ahead.s * log(alpha + age)
        - x * loggamma(k) + log(ahead.sum * (1 + odds))
        + loggamma(a + b) + loggamma(ahead.tries) - loggamma(b) - loggamma(a + ahead.tries)
    )
    found = ahead.summed(t)
    if found is None:
        if ahead.tries < mpf("0.1"):
            return None
        found = ahead.integrated(t)
    expected, survival = found
    half = median(ahead, alive)
    return {
        "modified": modified,
        "params": [k, *params],
        "history": [float(v) for v in history],
        "horizon": horizon,
        "alive": number(alive),
        "after": number(alive * survival),
        "idle": number((odds + idle) / (1 + odds)),
        "purchase": number(alive * bought(modified, k, params, history, horizon)),
        "expected": number(alive * expected),
        "median": None if half is None else number(half),
        "logLikelihood": number(ln_likelihood),
    }


def count(modified, k, params, history, n, time):
    # P(N >= n) is 1 less the others: as many digits more as it is small.
    with mp.workdps(700):
        return counted(modified, k, params, history, n, time)


def counted(modified, k, params, history, n, time):
    ahead = Alive(modified, k, params, history)
    counts = ahead.purchases_pmf(mpf(time), n)
    value = counts[n] * ahead.stays(n)
    if n > 0:
        more = 1 - mp.fsum(counts[:n])
        value += more * (ahead.stays(n - 1) - ahead.stays(n))
    x, recency, age = (mpf(v) for v in history)
    r, alpha, a, b = (mpf(v) for v in params)
    first = 1 if modified else 0
    odds = mpf(0)
    if x + first > 0:
        left = a / (b + x - 1 + first) * ((alpha + age) / (alpha + recency)) ** ahead.s
        odds = left / ahead.sum
    value = (value + (odds if n == 0 else 0)) / (1 + odds)
    return {
        "modified": modified, "params": [k, *params], "history": [float(v) for v in history],
        "n": n, "time": time, "probability": number(value),
    }


def check():
    """The integral is the sum."""
    for k in (2, 3, 12):
        ahead = Alive(True, k, PARAMS[0], HISTORIES[3])
        for t in (mpf(39), mpf(400)):
            for one, other in zip(ahead.summed(t), ahead.integrated(t)):
                assert abs(one / other - 1) < mpf(10) ** -18, (k, t, one, other)


def main():
    check()
    rows, turn = [], 0
    for i, params in enumerate(PARAMS):
        for j, history in enumerate(HISTORIES):
            for m in range(2):
                turn += 1
                horizon = HORIZONS[(i + 2 * j + m * (1 + j % 4)) % len(HORIZONS)]
                k = KS[(turn + j) % len(KS)]
                made = row(turn % 2 == 0, k, params, history, horizon)
                if made is not None:
                    rows.append(made)
        print(params, len(rows), flush=True)
    counts = []
    for i, params in enumerate(PARAMS):
        for j, history in enumerate([HISTORIES[0], HISTORIES[3], HISTORIES[4]]):
            for m, n in enumerate(COUNTS):
                time = [0.5, 39.0, 300.0][(i + j + m) % 3]
                k = KS[(i + j + m) % len(KS)]
                counts.append(count((i + m) % 2 == 0, k, params, history, n, time))
    path = Path(__file__).parents[2] / "tests" / "golden" / "bg_cnbd_k.json"
    lines = [",\n".join(json.dumps(entry) for entry in part) for part in (rows, counts)]
    path.write_text('{"rows": [\n' + lines[0] + '\n],\n"counts": [\n' + lines[1] + "\n]}\n")


if __name__ == "__main__":
    main()
