"""Writes tests/golden/special_functions.json: special functions at 40 digits.

    python3 -m venv venv && venv/bin/pip install mpmath
    venv/bin/python scripts/references/special_functions.py
"""

import json
from pathlib import Path

from mpmath import betainc, digamma, loggamma, mp, mpf, nstr, polygamma

mp.dps = 80

POINTS = [1e-8, 0.01, 0.243, 0.5, 0.999999, 1.0, 1.3, 2.0, 2.426, 7.9, 11.99, 12.0, 40.0, 3000.243,
          1e6, 1e12]
STEPS = [1e-9, 0.243, 0.793, 1.0, 3.0, 50.0, 3000.0, 1e6]
SHAPES = [(0.243, 0.5), (1.0, 0.243), (10.0, 0.243), (30.0, 50.0), (171.0, 0.3), (3000.0, 0.243),
          (3000.0, 200.0), (12.0, 12.0)]
ODDS = [1e-3, 0.3, 1.0, 9.0, 1e4]


def number(value):
    return 0.0 if abs(value) < mpf(10) ** -300 else float(nstr(value, 20))


def main():
    gamma = [
        {"x": x, "digamma": number(digamma(mpf(x))), "trigamma": number(polygamma(1, mpf(x)))}
        for x in POINTS
    ]
    ratio = [
        {"x": x, "d": d, "value": number(loggamma(mpf(x) + mpf(d)) - loggamma(mpf(x)))}
        for x in POINTS for d in STEPS
    ]
    incomplete = []
    for a, b in SHAPES:
        for odds in ODDS:
            x, y = odds / (1 + odds), 1 / (1 + odds)
            # Neither float is exact: the reference takes x from the odds.
            exact = mpf(odds) / (1 + mpf(odds))
            value = betainc(mpf(a), mpf(b), 0, exact, regularized=True)
            incomplete.append({"a": a, "b": b, "x": x, "y": y, "value": number(value)})
    parts = {"gamma": gamma, "ratio": ratio, "incompleteBeta": incomplete}
    path = Path(__file__).parents[2] / "tests" / "golden" / "special_functions.json"
    body = [
        f'"{name}": [\n' + ",\n".join(json.dumps(entry) for entry in part) + "\n]"
        for name, part in parts.items()
    ]
    path.write_text("{" + ",\n".join(body) + "}\n")


if __name__ == "__main__":
    main()
