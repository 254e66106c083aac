"""Fitting to any number of customers: Spark counts distinct rows, one process fits them."""

from __future__ import annotations

import decimal
import os
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from clientele_spark.errors import ClienteleError
from clientele_spark.module import Clientele, Numbers
from clientele_spark.names import camel, snake
from clientele_spark.schema import check_id, original, place, quoted, wrong_type
from clientele_spark.scoring import numbers
from clientele_spark.summaries import METADATA
from clientele_spark.wasm import load

SAMPLE = 1_000_000
"""So many customers give the ranges, cuts and quantiles of a profile; our choice."""

# A share of the base is one of so many parts.
_PARTS = 1 << 32


def sufficient_rows(summaries: DataFrame, *, gaps: bool = False) -> DataFrame:
    """Returns the distinct histories with how many customers have each: all that a purchase model is fitted to.

    A likelihood is a sum over customers, and customers with the same frequency, recency and T add the same to it.

    Args:
        summaries: from :func:`clientele_spark.summarize`.
        gaps: also tell histories apart by ``ln_gaps``, which the models with regular gaps (``bg-cnbd-k``,
            ``mbg-cnbd-k``, ``auto``) take besides. Sums or means over customers would do for the likelihood, but they
            round, and the module holds each against its recency.

    Returns:
        ``frequency``, ``recency``, ``T``, with ``gaps`` ``ln_gaps`` (doubles), ``customers`` (whole numbers); in no
        particular order.

    Raises:
        ClienteleError: ``MissingColumn``, ``InvalidValue``.

    Example:
        >>> sufficient_rows(summaries).count()                         # doctest: +SKIP
        2111
    """
    return _distinct(summaries, ["frequency", "recency", "T", *(["ln_gaps"] if gaps else [])])


def _distinct(summaries: DataFrame, names: list[str]) -> DataFrame:
    keys = [_number(summaries, name).alias(name) for name in names]
    return summaries.groupBy(*keys).agg(F.count(F.lit(1)).alias("customers"))


def _number(frame: DataFrame, name: str) -> Any:
    field = frame.schema.fields[place(frame.schema, name, "the fit")]
    if not isinstance(field.dataType, T.NumericType):
        raise wrong_type(field, "numbers")
    return quoted(field.name).cast("double")


def fit(
    summaries: DataFrame,
    options: Mapping[str, Any] | None = None,
    *,
    id: str = "customer_id",
    sample: int = SAMPLE,
    facts: Mapping[str, Any] | None = None,
    wasm: str | os.PathLike[str] | None = None,
) -> dict[str, Any]:
    """Fits the models to all customers and returns a profile, as ``buildProfile`` does in JavaScript.

    The purchase model is fitted to the distinct histories and the spend model to the distinct
    ``(frequency, monetary_value)`` of all customers: their parameters have the bits of a fit to the whole base. The
    ranges, cuts, quantiles and the baseline retention come from all customers as well, unless there are more than
    ``sample``: then from that many, chosen by a hash of their ids, the same at every run.

    Three or four jobs read the summaries: persist them, or write them first.

    Args:
        summaries: from :func:`clientele_spark.summarize`, or read back from where they were written.
        options: those of ``buildProfile``: ``{"model": "auto", "margin": 0.4}``, in camelCase or snake_case. ``asOf``
            and ``timeUnit`` are known from summaries of ``summarize``, whose metadata Spark's own files keep.
        id: column that names the customer.
        sample: see above; at least 1000.
        facts: what the profile says of the data beside what follows from the summaries: ``badRows``, ``currency``.
        wasm: another file of the module.

    Returns:
        The profile: ``json.dumps`` makes the file that ``clientele score --profile`` takes.

    Raises:
        ClienteleError: a column is missing, an option is unknown or out of range, there is no customer.

    Example:
        >>> profile = fit(summaries, {"model": "mbg-nbd", "margin": 0.4})                        # doctest: +SKIP
        >>> Path("profile.json").write_text(json.dumps(profile))                                 # doctest: +SKIP
    """
    chosen = _options(summaries, options or {})
    if isinstance(sample, bool) or not isinstance(sample, int) or sample < 1000:
        raise ClienteleError("OutOfRange", f"sample: must be a whole number from 1000, found {sample!r}", "sample")
    clientele = Clientele(load(wasm))
    names = [snake(name) for name in clientele.describe()["summaryColumns"]]
    schema = original(summaries)
    id_field = schema.fields[place(schema, id, "id")]
    check_id(id_field)
    for name in names:
        field = schema.fields[place(schema, name, "the fit")]
        if name.endswith("_day") and not isinstance(field.dataType, T.DateType):
            raise wrong_type(field, "DATE")

    known = _known(summaries)
    if known["customers"] == 0:
        raise ClienteleError("InsufficientData", "summaries: there is no customer", "summaries")
    prior = chosen.get("prior", "auto")
    model = chosen.get("model", "bg-nbd")
    gaps = model == "auto" or str(model).endswith("-cnbd-k")
    rows = sufficient_rows(summaries, gaps=gaps).toArrow()
    # Rows may come in any order but for sums of logarithms of gaps, whose last bit knows it.
    rows = rows.sort_by([(name, "ascending") for name in rows.column_names])
    purchase = clientele.fit_purchases(
        _column(rows, "frequency"),
        _column(rows, "recency"),
        _column(rows, "T"),
        customers=_column(rows, "customers"),
        ln_gaps=_column(rows, "ln_gaps") if gaps else None,
        options={"model": model, "prior": prior},
    )
    base = _base(summaries, id_field, names, known["customers"], sample)
    rows = _distinct(summaries, ["frequency", "monetary_value"]).toArrow()
    spend = clientele.fit_spend(
        _column(rows, "frequency"),
        _column(rows, "monetary_value"),
        customers=_column(rows, "customers"),
        options={"prior": prior, "mean": _mean(base, names) if known["customers"] <= sample else known["mean"]},
    )
    request = {
        "options": chosen,
        "purchase": purchase,
        "spend": spend,
        "facts": {**known["facts"], **(facts or {})},
    }
    return clientele.build_profile(request, base)


def _options(summaries: DataFrame, given: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the options with the names of the module and what the summaries say of themselves."""
    chosen = {camel(name): value for name, value in given.items()}
    said: dict[str, Any] = next((f.metadata.get(METADATA, {}) for f in summaries.schema.fields if f.name == "T"), {})
    for name in ("asOf", "timeUnit"):
        if name not in said:
            continue
        if name in chosen and chosen[name] != said[name]:
            message = f"options.{name}: {chosen[name]!r}, but the summaries are of {said[name]!r}: summarise again"
            raise ClienteleError("InvalidValue", message, f"options.{name}")
        chosen[name] = said[name]
    for name in ("asOf", "timeUnit"):
        if name not in chosen:
            message = f"options.{name}: missing; the summaries do not say it, since they come from elsewhere"
            raise ClienteleError("Missing", message, f"options.{name}")
    return chosen


def _known(summaries: DataFrame) -> dict[str, Any]:
    """Counts the base: customers, facts for the provenance, and the mean amount of a purchase.

    Sums are of whole numbers and decimals, so that partitions never show.
    """
    frequency = _number(summaries, "frequency")
    # Revenue is a whole number of millionths, which a double holds exactly below 2^53 of them.
    millionths = F.round(_number(summaries, "revenue") * 1e6).cast("decimal(38,0)")
    counts = {
        "customers": F.count(F.lit(1)),
        "repeatCustomers": F.count(F.when(frequency > 0, 1)),
        "purchases": F.sum((frequency + 1).cast("decimal(38,0)")),
        "millionths": F.sum(millionths),
        "firstOrder": F.min(quoted("first_day")),
        "lastOrder": F.max(quoted("last_day")),
    }
    names = {name.lower() for name in summaries.columns}
    for name, column in (("counted", "orders"), ("after", "orders_after_as_of"), ("refundRows", "refunds")):
        if column in names:
            counts[name] = F.sum(_number(summaries, column).cast("decimal(38,0)"))
    row = summaries.agg(*[value.alias(name) for name, value in counts.items()]).collect()[0].asDict()
    facts: dict[str, Any] = {name: int(row[name]) for name in ("customers", "repeatCustomers")}
    facts |= {name: row[name].isoformat() for name in ("firstOrder", "lastOrder") if row[name] is not None}
    if row.get("counted") is not None and row.get("after") is not None:
        facts["orders"] = int(row["counted"] - row["after"])
        facts["ordersAfterAsOf"] = int(row["after"])
    if row.get("refundRows") is not None:
        facts["refundRows"] = int(row["refundRows"])
    with decimal.localcontext(prec=60):
        mean = float(row["millionths"] / (row["purchases"] * 1_000_000)) if row["purchases"] else 0.0
    return {"customers": facts["customers"], "facts": facts, "mean": mean}


def _base(summaries: DataFrame, id: T.StructField, names: list[str], customers: int, sample: int) -> list[Numbers]:
    """Returns the columns of all customers or of a sample, in the order of their ids."""
    name = quoted(id.name)
    key = name.cast(T.BinaryType()) if isinstance(id.dataType, T.StringType) else name.cast("bigint")
    chosen = summaries
    if customers > sample:
        # The same customers at every run and in every order: their hash decides, not chance.
        least = int(sample / customers * _PARTS)
        chosen = summaries.where(F.pmod(F.xxhash64(key), F.lit(_PARTS)) < least)
    columns = [key.alias("id")]
    for column in names:
        number = quoted(column)
        columns.append((F.unix_date(number) if column.endswith("_day") else number).cast("double").alias(column))
    table = chosen.select(*columns).toArrow().combine_chunks()
    if table.num_rows == 0:
        raise ClienteleError("InsufficientData", "summaries: the sample holds no customer, take a larger one", "sample")
    table = table.take(pc.sort_indices(table, sort_keys=[("id", "ascending")]))
    return [_column(table, column) for column in names]


def _mean(base: list[Numbers], names: list[str]) -> float:
    """Returns the mean amount of a purchase of all customers, added up one by one, as the module does it itself."""
    frequency, revenue = base[names.index("frequency")], base[names.index("revenue")]
    return float(np.add.accumulate(revenue)[-1] / max(float(np.sum(frequency + 1)), 1.0))


def _column(table: pa.Table, name: str) -> Numbers:
    chunks = [numbers(chunk) for chunk in table.column(name).chunks]
    return np.concatenate(chunks) if chunks else np.empty(0)
