"""Times lifetimes on the files that the package is timed on; prints JSON.

python compare.py <jobs.json>   {"cdnow": path, "columns": path, "distinct": path, "many": path, "orders": path, "seconds": 1}
"""

import json
import sys
import time
import warnings

import lifetimes
import numpy as np
import pandas as pd
from lifetimes import (
    BetaGeoFitter,
    GammaGammaFitter,
    ModifiedBetaGeoFitter,
    ParetoNBDFitter,
)
from lifetimes.utils import summary_data_from_transaction_data

warnings.filterwarnings("ignore")


def columns(path):
    return np.fromfile(path, dtype="<f8").reshape(4, -1)


def timed(work, seconds, warm=True):
    """Median seconds of one run, with the tenth and the ninetieth percentile."""
    found = []
    start = time.perf_counter()
    if warm:
        work()
    once = time.perf_counter() - start
    start = time.perf_counter()
    least = 5 if once < 2 else 3 if once < 6 else 1
    while len(found) < least or (time.perf_counter() - start < seconds and len(found) < 500):
        before = time.perf_counter()
        work()
        found.append(time.perf_counter() - before)
    found.sort()

    def quantile(share):
        return found[round((len(found) - 1) * share)]

    return {"median": quantile(0.5), "low": quantile(0.1), "high": quantile(0.9), "runs": len(found)}


def main(jobs):
    seconds = jobs["seconds"]
    results = {}
    answers = {}

    frequency, recency, age, money = columns(jobs["cdnow"])
    repeat = frequency > 0
    results["fitCdnow"] = timed(lambda: BetaGeoFitter().fit(frequency, recency, age), seconds)
    results["fitSpend"] = timed(lambda: GammaGammaFitter().fit(frequency[repeat], money[repeat]), seconds)
    results["fitMbg"] = timed(lambda: ModifiedBetaGeoFitter().fit(frequency, recency, age), seconds)
    results["fitPareto"] = timed(lambda: ParetoNBDFitter().fit(frequency, recency, age), seconds)
    pareto = ParetoNBDFitter().fit(frequency, recency, age)
    pareto.params_ = pd.Series(jobs["pareto"])[["r", "alpha", "s", "beta"]]
    f, x, t, _ = columns(jobs["distinct"])
    for job, work in (
        ("paretoAlive", lambda: pareto.conditional_probability_alive(f, x, t)),
        ("paretoExpected",
         lambda: pareto.conditional_expected_number_of_purchases_up_to_time(39, f, x, t)),
    ):
        results[job] = timed(work, seconds)
        answers[job] = [float(v) for v in np.asarray(work())[:500]]
    model = BetaGeoFitter().fit(frequency, recency, age)
    spend = GammaGammaFitter().fit(frequency[repeat], money[repeat])
    # The very parameters that the package computes with.
    model.params_ = pd.Series(jobs["purchase"])[["r", "alpha", "a", "b"]]
    spend.params_ = pd.Series(jobs["spend"])[["p", "q", "v"]]

    for name in ("columns", "distinct"):
        f, x, t, m = columns(jobs[name])
        alive = lambda: model.conditional_probability_alive(f, x, t)
        expected = lambda: model.conditional_expected_number_of_purchases_up_to_time(39, f, x, t)
        series = [pd.Series(column) for column in (f, x, t, m)]
        value = lambda: spend.customer_lifetime_value(
            model, *series, time=12, discount_rate=0.01, freq="W"
        )
        for job, work in (("alive", alive), ("expected", expected), ("value", value)):
            results[f"{job}.{name}"] = timed(work, seconds)
            answers[f"{job}.{name}"] = [float(v) for v in np.asarray(work())[:500]]

    f, x, t, _ = columns(jobs["many"])
    results["fitMany"] = timed(lambda: BetaGeoFitter().fit(f, x, t), 0, warm=False)

    def ingest():
        frame = pd.read_csv(jobs["orders"], parse_dates=["order_date"])
        return summary_data_from_transaction_data(
            frame, "customer_id", "order_date", monetary_value_col="amount", freq="D"
        )

    results["ingest"] = timed(ingest, 0, warm=False)
    versions = {
        "python": sys.version.split()[0],
        "lifetimes": lifetimes.__version__,
        "numpy": np.__version__,
        "pandas": pd.__version__,
    }
    print(json.dumps({"results": results, "answers": answers, "versions": versions}))


with open(sys.argv[1], encoding="utf-8") as file:
    main(json.load(file))
