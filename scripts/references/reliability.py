"""Writes tests/golden/reliability.json: Cronbach's alpha of pingouin, an independent package.

    python3 -m venv venv && venv/bin/pip install pingouin==0.7.0
    venv/bin/python scripts/references/reliability.py

Answers are made up: a common opinion and noise, rounded to the scale, with and without gaps; answers with a
gap are left out whole (nan_policy="listwise"). Alpha without an item is pingouin's of the other items.

Vallat, R. (2018), "Pingouin: statistics in Python", JOSS 3(31); Cronbach, L. J. (1951), Psychometrika 16(3).
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin

ROOT = Path(__file__).resolve().parents[2]


def cases():
    rng = np.random.default_rng(20251125)
    for people, items, scale, noise, gaps in (
        (6, 2, 5, 0.5, 0.0),
        (40, 4, 5, 1.0, 0.0),
        (150, 9, 7, 2.0, 0.05),
        (300, 22, 7, 1.5, 0.01),
        (30, 5, 10, 20.0, 0.0),
    ):
        opinion = rng.normal(scale / 2 + 0.5, scale / 5, people)
        answers = np.clip(np.rint(opinion[:, None] + rng.normal(0, noise, (people, items))), 1, scale)
        answers[rng.random((people, items)) < gaps] = np.nan
        yield pd.DataFrame(answers)


def alpha(frame):
    return float(pingouin.cronbach_alpha(data=frame.dropna(), nan_policy="listwise")[0])


def case(frame):
    rest = [alpha(frame.dropna().drop(columns=j)) for j in frame.columns] if frame.shape[1] > 2 else None
    answers = [[None if np.isnan(x) else x for x in row] for row in frame.to_numpy().tolist()]
    return {"answers": answers, "alpha": alpha(frame), "alphaIfDeleted": rest}


golden = {"pingouin": pingouin.__version__, "cases": [case(frame) for frame in cases()]}
path = ROOT / "tests" / "golden" / "reliability.json"
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
