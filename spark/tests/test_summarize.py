"""`summarize` on Spark."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from broken import TRAP, broken
from frames import AS_OF, cdnow, column, rows, sorted_table
from node import bits, doubles, node
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from clientele_spark import ClienteleError, summarize
from clientele_spark.names import snake

FIELDS = "customer_id string, date string, amount double"


def orders(spark: SparkSession, *rows: tuple[Any, ...], schema: str = FIELDS) -> DataFrame:
    return spark.createDataFrame(list(rows), schema)


def test_summaries_have_the_bits_of_node(spark: SparkSession) -> None:
    reference = node("summary")
    table = sorted_table(summarize(cdnow(spark), as_of=AS_OF).summaries)
    assert table["customer_id"].to_pylist() == reference["ids"]
    for name, text in reference["columns"].items():
        assert bits(column(table, snake(name))) == bits(doubles(text)), name


@pytest.mark.parametrize("partitions", [1, 2, 7, 200])
def test_partitions_and_order_show_in_no_bit(spark: SparkSession, partitions: int) -> None:
    whole = sorted_table(summarize(cdnow(spark), as_of=AS_OF).summaries)
    shuffled = cdnow(spark).orderBy(F.rand(partitions)).repartition(partitions)
    before = spark.conf.get("spark.sql.shuffle.partitions")
    adaptive = spark.conf.get("spark.sql.adaptive.enabled")
    spark.conf.set("spark.sql.shuffle.partitions", str(partitions))
    spark.conf.set("spark.sql.adaptive.enabled", "false")
    try:
        frame = summarize(shuffled, as_of=AS_OF).summaries
        assert frame.rdd.getNumPartitions() == partitions
        assert sorted_table(frame).equals(whole)
    finally:
        spark.conf.set("spark.sql.shuffle.partitions", str(before))
        spark.conf.set("spark.sql.adaptive.enabled", str(adaptive))


@pytest.mark.parametrize("batch", [1, 13, 0])
def test_batches_show_in_no_bit(spark: SparkSession, batch: int) -> None:
    few = cdnow(spark).where("customer_id < '0100'")
    whole = sorted_table(summarize(few, as_of=AS_OF).summaries)
    before = spark.conf.get("spark.sql.execution.arrow.maxRecordsPerBatch")
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(batch))
    try:
        assert sorted_table(summarize(few, as_of=AS_OF).summaries).equals(whole)
    finally:
        spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(before))


def test_amounts_of_every_type_have_the_same_bits(spark: SparkSession) -> None:
    whole = sorted_table(summarize(cdnow(spark), as_of=AS_OF).summaries)
    cents = cdnow(spark).withColumn("amount", (F.col("amount") * 100).cast("bigint"))
    assert sorted_table(summarize(cents, as_of=AS_OF, minor_units=2).summaries).equals(whole)
    for kind in ("double", "decimal(38,18)", "decimal(30,4)"):
        other = cdnow(spark).withColumn("amount", F.col("amount").cast(kind))
        assert sorted_table(summarize(other, as_of=AS_OF).summaries).equals(whole), kind
    for kind in ("string", "timestamp_ntz"):
        other = cdnow(spark).withColumn("date", F.col("date").cast(kind))
        assert sorted_table(summarize(other, as_of=datetime.date(1998, 6, 30)).summaries).equals(whole), kind


def test_nothing_is_lost(spark: SparkSession) -> None:
    bad = orders(
        spark,
        (None, "2024-01-01", 1.0),
        ("", "2024-01-01", 1.0),
        ("a", None, 1.0),
        ("a", "31.12.2024", 1.0),
        ("a", "2024-01-01", None),
        ("a", "2024-01-01", float("nan")),
        ("a", "2024-01-01", float("-inf")),
        ("a", "2024-01-01", 1e13),
        ("late", "2025-01-01", 1.0),
        ("late", "2025-01-02", 1.0),
        ("back", "2024-01-01", 5.0),
        ("back", "2024-01-02", -5.0),
    )
    good = spark.range(1000).select(
        (F.col("id") % 100).cast("string").alias("customer_id"),
        F.date_add(F.lit("2023-06-01"), (F.col("id") * 13 % 701).cast("int")).cast("string").alias("date"),
        (F.col("id") % 13 - 2).cast("double").alias("amount"),
    )
    both = good.unionByName(bad).repartition(5)
    result = summarize(both, as_of="2024-12-31")
    result.persist()
    counted = result.summaries.agg(F.sum("orders"), F.sum("orders_after_as_of"), F.sum("refunds")).collect()[0]
    refused = rows(result.rejected)
    assert counted[0] + sum(row["orders"] for row in refused) == both.count()
    dated = good.where("date > '2024-12-31'").count(), good.where("amount < 0").count()
    assert (counted[1], counted[2]) == dated
    found = sorted(
        ("null" if row["customer_id"] is None else row["customer_id"], row["code"], row["path"]) for row in refused
    )
    assert found == [
        ("", "MissingCell", "customer_id"),
        ("a", "BadAmount", "amount"),
        ("a", "BadAmount", "amount"),
        ("a", "BadAmount", "amount"),
        ("a", "BadDate", "date"),
        ("a", "MissingCell", "amount"),
        ("a", "MissingCell", "date"),
        ("back", "InsufficientData", None),
        ("late", "InsufficientData", None),
        ("null", "MissingCell", "customer_id"),
    ]
    # The original row, whatever it held.
    date = next(row for row in refused if row["code"] == "BadDate")
    assert date["row"] == {"customer_id": "a", "date": "31.12.2024", "amount": 1.0}
    result.unpersist()


def test_a_partition_of_garbage_does_not_lose_the_others(spark: SparkSession) -> None:
    garbage = spark.range(20_000).select(
        F.when(F.col("id") % 2 == 0, None).otherwise(F.lit("x")).alias("customer_id"),
        F.lit("never").alias("date"),
        F.lit(float("nan")).alias("amount"),
    )
    good = cdnow(spark).select("customer_id", F.col("date").cast("string"), F.col("amount").cast("double"))
    poisoned = good.unionByName(garbage.coalesce(1))
    result = summarize(poisoned, as_of=AS_OF)
    assert sorted_table(result.summaries).equals(sorted_table(summarize(good, as_of=AS_OF).summaries))
    assert result.rejected.count() == 20_000


def test_one_customer_and_none(spark: SparkSession) -> None:
    one = summarize(orders(spark, ("a", "2024-01-01", 5.0)), as_of="2024-01-08")
    found = rows(one.summaries)
    assert [(row["customer_id"], row["frequency"], row["T"], row["monetary_value"]) for row in found] == [
        ("a", 0, 1, 0)
    ]
    assert found[0]["first_day"] == datetime.date(2024, 1, 1)
    none = summarize(spark.createDataFrame([], FIELDS), as_of="2024-01-08")
    assert none.summaries.count() == none.rejected.count() == 0
    nothing = summarize(orders(spark, (None, None, None), (None, None, None)), as_of="2024-01-08")
    assert nothing.summaries.count() == 0
    assert nothing.rejected.count() == 2


def test_ids_of_every_kind(spark: SparkSession) -> None:
    names = ["a", "A", "a ", "客户", "🦀", "é", "e\u0301", "a'b", "0"]
    result = summarize(orders(spark, *[(name, "2024-01-01", 1.0) for name in names * 3]), as_of="2024-01-08")
    found = rows(result.summaries)
    assert sorted(row["customer_id"] for row in found) == sorted(names)
    assert {row["orders"] for row in found} == {3}
    numbers = orders(
        spark,
        (7, "2024-01-01", 1.0),
        (-7, "2024-01-01", 1.0),
        (7, "2024-01-02", 1.0),
        schema="id bigint, date string, amount double",
    )
    found = rows(summarize(numbers, customer_id="id", as_of="2024-01-08").summaries)
    assert {row["id"]: row["frequency"] for row in found} == {7: 1, -7: 0}


def test_a_collation_does_not_part_customers(spark: SparkSession) -> None:
    rows_of = [("a" if at % 2 else "A", "2024-01-01", 1.0) for at in range(50)]
    loose = orders(spark, *rows_of).withColumn("customer_id", F.collate("customer_id", "UTF8_LCASE"))
    found = rows(summarize(loose, as_of="2024-01-08").summaries)
    assert sorted((row["customer_id"], row["orders"]) for row in found) == [("A", 25), ("a", 25)]


def test_a_customer_with_a_hundred_thousand_orders(spark: SparkSession) -> None:
    many = spark.range(100_000).select(
        F.when(F.col("id") % 100 == 0, F.concat(F.lit("c"), F.col("id"))).otherwise("whale").alias("customer_id"),
        F.date_add(F.lit("2020-01-01"), (F.col("id") % 1500).cast("int")).alias("date"),
        F.lit(Decimal("0.10")).alias("amount"),
    )
    result = summarize(many, as_of="2024-12-31")
    whale = rows(result.summaries.where("customer_id = 'whale'"))[0]
    assert whale["orders"] == 99_000
    assert whale["revenue"] == 9900
    assert result.summaries.count() == 1001


def test_instants_count_on_their_day_in_utc_in_every_session(spark: SparkSession) -> None:
    instants = orders(spark, ("a", "2024-01-01T23:30:00Z", 1.0)).withColumn("date", F.col("date").cast("timestamp"))
    before = spark.conf.get("spark.sql.session.timeZone")
    try:
        for zone in ("UTC", "Asia/Shanghai", "America/New_York"):
            spark.conf.set("spark.sql.session.timeZone", zone)
            found = rows(summarize(instants, as_of="2024-01-08").summaries)
            assert found[0]["first_day"] == datetime.date(2024, 1, 1), zone
    finally:
        spark.conf.set("spark.sql.session.timeZone", str(before))


def test_rows_of_every_type_come_back(spark: SparkSession) -> None:
    frame = spark.sql(
        "select 'a' customer_id, cast(null as date) date, 1.5D amount, array(1, 2) list, map('k', 1) pairs, "
        "named_struct('x', 1, 'y', 'z') pair, timestamp'2024-01-01 10:00:00' at, cast('ab' as binary) raw, true yes, "
        "cast(1.25 as decimal(10,2)) money, 'c' code"
    )
    found = rows(summarize(frame, as_of="2024-01-08").rejected)
    assert len(found) == 1
    assert found[0]["row"] == frame.collect()[0].asDict(recursive=True)


def test_the_summaries_say_of_which_day_they_are(spark: SparkSession, tmp_path: Any) -> None:
    result = summarize(orders(spark, ("a", "2024-01-01", 5.0)), as_of="2024-01-08", time_unit="day")
    said = {"asOf": "2024-01-08", "timeUnit": "day"}
    assert result.summaries.schema["T"].metadata["clientele"] == said
    result.summaries.write.parquet(str(tmp_path / "kept"))
    assert spark.read.parquet(str(tmp_path / "kept")).schema["T"].metadata["clientele"] == said


def test_a_trap_costs_one_customer(spark: SparkSession, description: dict[str, Any], tmp_path: Any) -> None:
    path = tmp_path / "broken.wasm"
    path.write_bytes(broken(description, {}))
    frame = orders(spark, *[(f"c{at}", "2024-01-01", TRAP / 1e6 if at == 50 else 1.0) for at in range(100)])
    result = summarize(frame, as_of="2024-01-08", wasm=path)
    assert result.summaries.count() == 99
    assert [(row["customer_id"], row["code"]) for row in rows(result.rejected)] == [("c50", "Trap")]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"amount": "amont"}, "MissingColumn", "did you mean `amount`"),
        ({"customer_id": "zzz"}, "MissingColumn", "there are: customer_id, date, amount"),
        ({"date": "amount"}, "InvalidValue", "`amount` is DOUBLE, expected DATE"),
        ({"amount": "date"}, "InvalidValue", "`date` is STRING, expected DECIMAL"),
        ({"customer_id": "amount"}, "InvalidValue", "text or a whole number"),
        ({"minor_units": 2}, "InvalidValue", "whole numbers, since minor_units is given"),
        ({"as_of": "2024-02-30"}, "InvalidValue", "as_of"),
        ({"as_of": "20240229"}, "InvalidValue", "as_of"),
        ({"as_of": None}, "InvalidValue", "as_of"),
        ({"as_of": datetime.datetime(2024, 2, 28, 12)}, "InvalidValue", "without a time of day"),
        ({"date": 7}, "InvalidValue", "date: must be the name of a column"),
        ({"time_unit": "weeks"}, "InvalidValue", "day, week, month, year"),
        ({"time_unit": np.array(["day", "week"])}, "InvalidValue", "day, week, month, year"),
        ({"time_unit": ["week"]}, "InvalidValue", "day, week, month, year"),
        ({"wasm": ["x"]}, "InvalidValue", "wasm: must be the path of clientele.c.wasm"),
    ],
)
def test_the_schema_is_checked_before_any_job(
    spark: SparkSession, change: dict[str, Any], code: str, words: str
) -> None:
    given = {"as_of": "2024-01-08", **change}
    with pytest.raises(ClienteleError) as caught:
        summarize(spark.createDataFrame([], FIELDS), **given)
    assert caught.value.code == code
    assert words in str(caught.value)


def test_whole_amounts_have_to_say_what_they_are(spark: SparkSession) -> None:
    frame = spark.createDataFrame([], "customer_id string, date date, amount bigint")
    with pytest.raises(ClienteleError, match="minor_units=2 for cents"):
        summarize(frame, as_of="2024-01-08")
    wrong: Any
    for wrong, code in ((-1, "OutOfRange"), (7, "OutOfRange"), (True, "InvalidValue"), ("2", "InvalidValue")):
        with pytest.raises(ClienteleError) as caught:
            summarize(frame, as_of="2024-01-08", minor_units=wrong)
        assert (caught.value.code, caught.value.path) == (code, "minor_units")
    cents: Any = np.int64(2)
    assert rows(
        summarize(
            orders(spark, ("a", datetime.date(2024, 1, 1), 250), schema="customer_id string, date date, amount bigint"),
            as_of="2024-01-08",
            minor_units=cents,
        ).summaries
    )[0]["revenue"] == pytest.approx(2.5)


def test_names_that_would_stand_twice_are_refused(spark: SparkSession) -> None:
    frame = spark.createDataFrame([], "T string, date date, amount double")
    with pytest.raises(ClienteleError) as caught:
        summarize(frame, customer_id="T", as_of="2024-01-08")
    assert caught.value.code == "DuplicateColumn"
    twice = spark.createDataFrame([], FIELDS).select("*", F.lit(1).alias("DATE"))
    with pytest.raises(ClienteleError) as caught:
        summarize(twice, as_of="2024-01-08")
    assert caught.value.code == "DuplicateColumn"


def test_sums_of_money_are_exact(spark: SparkSession) -> None:
    # 0.1 a hundred thousand times is 10,000 in millionths; as doubles, one after the other, it is not.
    assert np.add.accumulate(np.full(100_000, 0.1))[-1] != 10_000
    frame = spark.range(100_000).select(
        F.lit("a").alias("customer_id"), F.lit("2024-01-01").alias("date"), F.lit(0.1).alias("amount")
    )
    assert rows(summarize(frame, as_of="2024-01-08").summaries)[0]["revenue"] == 10_000


def test_texts_of_any_length_of_arrow(spark: SparkSession) -> None:
    whole = sorted_table(summarize(cdnow(spark), as_of=AS_OF).summaries)
    texts = cdnow(spark).withColumn("date", F.col("date").cast("string"))
    bad = texts.withColumn("date", F.lit("never")).limit(5)
    spark.conf.set("spark.sql.execution.arrow.useLargeVarTypes", "true")
    try:
        result = summarize(texts.unionByName(bad), as_of=AS_OF)
        assert sorted_table(result.summaries).cast(whole.schema).equals(whole)
        assert {row["row"]["date"] for row in rows(result.rejected)} == {"never"}
    finally:
        spark.conf.unset("spark.sql.execution.arrow.useLargeVarTypes")


def test_what_is_no_dataframe_of_spark(spark: SparkSession) -> None:
    other: Any
    for other in (None, [("a", "2024-01-01", 1.0)], spark.createDataFrame([], FIELDS).toPandas()):
        with pytest.raises(ClienteleError) as caught:
            summarize(other, as_of="2024-01-08")
        assert (caught.value.code, caught.value.path) == ("InvalidValue", "orders")
        assert "must be a DataFrame of Spark" in str(caught.value)


def test_a_column_called_like_the_internal_one(spark: SparkSession) -> None:
    frame = orders(spark, ("a", "2024-01-01", 1.0), ("b", "never", 2.0)).withColumn("__rejected", F.lit("mine"))
    result = summarize(frame, as_of="2024-01-08")
    assert result.summaries.count() == 1
    assert rows(result.rejected)[0]["row"]["__rejected"] == "mine"
    with pytest.raises(ClienteleError) as caught:
        summarize(frame, customer_id="__rejected", as_of="2024-01-08")
    assert (caught.value.code, caught.value.path) == ("DuplicateColumn", "__rejected")


@pytest.mark.parametrize(
    "expression",
    [
        "interval '1' year",
        "make_interval(1, 2)",
        "array(interval '1' month)",
        "map('k', interval '1' month)",
        "named_struct('x', 1, 'x', 2)",
        "array(map('k', named_struct('x', 1, 'x', 2)))",
    ],
)
def test_types_that_cannot_go_to_python_are_refused_before_the_job(spark: SparkSession, expression: str) -> None:
    frame = spark.sql(f"select 'a' customer_id, date'2024-01-01' date, 1.5D amount, {expression} odd")
    with pytest.raises(ClienteleError) as caught:
        summarize(frame, as_of="2024-01-08")
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "odd")
    assert "drop it or cast it" in str(caught.value)


def test_why_a_customer_without_a_purchase_is_refused(spark: SparkSession) -> None:
    given = orders(
        spark,
        *[("late", f"2025-01-0{day}", 1.0) for day in (1, 2, 3)],
        ("new", "2025-01-01", 1.0),
        ("back", "2024-01-01", 5.0),
        ("back", "2024-01-02", -5.0),
        ("back", "2025-01-02", 5.0),
    )
    found = {row["customer_id"]: row for row in rows(summarize(given, as_of="2024-12-31").rejected)}
    assert {row["code"] for row in found.values()} == {"InsufficientData"}
    assert found["late"]["orders"] == 3
    assert found["late"]["reason"] == "all 3 orders are after 2024-12-31, the day of the summary"
    assert found["new"]["reason"] == "the only order is after 2024-12-31, the day of the summary"
    assert "not refunded" in found["back"]["reason"]


def test_the_digits_of_a_float_are_those_of_a_float(spark: SparkSession) -> None:
    frame = orders(spark, ("a", "2024-01-01", 12345.67)).withColumn("amount", F.col("amount").cast("float"))
    assert rows(summarize(frame, as_of="2024-01-08").summaries)[0]["revenue"] == 12345.669922
