"""Fits lifetimes 0.11.3 to the first 39 weeks of CDNOW and prints what it predicts, customer by customer, as JSON.

    python scripts/study/cdnow_lifetimes.py ORDERS.csv CALIBRATION_END HOLDOUT_END

Nothing is measured here: scripts/study/cdnow.mjs measures both sides with the same functions.

lifetimes has P(no purchase within t) of a customer for Pareto/NBD alone. For BG/NBD and MBG/NBD it offers
P(alive); `noPurchase` of these is computed here from the parameters that lifetimes found, as the ratio of the
likelihoods of a history that lasts t longer and of the history as it is (Fader, Hardie & Lee 2005, eq. 6;
Batislam, Denizel & Filiztekin 2007).
"""

import json
import sys
import warnings

import lifetimes
import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter, ParetoNBDFitter
from lifetimes.utils import calibration_and_holdout_data
from scipy.special import betaln

warnings.filterwarnings("ignore")


def no_purchase(params, modified, x, recency, age, t):
    """P(no purchase within t) of a BG/NBD, or of an MBG/NBD, whose customers may leave after the first purchase."""
    r, alpha, a, b = (params[name] for name in ("r", "alpha", "a", "b"))
    # How often a customer had the chance to leave.
    chances = x + 1 if modified else x
    may_have_left = chances > 0

    def likelihood(until):
        stayed = np.exp(betaln(a, b + chances) - (r + x) * np.log(alpha + until))
        left = np.exp(betaln(a + 1, b + np.maximum(chances, 1) - 1) - (r + x) * np.log(alpha + recency))
        return stayed + np.where(may_have_left, left, 0)

    return likelihood(age + t) / likelihood(age)


def main(path, calibration_end, holdout_end):
    np.random.seed(1)  # its search for Pareto/NBD starts at random, and stops a little elsewhere each time
    orders = pd.read_csv(path, parse_dates=["date"], dtype={"customer_id": str})
    data = calibration_and_holdout_data(
        orders, "customer_id", "date", calibration_end, holdout_end,
        freq="D", freq_multiplier=7, monetary_value_col="amount")
    x, recency, age = (data[name].to_numpy() for name in ("frequency_cal", "recency_cal", "T_cal"))
    length = float(data["duration_holdout"].iloc[0])

    # It takes customers with a repeat purchase of some money, and no others.
    money = data["monetary_value_cal"].to_numpy()
    buyers = (x > 0) & (money > 0)
    spend = GammaGammaFitter().fit(x[buyers], money[buyers])

    models = {}
    for name, fitter in (("bg-nbd", BetaGeoFitter()), ("mbg-nbd", ModifiedBetaGeoFitter()), ("pareto-nbd", ParetoNBDFitter())):
        fitter.fit(x, recency, age)
        if name == "pareto-nbd":
            none = fitter.conditional_probability_of_n_purchases_up_to_time(0, length, x, recency, age)
        else:
            none = no_purchase(fitter.params_, name == "mbg-nbd", x, recency, age, length)
        models[name] = {
            "params": fitter.params_.to_dict(),
            "expected": np.asarray(
                fitter.conditional_expected_number_of_purchases_up_to_time(length, x, recency, age)).tolist(),
            "alive": np.asarray(fitter.conditional_probability_alive(x, recency, age)).tolist(),
            "noPurchase": np.asarray(none).tolist(),
        }
    print(json.dumps({
        "version": lifetimes.__version__,
        "ids": data.index.tolist(),
        "length": length,
        "purchases": data["frequency_holdout"].tolist(),
        "spend": np.asarray(spend.conditional_expected_average_profit(x, money)).tolist(),
        "models": models,
    }))


main(*sys.argv[1:])
