"""Writes tests/fixtures/imported/: models of other packages and what they predict.

    python3 -m venv venv && venv/bin/pip install xgboost-cpu==3.2.0 lightgbm==4.7.0 scikit-learn==1.9.1
    venv/bin/python scripts/references/train_churn_models.py

The customers are simulated, with gaps. The models are trained on 1,200 of them, the fixtures hold the
predictions and the contributions (pred_contribs, pred_contrib) of 200 others: margins, i.e. log-odds, of
XGBoost (single precision) and raw scores of LightGBM. "lightgbm_plain" has no missing values of its own kind
(use_missing=false), "lightgbm_zero" takes 0 for missing, "lightgbm_categories" splits on a category.

Chen & Guestrin (2016), "XGBoost: a scalable tree boosting system"; Ke et al. (2017), "LightGBM"; Lundberg, Erion
& Lee (2018), "Consistent individualized feature attribution for tree ensembles".
"""

import json
from pathlib import Path

import lightgbm as lgb
import numpy as np
import sklearn
import xgboost as xgb
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "imported"
NAMES = ["recencyRatio", "openComplaints", "satisfaction", "tenure", "spend", "plan"]
TRAINED, KEPT = 1200, 200


def customers(rng, n):
    ratio = rng.gamma(2.0, 0.7, n)
    complaints = rng.poisson(0.3, n).astype(float)
    satisfaction = np.clip(rng.normal(70, 15, n).round(1), 0, 100)
    tenure = rng.exponential(400, n).round()
    spend = np.exp(rng.normal(4, 1, n)).round(2)
    plan = rng.integers(0, 6, n).astype(float)
    eta = (
        -1.2 + 0.9 * (ratio - 1) + 0.8 * complaints + 0.03 * (70 - satisfaction)
        - 0.001 * tenure + 0.6 * np.isin(plan, [1, 4])
    )
    left = (rng.random(n) < 1 / (1 + np.exp(-eta))).astype(float)
    x = np.column_stack([ratio, complaints, satisfaction, tenure, spend, plan])
    for column, share in ((0, 0.1), (2, 0.3), (4, 0.15), (5, 0.05)):
        x[rng.random(n) < share, column] = np.nan
    return x, left


rng = np.random.default_rng(20251129)
x, left = customers(rng, TRAINED + KEPT)
train, kept = x[:TRAINED], x[TRAINED:]
y = left[:TRAINED]
expected = {
    "source": f"xgboost {xgb.__version__}, lightgbm {lgb.__version__}, scikit-learn {sklearn.__version__}; "
    "scripts/references/train_churn_models.py",
    "names": NAMES,
    "columns": [[None if np.isnan(v) else v for v in column] for column in kept.T.tolist()],
}


def save(name, document, log_odds, probability, contributions):
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
    expected[name] = {
        "logOdds": log_odds.tolist(),
        "probability": probability.tolist(),
        # One column a feature, the base last.
        "contributions": contributions.T.tolist(),
    }
    print(path.name, path.stat().st_size, "bytes")


# XGBoost
matrix = xgb.DMatrix(train, y, feature_names=NAMES)
options = {"objective": "binary:logistic", "max_depth": 4, "eta": 0.2, "seed": 7, "nthread": 1}
booster = xgb.train(options, matrix, 30)
booster.save_model("/tmp/xgboost_model.json")
rows = xgb.DMatrix(kept, feature_names=NAMES)
save(
    "xgboost",
    json.loads(Path("/tmp/xgboost_model.json").read_text()),
    booster.predict(rows, output_margin=True).astype(float),
    booster.predict(rows).astype(float),
    booster.predict(rows, pred_contribs=True).astype(float),
)
Path("/tmp/xgboost_model.json").unlink()

# LightGBM
for name, more, categories in (
    ("lightgbm", {"sigmoid": 1.0}, "auto"),
    ("lightgbm_plain", {"use_missing": False, "sigmoid": 0.7}, "auto"),
    ("lightgbm_zero", {"zero_as_missing": True}, "auto"),
    ("lightgbm_categories", {"max_cat_to_onehot": 1, "min_data_per_group": 20, "cat_smooth": 2}, [5]),
):
    trees = 30 if name == "lightgbm" else 8
    options = {
        "objective": "binary", "num_leaves": 12, "learning_rate": 0.2, "seed": 7, "num_threads": 1,
        "deterministic": True, "verbosity": -1, **more,
    }
    data = lgb.Dataset(train, y, feature_name=NAMES, categorical_feature=categories, params=options)
    booster = lgb.train(options, data, trees)
    sigmoid = more.get("sigmoid", 1.0)
    raw = booster.predict(kept, raw_score=True)
    save(name, booster.dump_model(), sigmoid * raw, booster.predict(kept), sigmoid * booster.predict(kept, pred_contrib=True))

# scikit-learn: no gaps, with and without a scaler
full = np.where(np.isnan(train), np.nanmean(train, axis=0), train)
rows = np.where(np.isnan(kept), np.nanmean(train, axis=0), kept)
expected["filled"] = rows.T.tolist()
for name, scaler in (("sklearn", StandardScaler().fit(full)), ("sklearn_plain", None)):
    scale = scaler.transform if scaler else (lambda x: x)
    model = LogisticRegression(max_iter=10_000).fit(scale(full), y)
    document = {"featureNames": NAMES, "coef": model.coef_.tolist(), "intercept": model.intercept_.tolist()}
    if scaler:
        document["scaler"] = {"mean": scaler.mean_.tolist(), "scale": scaler.scale_.tolist()}
    each = np.column_stack([scale(rows) * model.coef_[0], np.full(KEPT, model.intercept_[0])])
    save(name, document, model.decision_function(scale(rows)), model.predict_proba(scale(rows))[:, 1], each)

path = FOLDER / "expected.json"
path.write_text(json.dumps(expected, separators=(",", ":")) + "\n")
print(path.name, path.stat().st_size, "bytes")
