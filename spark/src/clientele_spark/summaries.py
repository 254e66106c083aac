"""From orders to customers: ``summarize``."""

from __future__ import annotations

import datetime
import operator
import os
from collections.abc import Mapping

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from clientele_spark.amounts import DECIMALS
from clientele_spark.dates import iso_day
from clientele_spark.errors import ClienteleError
from clientele_spark.faults import REJECTED
from clientele_spark.module import Clientele
from clientele_spark.names import snake
from clientele_spark.results import DEAD_LETTER, Split, check_id_name
from clientele_spark.schema import (
    INTEGERS,
    by_place,
    check_crosses,
    check_id,
    original,
    place,
    positional,
    rejected_type,
    wrong_type,
)
from clientele_spark.walk import COUNTS, SummaryTask
from clientele_spark.wasm import load

METADATA = "clientele"
"""Under this key the metadata of the column ``T`` say of which day and in which unit the summary is."""

UNITS = ("day", "week", "month", "year")


class Summaries(Split):
    """What :func:`summarize` returns."""

    @property
    def summaries(self) -> DataFrame:
        """One row for each customer with a purchase up to ``as_of``."""
        return self._through()


def summarize(
    orders: DataFrame,
    *,
    customer_id: str = "customer_id",
    date: str = "date",
    amount: str = "amount",
    as_of: str | datetime.date,
    time_unit: str = "week",
    minor_units: int | None = None,
    wasm: str | os.PathLike[str] | None = None,
) -> Summaries:
    """Summarises orders by customer, to the bits that every other build of the library gives.

    Money is added up as whole millionths and days as whole days, so that neither partitions nor the order of rows
    show in any bit. One shuffle; the memory of a task is that of a batch and of one customer's orders.

    Args:
        orders: one row for each order; a negative amount is a refund.
        customer_id: column that names the customer: text or a whole number. Ids are taken as they are.
        date: column with the day: DATE, text ``YYYY-MM-DD``, TIMESTAMP (its day in UTC) or TIMESTAMP_NTZ.
        amount: column with the amount: DECIMAL; DOUBLE or FLOAT, rounded to six decimals (a FLOAT has the
            digits of a FLOAT: 12345.67 is 12345.669922); whole numbers of the smallest unit with ``minor_units``.
        as_of: the day on which the customers are looked at, a date or text ``YYYY-MM-DD``; later orders are left out
            and counted. A datetime is taken only if it is midnight without a zone.
        time_unit: unit of ``recency`` and ``T``: day, week, month, year.
        minor_units: the decimals that a whole number stands for: 2 for cents, 0 for whole units.
        wasm: another file of the module.

    Returns:
        ``.summaries``: the customer's id, ``frequency``, ``recency``, ``T``, ``monetary_value``, ``revenue_in_year``,
        ``purchases_in_year``, ``active_quarters``, ``elapsed_quarters``, ``revenue``, ``ln_gaps`` (doubles),
        ``first_day``, ``last_day`` (dates), and the counts ``orders``, ``orders_after_as_of`` and ``refunds``.
        ``.rejected``: what was refused, each with ``code``, ``reason``, ``path``, ``orders`` and ``row``. Rows whose
        id, date or amount cannot be read (``MissingCell``, ``BadDate``, ``BadAmount``) have ``orders`` 1 and the
        original row; customers without a purchase (``InsufficientData``) have their number of orders and no row.
        The sums of ``orders`` of both are the number of rows of the input.

    Raises:
        ClienteleError: before any job: a column is missing (``MissingColumn``) or cannot be read (``InvalidValue``),
            an option is out of range.

    Example:
        >>> result = summarize(orders, as_of="2024-12-31")             # doctest: +SKIP
        >>> result.persist()                                           # doctest: +SKIP
        >>> result.summaries.write.parquet("summaries")                # doctest: +SKIP
        >>> result.rejected.select("code", "reason", "row.*").show()   # doctest: +SKIP
    """
    schema = original(orders, "orders")
    day = iso_day(as_of, "as_of")
    minor_units = _minor_units(minor_units)
    if not isinstance(time_unit, str) or time_unit not in UNITS:
        message = f"time_unit: must be one of {', '.join(UNITS)}, found {time_unit!r:.60}"
        raise ClienteleError("InvalidValue", message, "time_unit")
    at = {
        role: place(schema, name, role)
        for role, name in (("customer_id", customer_id), ("date", date), ("amount", amount))
    }
    fields = {role: schema.fields[place] for role, place in at.items()}
    check_id(fields["customer_id"])
    _check_date(fields["date"])
    _check_amount(fields["amount"], minor_units)
    check_crosses(schema)

    module = load(wasm)
    names = tuple(snake(name) for name in Clientele(module).describe()["summaryColumns"])
    dates = frozenset(name for name in names if name.endswith("_day"))
    id = fields["customer_id"].name
    check_id_name(id, (*names, *COUNTS))
    task = SummaryTask(
        wasm=module,
        original=tuple(schema.names),
        id=at["customer_id"],
        date=at["date"],
        amount=at["amount"],
        as_of=day,
        time_unit=time_unit,
        minor_units=minor_units,
        names=names,
        dates=dates,
    )
    of_what = {METADATA: {"asOf": day, "timeUnit": time_unit}}
    result = T.StructType(
        [
            T.StructField(id, fields["customer_id"].dataType),
            *[
                T.StructField(
                    name, T.DateType() if name in dates else T.DoubleType(), True, of_what if name == "T" else None
                )
                for name in names
            ],
            *[T.StructField(name, T.LongType()) for name in COUNTS],
            T.StructField(REJECTED, rejected_type(schema)),
        ]
    )
    by, spread = _keys(fields["customer_id"], at)
    everything = positional(orders).repartition(spread).sortWithinPartitions(by).mapInArrow(task, result)
    return Summaries(everything, id, (id, *names, *COUNTS), DEAD_LETTER)


def _keys(field: T.StructField, at: Mapping[str, int]) -> tuple[Column, Column]:
    """Returns what rows are sorted by, and what they are spread over partitions by."""
    id, date, amount = (F.col(by_place(at[role])) for role in ("customer_id", "date", "amount"))
    nobody = id.isNull()
    if isinstance(field.dataType, T.StringType):
        nobody = nobody | (F.trim(id) == F.lit(""))
        # Bytes, not letters: under a collation that ignores capitals, `A` and `a` would come in turns.
        id = id.cast(T.BinaryType())
    # Rows of nobody would all meet in one partition.
    return id, F.when(nobody, F.xxhash64(date, amount)).otherwise(F.xxhash64(id))


def _minor_units(given: object) -> int | None:
    """Returns how many decimals whole amounts stand for, as an int whatever kind of whole number was given."""
    if given is None:
        return None
    try:
        if isinstance(given, bool):
            raise TypeError
        found = operator.index(given)  # type: ignore[arg-type]
    except TypeError:
        message = f"minor_units: must be a whole number from 0 to {DECIMALS}, found {given!r:.60}"
        raise ClienteleError("InvalidValue", message, "minor_units") from None
    if not 0 <= found <= DECIMALS:
        message = f"minor_units: must be from 0 to {DECIMALS}, found {found}"
        raise ClienteleError("OutOfRange", message, "minor_units")
    return found


def _check_date(field: T.StructField) -> None:
    if not isinstance(field.dataType, (T.DateType, T.TimestampType, T.TimestampNTZType, T.StringType)):
        raise wrong_type(field, "DATE, TIMESTAMP or text written as 2024-03-31")


def _check_amount(field: T.StructField, minor_units: int | None) -> None:
    whole = isinstance(field.dataType, INTEGERS)
    if not whole and not isinstance(field.dataType, (T.DecimalType, T.DoubleType, T.FloatType)):
        raise wrong_type(field, "DECIMAL, DOUBLE or a whole number of the smallest unit")
    if whole and minor_units is None:
        raise wrong_type(
            field, "that you say what its whole numbers are: minor_units=2 for cents, minor_units=0 for whole units"
        )
    if not whole and minor_units is not None:
        raise wrong_type(field, "whole numbers, since minor_units is given")
