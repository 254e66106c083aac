"""Writes tests/golden/survival.json: Kaplan-Meier curves of lifelines, an independent package.

    python3 -m venv venv && venv/bin/pip install lifelines==0.30.3
    venv/bin/python scripts/references/survival.py

Durations are made up: whole months (many ties), times with decimals, nobody left, everybody left, one
customer. Curve, at-risk table and the log-log intervals ("exponential Greenwood") are those of
lifelines.KaplanMeierFitter; Greenwood's standard error is summed here from its at-risk table, since
lifelines does not print it. Where the curve is 1 or 0 there is no interval: those rows are null.

Davidson-Pilon, C. (2019), "lifelines: survival analysis in Python", JOSS 4(40); Kaplan & Meier (1958);
Greenwood (1926).
"""

import json
from pathlib import Path

import lifelines
import numpy as np
from lifelines.utils import restricted_mean_survival_time

ROOT = Path(__file__).resolve().parents[2]


def cases():
    rng = np.random.default_rng(20240229)
    for n, level in ((1, 0.95), (12, 0.9), (60, 0.95), (400, 0.99)):
        lifetime = np.ceil(rng.exponential(14, n))
        horizon = np.ceil(rng.uniform(1, 30, n))
        yield f"months, {n}", np.minimum(lifetime, horizon), lifetime <= horizon, level
    lifetime, horizon = rng.weibull(0.7, 150) * 20, rng.uniform(0, 40, 150)
    yield "decimals", np.minimum(lifetime, horizon), lifetime <= horizon, 0.8
    yield "nobody left", np.arange(1.0, 9.0), np.zeros(8, bool), 0.95
    yield "everybody left", np.array([1.0, 1, 2, 3, 3, 3, 7, 9]), np.ones(8, bool), 0.95
    yield "left on the first day", np.array([0.0, 0, 2, 5, 5]), np.array([1, 0, 1, 1, 0], bool), 0.95


def curve(name, durations, left, level):
    fit = lifelines.KaplanMeierFitter().fit(durations, left, alpha=1 - level)
    table = fit.event_table
    ends = fit.confidence_interval_
    steps, total = [], 0.0
    for time, row in table.iterrows():
        if row["observed"] + row["censored"] == 0:
            continue  # the row at 0 at which everybody enters
        at_risk, gone = row["at_risk"], row["observed"]
        survival = float(fit.survival_function_at_times(time).iloc[0])
        if at_risk > gone:
            total += gone / (at_risk * (at_risk - gone))
        between = 0 < survival < 1
        steps.append({
            "time": float(time),
            "atRisk": float(at_risk),
            "left": float(gone),
            "censored": float(row["censored"]),
            "survival": survival,
            "standardError": survival * total**0.5,
            "lower": float(ends.loc[time].iloc[0]) if between else None,
            "upper": float(ends.loc[time].iloc[1]) if between else None,
        })
    median = float(fit.median_survival_time_)
    return {
        "name": name,
        "level": level,
        "durations": durations.tolist(),
        "left": [float(x) for x in left],
        "steps": steps,
        "median": median if np.isfinite(median) else None,
        "restrictedMean": float(restricted_mean_survival_time(fit, t=float(durations.max()))),
    }


golden = {
    "source": f"lifelines {lifelines.__version__}, numpy {np.__version__}; scripts/references/survival.py",
    "curves": [curve(*case) for case in cases()],
}
path = ROOT / "tests" / "golden" / "survival.json"
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(path, path.stat().st_size, "bytes")
