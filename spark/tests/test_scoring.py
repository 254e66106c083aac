"""Batches of customers as batches of scores, without Spark."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from broken import TRAP, broken
from golden import golden_set

from clientele_spark import scoring
from clientele_spark.faults import REJECTED
from clientele_spark.scores import _outputs
from clientele_spark.scoring import ScoreTask, numbers, warnings
from clientele_spark.wasm import Wasm

SCHEMA = pa.schema([("id", pa.string()), ("frequency", pa.float64()), ("recency", pa.float64()), ("T", pa.float64())])

NAN, INF = float("nan"), float("inf")

PROFILE = json.dumps(golden_set()["profiles"][0]["profile"]).encode()


def task_of(wasm: Wasm, description: dict[str, Any], columns: Any = "all", profile: bytes = PROFILE) -> ScoreTask:
    wanted, outputs, codes = _outputs(description, columns)
    return ScoreTask(
        wasm=wasm,
        profile=profile,
        original=tuple(SCHEMA.names),
        id=0,
        inputs=(1, 2, 3),
        fields=(0, 1, 2),
        paths={"frequency": "n_repeat"},
        wanted=wanted,
        outputs=outputs,
        codes=codes,
        bands=len(description["codes"]["band"]),
        warnings=tuple(description["warnings"]),
    )


def run(task: ScoreTask, rows: list[tuple[Any, ...]], size: int = 10_000) -> list[dict[str, Any]]:
    columns = [pa.array([row[at] for row in rows], field.type) for at, field in enumerate(SCHEMA)]
    whole = pa.RecordBatch.from_arrays(columns, schema=SCHEMA)
    parts = [whole.slice(low, size) for low in range(0, max(len(rows), 1), size)]
    found = list(task(iter(parts)))
    assert len({batch.schema for batch in found}) <= 1
    return [row for batch in found for row in batch.to_pylist()]


def good(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in rows if row[REJECTED] is None}


def bad(rows: list[dict[str, Any]]) -> list[tuple[Any, str, str | None]]:
    return [(row["id"], row[REJECTED][0]["code"], row[REJECTED][0]["path"]) for row in rows if row[REJECTED]]


CUSTOMERS = [("a", 2, 30.43, 38.86), ("b", 0, 0, 5), ("c", 7, 20, 20), ("d", 1, 1, 200), ("e", None, None, None)]
GARBAGE = [
    ("bad 1", -1, 3, 4),
    ("bad 2", 1, 5, 4),
    ("bad 3", 1, None, 4),
    ("bad 4", 1, 3, INF),
    (None, 1, 3, 4),
    ("  ", 1, 3, 4),
    ("bad 5", 0, 3, 4),
]


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_garbage_changes_no_bit_of_the_others(wasm: Wasm, description: dict[str, Any], size: int) -> None:
    task = task_of(wasm, description)
    mixed = [row for pair in zip(CUSTOMERS * 3, GARBAGE * 3, strict=False) for row in pair]
    alone, among = run(task, CUSTOMERS), run(task, mixed, size)
    assert good(among) == good(alone)
    assert set(good(alone)) == {"a", "b", "c", "d", "e"}
    assert len(among) == len(mixed)
    assert ("bad 1", "OutOfRange", "n_repeat") in bad(among)
    assert (None, "MissingCell", "id") in bad(among)
    assert ("bad 3", "Missing", "recency") in bad(among)
    row = next(row for row in among if row["id"] == "bad 2")
    assert row[REJECTED][0]["row"] == {"id": "bad 2", "frequency": 1, "recency": 5, "T": 4}
    assert all(row[name] is None for row in among if row[REJECTED] for name in ("risk", "tier", "warnings", "action"))


def test_nothing_but_garbage(wasm: Wasm, description: dict[str, Any]) -> None:
    found = run(task_of(wasm, description), GARBAGE * 2000, 4096)
    assert len(bad(found)) == len(found) == 14_000


def test_null_and_nan_are_missing_and_never_zero(wasm: Wasm, description: dict[str, Any]) -> None:
    task = task_of(wasm, description)
    found = good(run(task, [("null", None, None, None), ("nan", NAN, NAN, NAN)]))
    assert {**found["null"], "id": ""} == {**found["nan"], "id": ""}
    assert found["null"]["probability_alive"] is None
    assert "no_purchases" in str(found["null"]["warnings"])


def test_codes_are_words(wasm: Wasm, description: dict[str, Any]) -> None:
    found = good(run(task_of(wasm, description), CUSTOMERS))["a"]
    for name, column in (("tier", "tier"), ("band", "band"), ("cell", "cell")):
        assert found[name] is None or found[name] in description["codes"][column]
    assert found["band"] in description["codes"]["band"]
    for row in good(run(task_of(wasm, description), CUSTOMERS)).values():
        if row["cell"] is None or row["band"] is None:
            assert row["action"] is None
            continue
        cells, bands = description["codes"]["cell"], description["codes"]["band"]
        place = cells.index(row["cell"]) * len(bands) + bands.index(row["band"])
        assert row["action"] == description["actions"][place]


def test_the_columns_that_are_asked_for(wasm: Wasm, description: dict[str, Any]) -> None:
    whole = good(run(task_of(wasm, description), CUSTOMERS))
    for columns in (["risk"], ["action", "value_score"], ["warnings"], ["never", "tier", "risk"]):
        found = good(run(task_of(wasm, description, columns), CUSTOMERS))
        assert list(found["a"]) == ["id", *columns, REJECTED]
        assert found == {id: {name: row[name] for name in found[id]} for id, row in whole.items()}


def test_more_rows_than_one_call_takes(
    wasm: Wasm, description: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    task = task_of(wasm, description)
    whole = run(task, CUSTOMERS * 10)
    monkeypatch.setattr(scoring, "ROWS_A_CALL", 3)
    assert run(task, CUSTOMERS * 10) == whole


@pytest.mark.parametrize("size", [1, 64, 10_000])
def test_customers_with_whom_the_module_traps_are_refused_alone(description: dict[str, Any], size: int) -> None:
    code = broken(description, {"features": [], "hash": "h", "timeUnit": "week"})
    rows = [(f"c{at:04}", TRAP if at in (0, 77, 78, 999) else 1, 1, 2) for at in range(1000)]
    found = run(task_of(Wasm.of(code), description, ["risk"]), rows, size)
    assert [(id, code) for id, code, _ in bad(found)] == [(f"c{at:04}", "Trap") for at in (0, 77, 78, 999)]
    assert len(good(found)) == 996


def test_where_every_customer_traps_all_are_refused(description: dict[str, Any]) -> None:
    code = broken(description, {"features": [], "hash": "h", "timeUnit": "week"})
    found = run(task_of(Wasm.of(code), description), [("x", TRAP, 1, 2)] * 100)
    assert len(bad(found)) == len(found) == 100


def test_columns_of_every_type_become_numbers() -> None:
    for column in (
        pa.array([1, None, 0], pa.int8()),
        pa.array([1, None, 0], pa.int64()),
        pa.array([1, None, 0], pa.float32()),
        pa.array([1, None, 0], pa.decimal128(20, 3)),
        pa.array([True, None, False]),
    ):
        found = numbers(column)
        assert found.dtype == np.float64
        assert found[[0, 2]].tolist() == [1, 0]
        assert np.isnan(found[1])
    assert numbers(pa.array([2**62 + 1], pa.int64())).tolist() == [2.0**62]


def test_warnings_are_lists_in_the_order_of_their_bits() -> None:
    codes = ("one", "two", "three")
    assert warnings(np.array([0.0, 5, 2, 5, NAN]), codes).to_pylist() == [
        [],
        ["one", "three"],
        ["two"],
        ["one", "three"],
        [],
    ]
