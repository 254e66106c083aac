"""Writes tests/golden/path_model.json: path models of latent variables, by plspm.

    python3 -m venv venv && venv/bin/pip install plspm==0.5.7 pandas==2.2.3 numpy==1.26.4
    venv/bin/python scripts/references/path_model.py

plspm 0.5.7 from PyPI is run, never copied. It is given standardised columns (n in the denominator) and
scaled=False: with scaled=True it divides by one pooled deviation. Its tolerance is of the sum of the
squared changes of the weights, so that 1e-10 there is a change of 1e-5; 1e-26 brings it to rest in the
last digits. Its rule for signs counts the zeros of other blocks as positive loadings and so turns next to
nothing; the sign of a score is arbitrary, so here every score is turned that has mostly negative loadings.

Data: the first set is sixteen rows of a made-up questionnaire, the second is drawn from a model with
loadings between 0.6 and 0.9, rounded to answers from 1 to 10; complaints are 0 or 1.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import plspm.config as c
from plspm.mode import Mode
from plspm.plspm import Plspm
from plspm.scheme import Scheme

warnings.filterwarnings("ignore")

SCHEMES = {"centroid": Scheme.CENTROID, "factorial": Scheme.FACTORIAL, "path": Scheme.PATH}

SMALL = [
    [6, 5, 7, 7, 7, 7, 7, 5, 6, 6, 4, 4], [9, 7, 8, 8, 8, 6, 5, 6, 7, 6, 8, 8],
    [9, 9, 8, 7, 7, 8, 9, 8, 8, 8, 8, 8], [7, 8, 6, 6, 6, 9, 9, 9, 8, 9, 6, 5],
    [6, 9, 4, 7, 5, 7, 7, 7, 5, 5, 7, 5], [4, 6, 9, 7, 8, 6, 6, 8, 8, 7, 6, 7],
    [4, 6, 5, 5, 4, 4, 4, 5, 5, 4, 5, 6], [5, 5, 5, 6, 5, 3, 3, 4, 4, 3, 5, 4],
    [6, 4, 8, 9, 9, 7, 7, 8, 7, 8, 9, 8], [8, 8, 4, 5, 4, 8, 8, 6, 5, 6, 6, 6],
    [7, 6, 5, 4, 6, 6, 7, 6, 5, 5, 5, 4], [8, 6, 7, 6, 5, 2, 4, 4, 4, 5, 4, 5],
    [7, 7, 5, 6, 6, 6, 5, 7, 8, 8, 7, 8], [5, 5, 4, 3, 3, 5, 5, 6, 6, 5, 4, 6],
    [6, 5, 6, 6, 4, 4, 4, 7, 6, 6, 7, 6], [6, 5, 6, 7, 6, 6, 8, 7, 7, 7, 6, 6],
]

GRAPHS = {
    "small": [("expectation", "quality"), ("expectation", "value"), ("expectation", "satisfaction"),
              ("quality", "value"), ("quality", "satisfaction"), ("value", "satisfaction"),
              ("satisfaction", "loyalty")],
    "scsb": [("expectation", "value"), ("expectation", "satisfaction"), ("value", "satisfaction"),
             ("satisfaction", "complaint"), ("satisfaction", "loyalty"), ("complaint", "loyalty")],
    "acsi": [("expectation", "quality"), ("expectation", "value"), ("expectation", "satisfaction"),
             ("quality", "value"), ("quality", "satisfaction"), ("value", "satisfaction"),
             ("satisfaction", "complaint"), ("satisfaction", "loyalty"), ("complaint", "loyalty")],
    "ccsi": [("image", "expectation"), ("image", "quality"), ("image", "value"), ("image", "satisfaction"),
             ("expectation", "quality"), ("expectation", "value"), ("expectation", "satisfaction"),
             ("quality", "value"), ("quality", "satisfaction"), ("value", "satisfaction"),
             ("satisfaction", "loyalty")],
}


def drawn(n=120, seed=20260401):
    """Answers of n respondents to a questionnaire of all constructs."""
    rng = np.random.default_rng(seed)
    normal = lambda: rng.standard_normal(n)
    image = normal()
    expectation = 0.6 * image + 0.8 * normal()
    quality = 0.4 * image + 0.4 * expectation + 0.7 * normal()
    value = 0.2 * expectation + 0.6 * quality + 0.6 * normal()
    satisfaction = 0.3 * quality + 0.5 * value + 0.15 * image + 0.5 * normal()
    complaint = -0.5 * satisfaction + 0.8 * normal()
    loyalty = 0.7 * satisfaction - 0.1 * complaint + 0.6 * normal()
    columns, blocks = {}, {}
    for name, latent, loadings in [
        ("image", image, [0.8, 0.7, 0.9]), ("expectation", expectation, [0.7, 0.8, 0.6]),
        ("quality", quality, [0.8, 0.85, 0.7, 0.6]), ("value", value, [0.8, 0.75]),
        ("satisfaction", satisfaction, [0.9, 0.8, 0.75]), ("loyalty", loyalty, [0.85, 0.8]),
    ]:
        blocks[name] = []
        for k, loading in enumerate(loadings):
            answer = 6.5 + 1.7 * (loading * latent / latent.std() + np.sqrt(1 - loading**2) * normal())
            column = f"{name}{k + 1}"
            columns[column] = np.clip(np.rint(answer), 1, 10)
            blocks[name].append(column)
    columns["complaint1"] = (complaint > 0.6).astype(float)
    blocks["complaint"] = ["complaint1"]
    return pd.DataFrame(columns), blocks


def run(data, blocks, graph, scheme, formative):
    names = []
    for pair in graph:
        names += [name for name in pair if name not in names]
    structure = c.Structure()
    for a, b in graph:
        structure.add_path([a], [b])
    used = [column for name in names for column in blocks[name]]
    z = data[used].astype(float)
    z = (z - z.mean()) / z.std(ddof=0)
    config = c.Config(structure.path(), scaled=False)
    for name in names:
        config.add_lv(name, Mode.B if name in formative else Mode.A, *[c.MV(column) for column in blocks[name]])
    found = Plspm(z, config, SCHEMES[scheme], iterations=2000, tolerance=1e-26)
    outer, scores = found.outer_model(), found.scores()
    latent_of = {column: name for name in names for column in blocks[name]}
    paths, summary, cross = found.path_coefficients(), found.inner_summary(), found.crossloadings()
    effects = found.effects()
    own = {name: np.sign(outer.loc[blocks[name], "loading"]).sum() for name in names}
    sign = {name: -1.0 if own[name] < 0 else 1.0 for name in names}
    of_weights = {name: np.sign(np.corrcoef(z[blocks[name]].dot(outer.loc[blocks[name], "weight"]), scores[name])[0, 1]) for name in names}
    return {
        "scheme": scheme,
        "formative": formative,
        "latents": names,
        "blocks": {name: blocks[name] for name in names},
        "paths": [{"from": a, "to": b, "coefficient": float(paths.loc[b, a]) * sign[a] * sign[b]} for a, b in graph],
        "indicators": [
            {
                "indicator": m,
                "weight": float(outer.loc[m, "weight"]) * of_weights[latent_of[m]] * sign[latent_of[m]],
                "loading": float(outer.loc[m, "loading"]) * sign[latent_of[m]],
                "communality": float(outer.loc[m, "communality"]),
                "redundancy": float(outer.loc[m, "redundancy"]),
                "crossLoadings": [float(cross.loc[m, name]) * sign[name] for name in names],
            }
            for m in used
        ],
        "rSquared": {name: float(summary.loc[name, "r_squared"]) for name in names},
        "adjustedRSquared": {name: float(summary.loc[name, "r_squared_adj"]) for name in names},
        "communality": {name: float(summary.loc[name, "block_communality"]) for name in names},
        "redundancy": {name: float(summary.loc[name, "mean_redundancy"]) for name in names},
        "effects": [
            {"from": row["from"], "to": row["to"], **{key: float(row[key]) * sign[row["from"]] * sign[row["to"]] for key in ["direct", "indirect", "total"]}}
            for _, row in effects.iterrows()
        ],
        "goodnessOfFit": float(found.goodness_of_fit()),
        "scores": [float(value) * sign[names[-1]] for value in scores[names[-1]].values[:5]],
    }


def main():
    small_blocks = {"expectation": ["e1", "e2"], "quality": ["q1", "q2", "q3"], "value": ["v1", "v2"],
                    "satisfaction": ["s1", "s2", "s3"], "loyalty": ["l1", "l2"]}
    small = pd.DataFrame(SMALL, columns=[column for block in small_blocks.values() for column in block])
    large, large_blocks = drawn()
    golden = {"plspm": "0.5.7", "sets": {
        "small": {"columns": list(small.columns), "rows": small.astype(float).values.tolist()},
        "large": {"columns": list(large.columns), "rows": large.values.tolist()},
    }, "models": []}
    for scheme in SCHEMES:
        golden["models"].append({"set": "small", "graph": "small", **run(small, small_blocks, GRAPHS["small"], scheme, [])})
        for graph in ["scsb", "acsi", "ccsi"]:
            golden["models"].append({"set": "large", "graph": graph, **run(large, large_blocks, GRAPHS[graph], scheme, [])})
        golden["models"].append({"set": "large", "graph": "ccsi", **run(large, large_blocks, GRAPHS["ccsi"], scheme, ["image", "quality"])})
    path = Path(__file__).resolve().parents[2] / "tests" / "golden" / "path_model.json"
    path.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
