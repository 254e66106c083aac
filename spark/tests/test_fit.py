"""`sufficient_rows` and `fit` on Spark."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from frames import AS_OF, cdnow, column, rows, sorted_table
from node import node
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from clientele_spark import Clientele, ClienteleError, fit, score, sufficient_rows, summarize


@pytest.fixture(scope="module")
def summaries(spark: SparkSession) -> DataFrame:
    """The CDNOW customers."""
    frame = summarize(cdnow(spark), as_of=AS_OF).summaries.persist()
    frame.count()
    return frame


@pytest.fixture(scope="module")
def few(summaries: DataFrame) -> DataFrame:
    """The first of them, in one partition."""
    frame = summaries.where("customer_id < '0100'").coalesce(1).persist()
    frame.count()
    return frame


def test_sufficient_rows_are_distinct_and_count_everyone(summaries: DataFrame) -> None:
    found = rows(sufficient_rows(summaries))
    assert sum(row["customers"] for row in found) == summaries.count() == 2357
    assert len({(row["frequency"], row["recency"], row["T"]) for row in found}) == len(found) < 2357
    gaps = rows(sufficient_rows(summaries, gaps=True))
    assert sum(row["customers"] for row in gaps) == 2357
    assert len(gaps) >= len(found)


@pytest.mark.parametrize("model", ["bg-nbd", "mbg-nbd", "pareto-nbd", "bg-cnbd-k", "mbg-cnbd-k", "auto"])
def test_the_fit_has_the_bits_of_the_fit_on_the_whole(summaries: DataFrame, clientele: Clientele, model: str) -> None:
    table = sorted_table(summaries)
    whole = clientele.fit_purchases(
        column(table, "frequency"),
        column(table, "recency"),
        column(table, "T"),
        ln_gaps=column(table, "ln_gaps"),
        options={"model": model, "prior": "auto"},
    )
    found = fit(summaries, {"model": model})["purchase"]
    for section in (whole, found):
        section.pop("quality", None)
    assert found == whole


@pytest.mark.parametrize("model", ["bg-nbd", "mbg-nbd", "pareto-nbd", "mbg-cnbd-k", "auto"])
def test_the_profile_is_that_of_node(summaries: DataFrame, model: str) -> None:
    options = {"model": model, "margin": 0.4, "name": "cdnow"}
    reference = node("profile", json.dumps(options))
    found = fit(summaries, options)
    assert found["purchase"]["params"] == reference["purchase"]["params"]
    assert found["spend"]["params"] == reference["spend"]["params"]
    assert found["value"] == reference["value"]
    assert found["population"] == reference["population"]
    # JSON writes every double so that it is read back to the bit: equal texts are equal bits.
    assert found == reference


@pytest.mark.parametrize("partitions", [1, 2, 7, 200])
def test_partitions_and_order_show_in_no_bit(summaries: DataFrame, partitions: int) -> None:
    shuffled = summaries.orderBy(F.rand(partitions)).repartition(partitions)
    for options in ({}, {"model": "auto", "churn_mode": "alive"}):
        assert fit(shuffled, options) == fit(summaries, options)


def test_a_sample_gives_ranges_and_quantiles_alone(summaries: DataFrame) -> None:
    whole, sampled = fit(summaries), fit(summaries, sample=1000)
    assert sampled["purchase"]["params"] == whole["purchase"]["params"]
    assert sampled["spend"]["params"] == whole["spend"]["params"]
    # Of all customers, but added up in whole millionths: doubles one after the other round at every step.
    assert sampled["spend"]["mean"] == pytest.approx(whole["spend"]["mean"], rel=1e-12)
    assert sampled["provenance"]["customers"] == whole["provenance"]["customers"] == 2357
    for name in ("orders", "firstOrder", "lastOrder"):
        assert sampled["provenance"][name] == whole["provenance"][name]
    assert 900 < sampled["population"]["customers"] < 1100
    assert fit(summaries.repartition(7), sample=np.int64(1000)) == sampled  # type: ignore[arg-type]
    # 1000 of 2357 customers tell the median to some percent.
    middle = len(whole["population"]["valueScore"]) // 2
    assert sampled["population"]["valueScore"][middle] == pytest.approx(
        whole["population"]["valueScore"][middle], abs=10
    )


def test_from_orders_to_scores(spark: SparkSession, summaries: DataFrame) -> None:
    profile = fit(summaries, {"margin": 0.4, "currency": "USD"})
    assert profile["asOf"] == AS_OF
    assert profile["timeUnit"] == "week"
    assert profile["provenance"]["orders"] == cdnow(spark).count()
    result = score(summaries, profile, columns=["value_score", "percentile", "risk", "action"])
    assert result.scores.count() == 2357
    percentiles = column(sorted_table(result.scores), "percentile")
    assert np.nanmax(percentiles) == 100


def test_summaries_from_elsewhere_have_to_say_of_which_day_they_are(summaries: DataFrame) -> None:
    plain = summaries.withColumn("T", F.col("T") + 0)
    with pytest.raises(ClienteleError, match=r"options\.asOf"):
        fit(plain)
    assert fit(plain, {"as_of": AS_OF, "time_unit": "week"}) == fit(summaries)
    with pytest.raises(ClienteleError, match="but the summaries are of"):
        fit(summaries, {"asOf": "1998-01-01"})


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ({"margn": 0.4}, "UnknownKey", "margin"),
        ({"margin": 4}, "OutOfRange", "margin"),
        ({"model": "bgnbd"}, "InvalidValue", "model"),
        ({"timeUnit": "day"}, "InvalidValue", "summarise again"),
        ({"as_of": datetime.date(1998, 1, 1)}, "InvalidValue", "summarise again"),
        ({"as_of": datetime.datetime(1998, 6, 30, 1)}, "InvalidValue", "options.asOf"),
        ({"churnHorizonDays": 90, "churn_horizon_days": 180}, "InvalidValue", "`churnHorizonDays` and as `churn_hor"),
        ({"margin": float("nan")}, "NotFinite", "options.margin"),
        ({"margin": object()}, "InvalidValue", "options.margin"),
        ("margin", "InvalidValue", "options: must be a dict"),
    ],
)
def test_options_that_make_no_sense_are_refused(summaries: DataFrame, options: Any, code: str, words: str) -> None:
    with pytest.raises(ClienteleError) as caught:
        fit(summaries, options)
    assert caught.value.code == code
    assert words in str(caught.value)


def test_nobody_and_too_few_columns(spark: SparkSession, summaries: DataFrame) -> None:
    with pytest.raises(ClienteleError) as caught:
        fit(summaries.where("false"))
    assert caught.value.code == "InsufficientData"
    with pytest.raises(ClienteleError) as caught:
        fit(summaries.drop("revenue_in_year"))
    assert (caught.value.code, caught.value.path) == ("MissingColumn", "revenue_in_year")
    with pytest.raises(ClienteleError) as caught:
        fit(summaries.withColumn("first_day", F.lit(1.0)))
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "first_day")
    for sample in (0, 999, 1e6, True, None, "1000", [1000]):
        with pytest.raises(ClienteleError, match="sample"):
            fit(summaries, sample=sample)  # type: ignore[arg-type]
    one = summaries.limit(1)
    assert fit(one)["population"]["customers"] == 1


def test_two_currencies_are_refused(summaries: DataFrame) -> None:
    with pytest.raises(ClienteleError) as caught:
        fit(summaries, {"currency": "USD"}, facts={"currency": "EUR"})
    assert (caught.value.code, caught.value.path) == ("MixedCurrencies", "options.currency")
    assert fit(summaries, {"currency": "EUR"}, facts={"currency": "EUR"})["currency"] == "EUR"


def test_options_of_python_and_numpy_are_options(summaries: DataFrame) -> None:
    day = datetime.date.fromisoformat(AS_OF)
    given = {"as_of": day, "margin": Decimal("0.4"), "churn_horizon_days": np.int64(90), "uplift": np.float64(0.25)}
    plain = {"margin": 0.4, "churnHorizonDays": 90, "uplift": 0.25}
    assert fit(summaries, given) == fit(summaries, plain)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("frequency", float("nan"), "NotFinite"),
        ("revenue", float("inf"), "NotFinite"),
        ("orders", None, None),
        ("monetary_value", None, "MissingCell"),
        ("last_day", None, "MissingCell"),
    ],
)
def test_what_is_no_number_is_said_by_its_column(
    summaries: DataFrame, column: str, value: float | None, code: str | None
) -> None:
    kind = summaries.schema[column].dataType
    hole = F.when(F.col("customer_id").isin("0007", "0042"), F.lit(value).cast(kind)).otherwise(F.col(column))
    few = summaries.where("customer_id < '0100'")
    broken = few.withColumn(column, hole)
    if code is None:
        fit(broken)
        return
    with pytest.raises(ClienteleError) as caught:
        fit(broken)
    assert (caught.value.code, caught.value.path) == (code, column)
    assert f"the column `{column}` is null" in str(caught.value)
    assert "for 2 of 99 customers, `0007` among them: mend" in str(caught.value)
    with pytest.raises(ClienteleError, match="for 2 of 2 customers: mend"):
        fit(broken.where("customer_id in ('0007', '0042')").withColumn("customer_id", F.lit(None).cast("string")))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("frequency", "-1"),
        ("frequency", "1.5"),
        ("recency", "-1"),
        ("recency", "T + 1"),
        ("recency", "if(frequency = 0, 1, 0)"),
        ("recency", "recency / 7 + 0.01"),
        ("first_day", None),
        ("last_day", "date '2030-01-01'"),
        ("monetary_value", "2e18"),
        ("revenue_in_year", "-2e18"),
        ("purchases_in_year", "frequency + 2"),
        ("purchases_in_year", "0.5"),
        ("active_quarters", "elapsed_quarters + 1"),
        ("elapsed_quarters", "-1"),
        ("ln_gaps", "99"),
        ("monetary_value", "-5"),
        ("revenue", "-5"),
        ("revenue_in_year", "-5"),
        ("monetary_value", "0"),
    ],
)
def test_what_no_summary_can_have_is_said_by_its_column(few: DataFrame, column: str, value: str | None) -> None:
    who = F.col("customer_id").isin("0007", "0042")
    if value is None:
        broken = few.withColumn("last_day", F.when(who, F.date_sub("first_day", 7)).otherwise(F.col("last_day")))
    else:
        broken = few.withColumn(column, F.when(who, F.expr(value)).otherwise(F.col(column)))
    if value == "0":
        # Orders for nothing are purchases: whoever has no others is left out of the spend model.
        fit(broken)
        return
    with pytest.raises(ClienteleError) as caught:
        fit(broken)
    assert (caught.value.code, caught.value.path) == ("OutOfRange", column)
    assert f"the column `{column}` must be " in str(caught.value)
    assert "for 2 of 99 customers, `0007` among them: mend" in str(caught.value)


def test_orders_are_not_taken_for_summaries(spark: SparkSession, summaries: DataFrame) -> None:
    with pytest.raises(ClienteleError) as caught:
        fit(cdnow(spark), {"margn": 1})
    assert (caught.value.code, caught.value.path) == ("MissingColumn", "frequency")
    assert "no columns `frequency`, `recency`, `T`, `monetary_value`" in str(caught.value)
    assert "`summarize`" in str(caught.value)
    with pytest.raises(ClienteleError) as caught:
        fit(summaries.withColumn("recency", F.lit("x")))
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "recency")


def test_what_is_no_dataframe_of_spark(summaries: DataFrame) -> None:
    other: Any
    for other in (None, [1], summaries.limit(1).toPandas()):
        for function in (fit, sufficient_rows):
            with pytest.raises(ClienteleError) as caught:
                function(other)
            assert (caught.value.code, caught.value.path) == ("InvalidValue", "summaries")
            assert "must be a DataFrame of Spark" in str(caught.value)
    for other in (None, "yes", 1, F.col("T")):
        with pytest.raises(ClienteleError) as caught:
            sufficient_rows(summaries, gaps=other)
        assert (caught.value.code, caught.value.path) == ("InvalidValue", "gaps")
    given: Any
    for argument in ("options", "facts"):
        given = {argument: [7]}
        with pytest.raises(ClienteleError) as caught:
            fit(summaries, **given)
        assert (caught.value.code, caught.value.path) == ("InvalidValue", argument)


@pytest.mark.parametrize("unit", ["day", "week", "month", "year"])
def test_summaries_of_several_days_are_refused(spark: SparkSession, unit: str) -> None:
    few = cdnow(spark).where("customer_id < '0100'")
    one, other = (summarize(few, as_of=day, time_unit=unit).summaries for day in ("1998-06-30", "1998-06-29"))
    assert fit(one)["timeUnit"] == unit
    with pytest.raises(ClienteleError) as caught:
        fit(one.union(other))
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "T")
    assert "99 of 198 customers" in str(caught.value)
    assert "several days" in str(caught.value)


def test_another_unit_than_that_of_the_summaries_is_refused(spark: SparkSession, summaries: DataFrame) -> None:
    plain = summaries.withColumn("T", F.col("T") + 0)
    with pytest.raises(ClienteleError) as caught:
        fit(plain, {"as_of": AS_OF, "time_unit": "day"})
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "T")
    with pytest.raises(ClienteleError, match=r"options\.timeUnit: must be one of"):
        fit(plain, {"as_of": AS_OF, "time_unit": "weeks"})
