"""DataFrames of the tests, and their rows in an order that can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

CDNOW = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "cdnow_orders.csv"

AS_OF = "1998-06-30"
"""The day up to which the CDNOW orders go."""


def cdnow(spark: SparkSession) -> DataFrame:
    """Returns the CDNOW orders; ids are texts with leading zeros."""
    schema = "customer_id string, date date, units int, amount decimal(12,2)"
    return spark.read.csv(str(CDNOW), schema=schema, header=True)


def sorted_table(frame: DataFrame, by: str = "customer_id") -> pa.Table:
    """Returns the rows of a DataFrame in the order of a column."""
    return frame.toArrow().sort_by(by)


def column(table: pa.Table, name: str) -> npt.NDArray[np.float64]:
    """Returns a column as doubles, NaN where it is null; days are counted from 1970-01-01."""
    found = table.column(name)
    if pa.types.is_date32(found.type):
        found = found.cast(pa.int32())
    numbers: npt.NDArray[np.float64] = found.cast(pa.float64()).to_numpy()
    return numbers


def rows(frame: DataFrame) -> list[dict[str, Any]]:
    """Returns rows as dicts."""
    return [row.asDict(recursive=True) for row in frame.collect()]
