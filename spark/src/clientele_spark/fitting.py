"""Fitting to any number of customers: Spark counts distinct rows, one process fits them."""

from __future__ import annotations

import decimal
import math
import operator
import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from clientele_spark.dates import iso_day
from clientele_spark.errors import ClienteleError, hint
from clientele_spark.module import Clientele, Numbers
from clientele_spark.names import snake
from clientele_spark.options import plain_options
from clientele_spark.schema import check_id, original, place, quoted, wrong_type
from clientele_spark.scoring import DAYS, numbers
from clientele_spark.summaries import METADATA
from clientele_spark.wasm import load

SAMPLE = 1_000_000
"""So many customers give the ranges, cuts and quantiles of a profile; our choice."""

MOST_MONEY = 1e18
"""The module takes no amount beyond it: src/score/customer.rs."""

# How far a length of time may be from that of its days, of one or of itself where it is longer: src/cabi/summary.rs.
_SLACK = 1e-9

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
    original(summaries, "summaries")
    if not isinstance(gaps, (bool, np.bool_)):
        raise ClienteleError("InvalidValue", f"gaps: must be True or False, found {gaps!r:.60}", "gaps")
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
            and ``timeUnit`` are known from summaries of ``summarize``, whose metadata Spark's own files keep. A day may
            be a date; decimals and NumPy's numbers are numbers.
        id: column that names the customer.
        sample: see above; at least 1000.
        facts: what the profile says of the data beside what follows from the summaries: ``badRows``, ``currency``.
        wasm: another file of the module.

    Returns:
        The profile: ``json.dumps`` makes the file that ``clientele score --profile`` takes.

    Raises:
        ClienteleError: a column is missing, an option is unknown or out of range, there is no customer;
            ``MissingCell`` and ``NotFinite`` where a column does not hold a number for everyone; ``OutOfRange`` where
            it holds what no summary can have; ``InvalidValue`` with the path ``T`` where the summaries are of several
            days; ``MixedCurrencies`` where options and facts name two.

    Example:
        >>> profile = fit(summaries, {"model": "mbg-nbd", "margin": 0.4})                        # doctest: +SKIP
        >>> Path("profile.json").write_text(json.dumps(profile))                                 # doctest: +SKIP
    """
    schema = original(summaries, "summaries")
    clientele = Clientele(load(wasm))
    names = [snake(name) for name in clientele.describe()["summaryColumns"]]
    _check_columns(schema, names)
    id_field = schema.fields[place(schema, id, "id")]
    check_id(id_field)
    chosen, given = _options(schema, options), plain_options(facts, "facts")
    _check_currency(chosen, given)
    sample = _sample(sample)

    known = _known(summaries, id_field, names, chosen)
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
        "facts": {**known["facts"], **given},
    }
    return clientele.build_profile(request, base)


def _sample(given: object) -> int:
    """Returns the size of the sample as an int, whatever kind of whole number was given."""
    try:
        found = 0 if isinstance(given, bool) else operator.index(given)  # type: ignore[arg-type]
    except TypeError:
        found = 0
    if found < 1000:
        raise ClienteleError("OutOfRange", f"sample: must be a whole number from 1000, found {given!r:.60}", "sample")
    return found


def _check_columns(schema: T.StructType, names: Sequence[str]) -> None:
    """Raises where columns of a summary are missing or have a wrong type, before anything else is looked at."""
    there = {name.lower() for name in schema.names}
    missing = [name for name in names if name.lower() not in there]
    if len(missing) > 1:
        listed = ", ".join(f"`{name}`" for name in missing)
        message = f"no columns {listed}: fit takes the customers that `summarize` makes of orders"
        raise ClienteleError("MissingColumn", f"{message}; {hint(missing[0], schema.names)}", missing[0])
    for name in names:
        field = schema.fields[place(schema, name, "the fit")]
        if name.endswith("_day"):
            if not isinstance(field.dataType, T.DateType):
                raise wrong_type(field, "DATE")
        elif not isinstance(field.dataType, T.NumericType):
            raise wrong_type(field, "numbers")


def _options(schema: T.StructType, given: object) -> dict[str, Any]:
    """Returns the options with the names of the module and what the summaries say of themselves."""
    chosen = plain_options(given, "options")
    said: dict[str, Any] = next((f.metadata.get(METADATA, {}) for f in schema.fields if f.name == "T"), {})
    for name in ("asOf", "timeUnit"):
        if name not in said:
            continue
        if chosen.get(name) is not None and chosen[name] != said[name]:
            message = f"options.{name}: {chosen[name]!r}, but the summaries are of {said[name]!r}: summarise again"
            raise ClienteleError("InvalidValue", message, f"options.{name}")
        chosen[name] = said[name]
    for name in ("asOf", "timeUnit"):
        if chosen.get(name) is None:
            message = f"options.{name}: missing; the summaries do not say it, since they come from elsewhere"
            raise ClienteleError("Missing", message, f"options.{name}")
    chosen["asOf"] = iso_day(chosen["asOf"], "options.asOf")
    if not isinstance(chosen["timeUnit"], str) or chosen["timeUnit"] not in DAYS:
        message = f"options.timeUnit: must be one of {', '.join(DAYS)}, found {chosen['timeUnit']!r:.60}"
        raise ClienteleError("InvalidValue", message, "options.timeUnit")
    return chosen


def _check_currency(options: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """Raises where the profile would be in one currency and the orders in another."""
    one, other = options.get("currency"), facts.get("currency")
    if one is not None and other is not None and one != other:
        message = f"options.currency: {one!r}, but the orders are in {other!r} (facts.currency): convert them first"
        raise ClienteleError("MixedCurrencies", message, "options.currency")


def _known(summaries: DataFrame, id: T.StructField, names: list[str], options: Mapping[str, Any]) -> dict[str, Any]:
    """Counts the base: customers, facts for the provenance, and the mean amount of a purchase.

    The same pass looks for customers without a number or with an impossible one, and for those who are of another day
    than the profile. Sums are of whole numbers and decimals, so that partitions never show.
    """
    frequency = _number(summaries, "frequency")
    whole = "decimal(38,0)"
    # Revenue is a whole number of millionths, which a double holds exactly below 2^53 of them. What is no number is
    # found below: it must not end the job before.
    millionths = F.round(_number(summaries, "revenue") * 1e6).try_cast(whole)
    counts = {
        "customers": F.count(F.lit(1)),
        "repeatCustomers": F.count(F.when(frequency > 0, 1)),
        "purchases": F.sum((frequency + 1).try_cast(whole)),
        "millionths": F.sum(millionths),
        "firstOrder": F.min(quoted("first_day")),
        "lastOrder": F.max(quoted("last_day")),
    }
    there = {name.lower() for name in summaries.columns}
    for name, column in (("counted", "orders"), ("after", "orders_after_as_of"), ("refundRows", "refunds")):
        if column in there:
            counts[name] = F.sum(_number(summaries, column).try_cast(whole))
    who = quoted(id.name).cast("string")
    for name in names:
        lacking = ~_holds(name)
        counts[f"{name}: lacking"] = F.count(F.when(lacking, 1))
        counts[f"{name}: null"] = F.count(F.when(quoted(name).isNull(), 1))
        counts[f"{name}: who"] = F.min(F.when(lacking, who))
    astray = _astray(options)
    counts["astray"] = F.count(F.when(astray, 1))
    counts["astray: who"] = F.min(F.when(astray, who))
    impossible = _impossible(options)
    for name, (where, _) in impossible.items():
        counts[f"{name}: impossible"] = F.count(F.when(where, 1))
        counts[f"{name}: whose"] = F.min(F.when(where, who))
    row = summaries.agg(*[value.alias(name) for name, value in counts.items()]).collect()[0].asDict()
    _check_numbers(row, names)
    if row["astray"]:
        message = (
            f"`T`: {row['astray']} of {row['customers']} customers{_among(row['astray: who'])} are not of "
            f"{options['asOf']} in units of a {options['timeUnit']}: `T` is not the time since their `first_day`. "
            "Are summaries of several days in one table?"
        )
        raise ClienteleError("InvalidValue", message, "T")
    for name, (_, expected) in impossible.items():
        if row[f"{name}: impossible"]:
            message = (
                f"the column `{name}` must be {expected}; it is not for {row[f'{name}: impossible']} of "
                f"{row['customers']} customers{_among(row[f'{name}: whose'])}: mend them or leave them out"
            )
            raise ClienteleError("OutOfRange", message, name)
    facts: dict[str, Any] = {name: int(row[name]) for name in ("customers", "repeatCustomers")}
    facts |= {name: row[name].isoformat() for name in ("firstOrder", "lastOrder") if row[name] is not None}
    if row.get("counted") is not None and row.get("after") is not None:
        facts["orders"] = int(row["counted"] - row["after"])
        facts["ordersAfterAsOf"] = int(row["after"])
    if row.get("refundRows") is not None:
        facts["refundRows"] = int(row["refundRows"])
    with decimal.localcontext(prec=60):
        mean = float((row["millionths"] or 0) / (row["purchases"] * 1_000_000)) if row["purchases"] else 0.0
    return {"customers": facts["customers"], "facts": facts, "mean": mean}


def _holds(name: str) -> Column:
    """Returns whether a column of a summary holds a day or a finite number."""
    if name.endswith("_day"):
        return quoted(name).isNotNull()
    # Of NaN Spark says that it is larger than everything, infinity included.
    number = F.abs(quoted(name).cast("double"))
    return F.coalesce(number < F.lit(float("inf")), F.lit(False))


def _astray(options: Mapping[str, Any]) -> Column:
    """Returns whether ``T`` is not the time from the first purchase to the day of the profile."""
    return _apart("T", F.lit(options["asOf"]).cast("date"), options["timeUnit"])


def _apart(name: str, to: Column, unit: str) -> Column:
    """Returns whether a length of time is not the one from the first purchase to a day."""
    length = F.datediff(to, quoted("first_day")) / F.lit(DAYS[unit])
    return F.abs(quoted(name).cast("double") - length) > F.lit(_SLACK) * F.greatest(F.abs(length), F.lit(1.0))


def _impossible(options: Mapping[str, Any]) -> dict[str, tuple[Column, str]]:
    """Returns, by column, where finite numbers are none that a summary can have, and what they must be.

    They are what the module refuses, which names a row of the distinct ones instead of a customer, and counts that are
    no counts. Refunds take no amount below 0: what finds nothing to be netted against reduces nothing. An amount of 0
    is left to the module, which leaves such customers out of the spend model.
    """

    def number(name: str) -> Column:
        return quoted(name).cast("double")

    def no_count(name: str, most: Column) -> Column:
        value = number(name)
        return (value < 0) | (value > most) | (F.floor(value) < value)

    frequency, recency = number("frequency"), number("recency")
    first, last, as_of = quoted("first_day"), quoted("last_day"), F.lit(options["asOf"]).cast("date")
    exact = F.lit(float(1 << 53))
    # The module's own bound, with as much room for rounded times: src/btyd/bg_cnbd_k/gaps.rs.
    most_gaps = frequency * (F.log(recency / frequency) + F.lit(math.log(2)))
    money = f"an amount of money from 0, at most {MOST_MONEY:g}"
    return {
        "frequency": (no_count("frequency", exact), "a whole number from 0"),
        "first_day": (first > last, "no later than `last_day`"),
        "last_day": (last > as_of, f"no later than {options['asOf']}"),
        "recency": (
            (recency < 0)
            | (recency > number("T"))
            | ((frequency > 0) != (recency > 0))
            | _apart("recency", last, options["timeUnit"]),
            "the time from `first_day` to `last_day`, from 0 to `T`, and 0 where `frequency` is 0 and nowhere else",
        ),
        **{
            name: ((number(name) < 0) | (number(name) > MOST_MONEY), money)
            for name in ("monetary_value", "revenue_in_year", "revenue")
        },
        "purchases_in_year": (
            no_count("purchases_in_year", frequency + 1),
            "a whole number from 0 to `frequency` and 1",
        ),
        "elapsed_quarters": (no_count("elapsed_quarters", exact), "a whole number from 0"),
        "active_quarters": (
            no_count("active_quarters", number("elapsed_quarters")),
            "a whole number from 0 to `elapsed_quarters`",
        ),
        "ln_gaps": (
            F.when(frequency > 0, number("ln_gaps") > most_gaps).otherwise(number("ln_gaps") != 0),
            "the sum of the logarithms of the gaps, in the unit of `recency`, and 0 where `frequency` is 0",
        ),
    }


def _among(who: str | None) -> str:
    """Returns the words that name one of several customers, none where they have no id."""
    return "" if who is None else f", `{who:.60}` among them"


def _check_numbers(row: Mapping[str, Any], names: Sequence[str]) -> None:
    """Raises for the first column that does not hold something for everyone."""
    for name in names:
        lacking = row[f"{name}: lacking"]
        if lacking:
            null = row[f"{name}: null"] == lacking
            what = "is null" if null else "is null, NaN or infinite"
            message = (
                f"the column `{name}` {what} for {lacking} of {row['customers']} customers"
                f"{_among(row[f'{name}: who'])}: mend them or leave them out"
            )
            raise ClienteleError("MissingCell" if null else "NotFinite", message, name)


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
