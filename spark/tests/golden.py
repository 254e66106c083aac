"""The golden customers of tests/golden/runtimes in Python: the same draws and the same hash as in golden.mjs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from clientele_spark import Clientele
from clientele_spark.wasm import load

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "golden" / "runtimes"

Columns = dict[str, npt.NDArray[np.float64]]


def golden_set() -> dict[str, Any]:
    """Returns what the customers are drawn from, and the profiles."""
    text = (FOLDER / "set.mjs").read_text("utf8")
    found: dict[str, Any] = json.loads(text.split("export const set = ", 1)[1].rstrip().rstrip(";"))
    return found


def expected() -> dict[str, str]:
    """Returns the hashes that every runtime gives."""
    found: dict[str, str] = json.loads((FOLDER / "expected.json").read_text("utf8"))
    return found


def customers(given: dict[str, Any]) -> Columns:
    """Returns the customers as columns, NaN where a number is missing; see `customers` in golden.mjs."""
    state = 1

    def draw() -> float:
        nonlocal state
        state = state * 48271 % 2147483647
        return state / 2147483647

    def whole(below: float) -> int:
        return int(below * draw())

    columns: dict[str, list[float]] = {}
    for _ in range(given["customers"]):
        age = given["scales"][whole(len(given["scales"]))] * draw()
        most = given["purchases"][whole(len(given["purchases"]))]
        bought, share, elapsed = whole(most) + 1, draw(), whole(13)
        row = {
            "frequency": bought if most else 0,
            "recency": (age if share < 0.1 else share * age) if most else 0,
            "T": age,
            "activeQuarters": whole(elapsed + 1),
            "elapsedQuarters": elapsed,
        }
        for name, low, high, steps in given["fields"]:
            known = draw() >= given["missing"]
            value = low + whole((high - low) * steps + 1) / steps
            row[name] = value if known else float("nan")
        for name, value in row.items():
            columns.setdefault(name, []).append(value)
    return {name: np.array(column, np.float64) for name, column in columns.items()}


class Fnv:
    """FNV-1a of 64 bits over the little-endian bits of numbers; every NaN counts as one."""

    def __init__(self) -> None:
        self.state = 0xCBF29CE484222325

    def add(self, numbers: npt.NDArray[np.float64]) -> None:
        """Adds numbers."""
        bits = np.where(np.isnan(numbers), np.float64("nan"), numbers).astype("<f8").tobytes()
        state = self.state
        for byte in bits:
            state = (state ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
        self.state = state

    def __str__(self) -> str:
        return f"{self.state:016x}"


def hashes(clientele: Clientele) -> dict[str, str]:
    """Returns the hashes of the columns of scores, as `golden` in golden.mjs does."""
    given = golden_set()
    columns = customers(given)
    names = clientele.describe()
    wanted = [names["scoreColumns"].index(name) for name in given["columns"]]
    found = {"columns": Fnv(), "trees": Fnv()}
    for entry in given["profiles"]:
        scorer = clientele.scorer(json.dumps(entry["profile"]).encode())
        if scorer.context["features"] != entry["features"]:
            raise ValueError(f"{entry['name']}: {scorer.context['features']}")
        fields = [*names["customerFields"], *[f"features.{name}" for name in entry["features"]]]
        places = [at for at, name in enumerate(fields) if name in columns]
        answer = scorer.score(np.stack([columns[fields[at]] for at in places]), places, wanted)
        if answer.refused:
            raise ValueError(f"{entry['name']}: {answer.refused[0]}")
        for column in answer.columns:
            found["trees" if entry["full"] else "columns"].add(column)
    return {name: str(hashed) for name, hashed in found.items()}


if __name__ == "__main__":
    # The mark is that of scripts/matrix/programs.mjs.
    print("CLIENTELE-GOLDEN", json.dumps(hashes(Clientele(load()))))
