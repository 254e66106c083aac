"""Options as they come, without Spark: plain ones, those of NumPy, and what is none."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from clientele_spark import ClienteleError
from clientele_spark.dates import iso_day
from clientele_spark.options import plain_options


def test_numbers_of_every_kind_become_those_of_json() -> None:
    given = {
        "margin": Decimal("0.4"),
        "value_months": np.int32(12),
        "uplift": np.float32(0.25),
        "cuts": {"current": np.float64(10), "flags": (np.bool_(True), None)},
        "loyalty_judgements": np.eye(2),
    }
    assert plain_options(given, "options") == {
        "margin": 0.4,
        "valueMonths": 12,
        "uplift": 0.25,
        "cuts": {"current": 10.0, "flags": [True, None]},
        "loyaltyJudgements": [[1.0, 0.0], [0.0, 1.0]],
    }
    assert plain_options(None, "options") == {}


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"margin": float("nan")}, "NotFinite", "options.margin"),
        ({"margin": Decimal("Infinity")}, "NotFinite", "options.margin"),
        ({"margin": Decimal("sNaN")}, "NotFinite", "options.margin"),
        ({"margin": np.float64("-inf")}, "NotFinite", "options.margin"),
        ({"margin": Decimal("1e400")}, "NotFinite", "options.margin"),
        ({"cuts": {"current": [1, float("inf")]}}, "NotFinite", "options.cuts.current[1]"),
        ({"margin": 1j}, "InvalidValue", "options.margin"),
        ({"margin": datetime.date(2024, 1, 1)}, "InvalidValue", "options.margin"),
        ({"name": "\ud800"}, "InvalidValue", "options.name"),
        ({"name": b"x"}, "InvalidValue", "options.name"),
        ({"points": {1: 2}}, "InvalidValue", "options.points"),
        ({1: 2}, "InvalidValue", "options"),
        ([("margin", 1)], "InvalidValue", "options"),
        ({"as_of": "31.12.2024"}, "InvalidValue", "options.asOf"),
        ({"as_of": 20241231}, None, None),
    ],
)
def test_what_is_no_option_is_refused(given: Any, code: str | None, path: str | None) -> None:
    if code is None:
        # The profile says what it takes.
        assert plain_options(given, "options") == {"asOf": 20241231}
        return
    with pytest.raises(ClienteleError) as caught:
        plain_options(given, "options")
    assert (caught.value.code, caught.value.path) == (code, path)


def test_what_holds_itself_is_refused() -> None:
    ring: list[Any] = []
    ring.append(ring)
    with pytest.raises(ClienteleError, match="deeper than 64"):
        plain_options({"points": ring}, "options")


def test_both_spellings_are_named() -> None:
    with pytest.raises(ClienteleError) as caught:
        plain_options({"churn_horizon_days": 90, "churnHorizonDays": 90}, "options")
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "options.churnHorizonDays")
    assert "as `churn_horizon_days` and as `churnHorizonDays`" in str(caught.value)


@pytest.mark.parametrize(
    "day", ["2024-03-31", datetime.date(2024, 3, 31), datetime.datetime(2024, 3, 31), pd.Timestamp("2024-03-31")]
)
def test_days_in_every_form(day: object) -> None:
    assert iso_day(day, "as_of") == "2024-03-31"


@pytest.mark.parametrize(
    "day",
    [
        datetime.datetime(2024, 3, 31, 12),
        datetime.datetime(2024, 3, 31, 0, 0, 0, 1),
        datetime.datetime(2024, 3, 31, tzinfo=datetime.UTC),
        pd.Timestamp("2024-03-31", tz="Asia/Shanghai"),
        pd.NaT,
        "2024-03-31T00:00:00",
        None,
    ],
)
def test_an_instant_is_no_day(day: object) -> None:
    with pytest.raises(ClienteleError) as caught:
        iso_day(day, "as_of")
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "as_of")
