"""Fits lifetimes to the data sets that `cargo run --release --example study -- fits --export FOLDER`
writes, and compares the mean absolute errors of the purchases expected in the holdout period.

    python scripts/study/compare_lifetimes.py FOLDER

Needs lifetimes 0.11.3 (scripts/bench/venv.mjs installs it). Prints a table in Markdown: of how many of
the first hundred sets of a cell lifetimes gives a model, and the medians over those of the two errors.
"""

import contextlib
import io
import os
import sys
import warnings

import numpy as np
import pandas as pd
from lifetimes import (
    BetaGeoBetaBinomFitter,
    BetaGeoFitter,
    ModifiedBetaGeoFitter,
    ParetoNBDFitter,
)

warnings.filterwarnings("ignore")
np.seterr(all="ignore")

FITTERS = {
    "bg-nbd": BetaGeoFitter,
    "mbg-nbd": ModifiedBetaGeoFitter,
    "pareto-nbd": ParetoNBDFitter,
    "bg-bb": BetaGeoBetaBinomFitter,
}
HORIZONS = {
    "weekly-shop": 39, "daily-shop": 365, "heavy-use": 365,
    "six-years": 6, "twelve-months": 12, "52-weeks": 52,
}


def expected(model, data, horizon):
    """Purchases that lifetimes expects within the horizon; raises where it cannot fit."""
    fitter = FITTERS[model]()
    x, recency, age = data["frequency"].values, data["recency"].values, data["T"].values
    if model == "bg-bb":
        fitter.fit(x, recency, age.astype(int))
        values = fitter.conditional_expected_number_of_purchases_up_to_time(
            horizon, x, recency, age.astype(int))
    else:
        fitter.fit(x, recency, age)
        values = fitter.conditional_expected_number_of_purchases_up_to_time(horizon, x, recency, age)
    values = np.asarray(values, dtype=float)
    if not np.isfinite(values).all():
        raise ValueError("not finite")
    return values


def main(folder):
    print("| model | shop | customers | sets | lifetimes fits | our MAE | theirs | ratio |")
    print("|---|---|---|---|---|---|---|---|")
    for file in sorted(name for name in os.listdir(folder) if name.endswith(".csv")):
        model, shop, size = file.removesuffix(".csv").split("_")
        if model not in FITTERS:
            continue
        ours, theirs, sets = [], [], 0
        for _, data in pd.read_csv(os.path.join(folder, file)).groupby("set"):
            sets += 1
            try:
                with contextlib.redirect_stdout(io.StringIO()):  # lifetimes prints failed searches
                    values = expected(model, data, HORIZONS[shop])
            except Exception:  # whatever lifetimes raises, it has no model
                continue
            theirs.append(np.abs(values - data["actual"]).mean())
            ours.append(np.abs(data["expected"] - data["actual"]).mean())
        if theirs:
            one, other = np.median(ours), np.median(theirs)
            print(f"| {model} | {shop} | {size} | {sets} | {len(theirs)} | {one:.4f} | {other:.4f} "
                  f"| {one / other:.3f} |", flush=True)
        else:
            print(f"| {model} | {shop} | {size} | {sets} | 0 | | | |", flush=True)


main(sys.argv[1])
