"""Orders of a partition as customers: batches in, batches out, without Spark."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from broken import TRAP, broken

from clientele_spark import walk
from clientele_spark.amounts import from_doubles
from clientele_spark.dates import from_iso
from clientele_spark.faults import REJECTED
from clientele_spark.names import snake
from clientele_spark.walk import SummaryTask
from clientele_spark.wasm import Wasm

Order = tuple[Any, Any, Any]

SCHEMA = pa.schema([("id", pa.string()), ("on", pa.string()), ("paid", pa.float64())])


@pytest.fixture(scope="session")
def task(wasm: Wasm, description: dict[str, Any]) -> SummaryTask:
    names = tuple(snake(name) for name in description["summaryColumns"])
    dates = frozenset({"first_day", "last_day"})
    return SummaryTask(wasm, ("id", "on", "paid"), 0, 1, 2, "2024-12-31", "week", None, names, dates)


def batches(orders: Sequence[Order], size: int, schema: pa.Schema = SCHEMA) -> Iterable[pa.RecordBatch]:
    for low in range(0, max(len(orders), 1), size):
        rows = orders[low : low + size]
        columns = [pa.array([row[at] for row in rows], field.type) for at, field in enumerate(schema)]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


def run(
    task: SummaryTask, orders: Sequence[Order], size: int = 10_000, schema: pa.Schema = SCHEMA
) -> list[dict[str, Any]]:
    """Returns the rows that the walk gives."""
    found = list(task(iter(batches(orders, size, schema))))
    assert len({batch.schema for batch in found}) <= 1
    return [row for batch in found for row in batch.to_pylist()]


def summaries(rows: list[dict[str, Any]]) -> dict[Any, dict[str, Any]]:
    return {row["id"]: row for row in rows if row[REJECTED] is None}


def rejected(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": row["id"], **row[REJECTED][0]} for row in rows if row[REJECTED] is not None]


def drawn(customers: int, seed: int) -> list[Order]:
    """Returns orders of customers, sorted by customer; some of them cannot be read."""
    chance = random.Random(seed)
    orders: list[Order] = []
    for customer in range(customers):
        for _ in range(chance.choice([1, 1, 2, 3, 9])):
            day = datetime.date(2023, 1, 1) + datetime.timedelta(chance.randrange(900))
            amount = chance.choice([-5.5, 9.99, 20.0, 0.1 + 0.2, float("nan"), 1e300])
            orders.append((f"c{customer:05}", chance.choice([day.isoformat(), "soon"]), amount))
    return orders


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100, 10_000])
def test_where_batches_end_changes_no_bit(task: SummaryTask, size: int) -> None:
    orders = drawn(300, 1)
    whole, parts = run(task, orders), run(task, orders, size)
    assert summaries(parts) == summaries(whole)
    key = repr
    assert sorted(map(key, rejected(parts))) == sorted(map(key, rejected(whole)))


@pytest.mark.parametrize("size", [1, 5, 10_000])
def test_nothing_is_lost(task: SummaryTask, size: int) -> None:
    orders = drawn(400, 2)
    rows = run(task, orders, size)
    counted = sum(row["orders"] for row in summaries(rows).values())
    assert counted + sum(row["orders"] for row in rejected(rows)) == len(orders)
    assert {row["code"] for row in rejected(rows)} == {"BadDate", "BadAmount", "InsufficientData"}


def test_orders_of_a_customer_in_any_order_have_the_same_bits(task: SummaryTask) -> None:
    orders = [("a", f"2024-{month:02}-{day:02}", 0.1 * day) for month in range(1, 13) for day in (1, 9, 28)]
    whole = summaries(run(task, orders))
    random.Random(3).shuffle(orders)
    assert summaries(run(task, orders, 5)) == whole


def test_a_customer_over_many_batches(task: SummaryTask) -> None:
    days = [datetime.date(2020, 1, 1) + datetime.timedelta(day % 1000) for day in range(50_000)]
    orders = [("a", "2024-01-01", 1.0), *[("b", day.isoformat(), 0.25) for day in days], ("c", "2024-01-01", 1.0)]
    found = summaries(run(task, orders, 1000))
    assert list(found) == ["a", "b", "c"]
    assert (found["b"]["frequency"], found["b"]["revenue"], found["b"]["orders"]) == (999, 12_500, 50_000)
    assert found["b"]["monetary_value"] == 12.5


def test_more_orders_than_one_call_takes(task: SummaryTask, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = drawn(300, 4)
    whole = summaries(run(task, orders))
    for most in (1, 2, 10):
        monkeypatch.setattr(walk, "ORDERS_A_CALL", most)
        assert summaries(run(task, orders)) == whole


def test_why_rows_are_refused(task: SummaryTask) -> None:
    orders = [
        (None, "2024-01-01", 1.0),
        (" \t", "2024-01-01", 1.0),
        ("a", None, 1.0),
        ("a", "2024-02-30", 1.0),
        ("a", "2024-01-01", None),
        ("a", "2024-01-01", float("inf")),
        ("a", "2024-01-01", 9.3e12),
        ("a", None, None),
        ("later", "2025-01-01", 1.0),
        ("refunded", "2024-01-01", 1.0),
        ("refunded", "2024-01-02", -1.0),
    ]
    rows = run(task, orders)
    assert summaries(rows) == {}
    found = {(row["id"], row["code"], row["path"], row["orders"]) for row in rejected(rows)}
    assert found == {
        (None, "MissingCell", "id", 1),
        (" \t", "MissingCell", "id", 1),
        ("a", "MissingCell", "on", 1),
        ("a", "BadDate", "on", 1),
        ("a", "MissingCell", "paid", 1),
        ("a", "BadAmount", "paid", 1),
        ("later", "InsufficientData", None, 1),
        ("refunded", "InsufficientData", None, 2),
    }
    assert len(rejected(rows)) == 10
    # The original row comes back as it was.
    date = next(row for row in rejected(rows) if row["code"] == "BadDate")
    assert date["row"] == {"id": "a", "on": "2024-02-30", "paid": 1.0}
    assert date["reason"] == '"2024-02-30" is not a date of the years 1 to 9999; write it as 2024-03-31'


def test_refunds_old_days_and_strange_ids(task: SummaryTask) -> None:
    orders = [
        ("", "2024-01-01", 1.0),
        (" a", "1969-12-31", 10.0),
        ("A", "0001-01-01", 10.0),
        ("a", "2024-01-01", 10.0),
        ("a", "2024-01-05", 30.0),
        ("a", "2024-01-09", -35.0),
        ("\u0000", "2024-01-01", 1.0),
        ("客户 🦀", "2024-12-31", 1.0),
        ("é", "2024-01-01", 1.0),
        ("e\u0301", "2024-01-01", 1.0),
    ]
    found = summaries(run(task, orders, 2))
    # Ids are told apart letter by letter.
    assert set(found) == {" a", "A", "a", "\u0000", "客户 🦀", "é", "e\u0301"}
    assert found[" a"]["first_day"] == datetime.date(1969, 12, 31)
    assert found["A"]["first_day"] == datetime.date(1, 1, 1)
    assert (found["a"]["frequency"], found["a"]["revenue"], found["a"]["refunds"]) == (0, 5, 1)
    assert found["客户 🦀"]["T"] == 0


def test_no_row_at_all(task: SummaryTask) -> None:
    assert run(task, []) == []
    assert list(task(iter([]))) == []


def test_amounts_of_every_type(task: SummaryTask, wasm: Wasm) -> None:
    def revenue(values: list[Any], kind: pa.DataType, minor_units: int | None = None) -> list[float]:
        one = SummaryTask(
            wasm, ("id", "on", "paid"), 0, 1, 2, "2024-12-31", "week", minor_units, task.names, task.dates
        )
        schema = pa.schema([("id", pa.int64()), ("on", pa.date32()), ("paid", kind)])
        orders = [(at, datetime.date(2024, 1, 1), value) for at, value in enumerate(values)]
        return [row["revenue"] for row in run(one, orders, schema=schema)]

    exact = [Decimal("12.34"), Decimal("0.01"), Decimal("9223372036854.77")]
    assert revenue(exact, pa.decimal128(38, 2)) == [12.34, 0.01, 9223372036854.77]
    assert revenue([Decimal("0.0000005"), Decimal("0.00000049")], pa.decimal128(38, 18)) == [1e-6, 0]
    assert revenue([12.34, 0.1 + 0.2], pa.float64()) == [12.34, 0.3]
    assert revenue([12.34], pa.float32()) == [12.34]
    assert revenue([1234, 1], pa.int64(), 2) == [12.34, 0.01]
    assert revenue([1234], pa.int16(), 0) == [1234]
    assert revenue([2**62], pa.int64(), 0) == [None]


def test_doubles_are_rounded_as_the_module_rounds_them() -> None:
    # Half away from zero in the very double: of 0.49999999999999994 a floor(x + 0.5) would make 1, and of odd
    # numbers from 2^52 their neighbours. The expected numbers are those numerals, rounded by Python's exact decimals.
    chance = random.Random(5)
    numbers = [0.49999999999999994e-6, -0.5e-6, 0.5e-6, 1.5e-6, 2.5e-6, -2.5e-6, (2**52 + 1) / 1e6, 29.33, -0.0]
    numbers += [chance.uniform(-1e4, 1e4) for _ in range(10_000)] + [chance.uniform(-9e12, 9e12) for _ in range(10_000)]
    found, fits = from_doubles(np.array(numbers))
    assert fits.all()
    for number, micro in zip(numbers, found.tolist(), strict=True):
        product = Decimal(number * 1e6)
        assert micro == int(product.quantize(Decimal(1), rounding="ROUND_HALF_UP")), number
    assert not from_doubles(np.array([2.0**63 / 1e6, -(2.0**63) / 1e6, 1e308]))[1].any()


def test_texts_are_dates_or_are_not() -> None:
    first = datetime.date(1970, 1, 1)
    days = [datetime.date.min + datetime.timedelta(at) for at in range(0, 3_652_059, 97)] + [datetime.date.max]
    found, readable = from_iso(pa.array([day.isoformat() for day in days]))
    assert readable.all()
    assert found.tolist() == [(day - first).days for day in days]
    wrong = [
        "",
        "2024",
        "2024-1-01",
        "2024-01-1",
        "2024/01/01",
        "20240101",
        " 2024-01-01",
        "2024-01-01 ",
        "2024-01-01\n",
    ]
    wrong += ["2023-02-29", "1900-02-29", "2024-00-01", "2024-13-01", "2024-04-31", "2024-01-00", "0000-12-31"]
    wrong += ["2024-01-01T00:00", "-024-01-01", "２０２４-01-01", "10000-01-01"]
    assert not from_iso(pa.array(wrong))[1].any()
    assert from_iso(pa.array(["2000-02-29", None]))[1].tolist() == [True, False]


def test_instants_count_on_their_day_in_utc(task: SummaryTask) -> None:
    utc = datetime.UTC
    instants = [datetime.datetime(2024, 1, 1, 23, 30, tzinfo=utc), datetime.datetime(1969, 12, 31, 23, 59, tzinfo=utc)]
    for zone in ("UTC", "Asia/Shanghai", "America/New_York"):
        schema = pa.schema([("id", pa.int64()), ("on", pa.timestamp("us", zone)), ("paid", pa.float64())])
        rows = run(task, [(at, instant, 1.0) for at, instant in enumerate(instants)], schema=schema)
        assert [row["first_day"].isoformat() for row in rows] == ["2024-01-01", "1969-12-31"]


def test_days_beyond_the_calendar_are_refused(task: SummaryTask) -> None:
    schema = pa.schema([("id", pa.int64()), ("on", pa.date32()), ("paid", pa.float64())])
    days = pa.array([-719163, -719162, 2932896, 2932897], pa.int32()).cast(pa.date32())
    batch = pa.RecordBatch.from_arrays([pa.array([1, 2, 3, 4]), days, pa.array([1.0] * 4)], schema=schema)
    codes = {}
    for out in task(iter([batch])):
        # Python knows no day after 9999: the rows themselves are not looked at.
        letters = out[REJECTED].combine_chunks() if isinstance(out[REJECTED], pa.ChunkedArray) else out[REJECTED]
        for place, id in enumerate(out["id"].to_pylist()):
            codes[id] = letters[place].values.field("code")[0].as_py() if letters[place].is_valid else None
    assert codes == {1: "BadDate", 2: None, 3: "InsufficientData", 4: "BadDate"}


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_customer_with_whom_the_module_traps_is_refused_alone(
    description: dict[str, Any], task: SummaryTask, size: int
) -> None:
    bytes = broken(description, {})
    one = SummaryTask(Wasm.of(bytes), ("id", "on", "paid"), 0, 1, 2, "2024-12-31", "week", None, task.names, task.dates)
    orders = [(f"c{at // 2:03}", "2024-01-01", TRAP / 1e6 if at in (40, 101, 199) else 1.0) for at in range(200)]
    rows = run(one, orders, size)
    assert [(row["id"], row["code"], row["orders"]) for row in rejected(rows)] == [
        ("c020", "Trap", 2),
        ("c050", "Trap", 2),
        ("c099", "Trap", 2),
    ]
    assert len(summaries(rows)) == 97
    assert "unreachable" in rejected(rows)[0]["reason"]
