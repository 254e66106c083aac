"""`score` on Spark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from broken import TRAP, broken
from frames import AS_OF, cdnow, column, rows, sorted_table
from golden import Fnv, customers, expected, golden_set
from node import bits, doubles, node
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from clientele_spark import ClienteleError, score, summarize
from clientele_spark.names import snake

PROFILE = golden_set()["profiles"][0]["profile"]

FIELDS = "customer_id string, frequency double, recency double, T double"


def frame(spark: SparkSession, *rows: tuple[Any, ...], schema: str = FIELDS) -> DataFrame:
    return spark.createDataFrame(list(rows), schema)


def as_numbers(table: pa.Table, name: str, description: dict[str, Any]) -> np.ndarray[Any, Any]:
    """Returns a column of scores as the module gives it: codes and warnings as numbers."""
    found = table.column(snake(name))
    if name == "warnings":
        places = {code: at for at, code in enumerate(description["warnings"])}
        return np.array([sum(1 << places[code] for code in codes) for codes in found.to_pylist()], np.float64)
    codes = description["actions"] if name == "action" else description["codes"].get(name)
    if codes is None:
        return column(table, snake(name))
    numbers = {code: float(at) for at, code in enumerate(codes)}
    return np.array([numbers.get(code, np.nan) for code in found.to_pylist()])


def test_scores_have_the_bits_of_node(spark: SparkSession, description: dict[str, Any]) -> None:
    reference = node("scores")
    result = score(summarize(cdnow(spark), as_of=AS_OF).summaries, reference["profile"])
    table = sorted_table(result.scores)
    assert table["customer_id"].to_pylist() == reference["ids"]
    for name, text in reference["columns"].items():
        assert bits(as_numbers(table, name, description)) == bits(doubles(text)), name
    assert result.rejected.count() == 0
    assert len(set(table["profile_hash"].to_pylist())) == 1


def test_the_golden_customers_have_the_bits_of_every_runtime(spark: SparkSession, description: dict[str, Any]) -> None:
    given = golden_set()
    columns = customers(given)
    table = pa.table(
        {"id": np.arange(given["customers"])}
        | {
            name.replace("features.", "its "): pa.array(values, mask=np.isnan(values))
            for name, values in columns.items()
        }
    )
    frame = spark.createDataFrame(table).repartition(7).persist()
    hashes = {"columns": Fnv(), "trees": Fnv()}
    for entry in given["profiles"]:
        result = score(frame, entry["profile"], id="id", features={name: f"its {name}" for name in entry["features"]})
        scores = sorted_table(result.scores, "id")
        assert scores.num_rows == given["customers"]
        for name in given["columns"]:
            hashes["trees" if entry["full"] else "columns"].add(as_numbers(scores, name, description))
    frame.unpersist()
    assert {name: str(found) for name, found in hashes.items()} == {
        name: expected()[name] for name in ("columns", "trees")
    }


@pytest.mark.parametrize("partitions", [1, 2, 7, 200])
def test_partitions_and_order_show_in_no_bit(spark: SparkSession, partitions: int) -> None:
    base = spark.range(3000).select(
        F.col("id").alias("customer_id"),
        (F.col("id") % 11).cast("double").alias("frequency"),
        F.when(F.col("id") % 11 == 0, 0.0).otherwise((F.col("id") % 97) / 7).alias("recency"),
        F.lit(14.0).alias("T"),
    )
    whole = sorted_table(score(base.coalesce(1), PROFILE).scores)
    shuffled = base.orderBy(F.rand(partitions)).repartition(partitions)
    assert sorted_table(score(shuffled, PROFILE).scores).equals(whole)


def test_a_partition_of_garbage_does_not_lose_the_others(spark: SparkSession) -> None:
    good = spark.range(1000).select(
        F.concat(F.lit("c"), F.col("id")).alias("customer_id"),
        F.lit(2.0).alias("frequency"),
        ((F.col("id") + 1) / 50).alias("recency"),
        F.lit(38.0).alias("T"),
    )
    kinds = [
        (None, 1.0, 1.0, 2.0),
        (" ", 1.0, 1.0, 2.0),
        ("x", -1.0, 1.0, 2.0),
        ("x", 1.0, 3.0, 2.0),
        ("x", 1.0, None, 2.0),
    ]
    kinds += [("x", 1.0, 1.0, float("inf"))]
    garbage = spark.createDataFrame(kinds * 2000, FIELDS).coalesce(1)
    alone = sorted_table(score(good, PROFILE).scores)
    result = score(good.unionByName(garbage), PROFILE)
    result.persist()
    assert sorted_table(result.scores).equals(alone)
    found = {(row["code"], row["path"]): row["count"] for row in rows(result.rejected.groupBy("code", "path").count())}
    assert found == {
        ("MissingCell", "customer_id"): 4000,
        ("OutOfRange", "frequency"): 2000,
        ("OutOfRange", "recency"): 2000,
        ("Missing", "recency"): 2000,
        ("NotFinite", "T"): 2000,
    }
    assert result.everything.count() == 13_000
    result.unpersist()


def test_the_original_row_comes_back(spark: SparkSession) -> None:
    wide = frame(spark, ("x", -1.0, 1.0, 2.0)).withColumn("tags", F.array(F.lit("a"))).withColumn("code", F.lit(7))
    found = rows(score(wide, PROFILE).rejected)
    assert [row["row"] for row in found] == [row.asDict(recursive=True) for row in wide.collect()]
    assert found[0]["code"] == "OutOfRange"


def test_null_is_missing_and_never_zero(spark: SparkSession) -> None:
    some = frame(
        spark, ("a", 2.0, 3.0, 9.0, None), ("b", 2.0, 3.0, 9.0, 0.0), schema=f"{FIELDS}, revenue_in_year double"
    )
    found = {row["customer_id"]: row for row in rows(score(some, PROFILE).scores)}
    assert found["a"]["current"] is None
    assert found["b"]["current"] == 0
    assert "revenue_missing" in found["a"]["warnings"]
    assert "revenue_missing" not in found["b"]["warnings"]
    nothing = rows(score(frame(spark, ("a", None, None, None)), PROFILE).scores)
    assert nothing[0]["probability_alive"] is None
    assert nothing[0]["profile_hash"]


def test_an_id_that_stands_twice_is_scored_twice_and_none_is_none(spark: SparkSession) -> None:
    twice = frame(spark, ("a", 2.0, 3.0, 9.0), ("a", 2.0, 3.0, 9.0))
    assert score(twice, PROFILE).scores.count() == 2
    empty = score(spark.createDataFrame([], FIELDS), PROFILE)
    assert empty.scores.count() == empty.rejected.count() == 0
    one = score(frame(spark, ("客户 🦀", 2.0, 3.0, 9.0)), PROFILE)
    assert [row["customer_id"] for row in rows(one.scores)] == ["客户 🦀"]


def test_the_columns_that_are_asked_for(spark: SparkSession) -> None:
    some = frame(spark, ("a", 2.0, 3.0, 9.0))
    whole = rows(score(some, PROFILE).scores)[0]
    for columns in (["risk"], ["action", "value_score"], ["valueScore", "warnings"]):
        found = rows(score(some, PROFILE, columns=columns).scores)[0]
        assert list(found) == ["customer_id", *map(snake, columns), "profile_hash"]
        assert found == {name: whole[name] for name in found}


def test_names_in_both_ways_and_types_of_every_kind(spark: SparkSession) -> None:
    schema = (
        "customer_id int, Frequency int, recency decimal(8,2), T float, monetaryValue bigint, bargain_seeker boolean"
    )
    result = score(
        spark.createDataFrame([(1, 2, None, 9.0, 20, True)], schema).withColumn(
            "recency", F.lit("3.5").cast("decimal(8,2)")
        ),
        PROFILE,
    )
    assert result.read == {
        "frequency": "Frequency",
        "recency": "recency",
        "T": "T",
        "monetaryValue": "monetaryValue",
        "bargainSeeker": "bargain_seeker",
    }
    plain = frame(
        spark, ("1", 2.0, 3.5, 9.0, 20.0, 1.0), schema=f"{FIELDS}, monetary_value double, bargain_seeker double"
    )
    one, other = rows(result.scores)[0], rows(score(plain, PROFILE).scores)[0]
    assert {**one, "customer_id": 0} == {**other, "customer_id": 0}


def test_columns_by_other_names(spark: SparkSession) -> None:
    other = frame(spark, ("a", 2.0, 3.0, 9.0), schema="who string, x double, `t.x` double, age double")
    result = score(other, PROFILE, id="who", fields={"frequency": "x", "recency": "t.x", "T": "age"})
    plain = score(frame(spark, ("a", 2.0, 3.0, 9.0)), PROFILE)
    assert rows(result.scores.withColumnRenamed("who", "customer_id")) == rows(plain.scores)
    wrong = frame(spark, ("a", 2.0, 99.0, 9.0), schema="who string, x double, `t.x` double, age double")
    found = rows(score(wrong, PROFILE, id="who", fields={"frequency": "x", "recency": "t.x", "T": "age"}).rejected)
    assert found[0]["path"] == "t.x"


def test_a_profile_in_every_form(spark: SparkSession, tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(PROFILE))
    some = frame(spark, ("a", 2.0, 3.0, 9.0))
    marked = tmp_path / "marked.json"
    marked.write_text(path.read_text(), encoding="utf-8-sig")
    forms: tuple[Any, ...] = (PROFILE, path, str(path), path.read_text(), path.read_bytes())
    forms += (marked, marked.read_bytes(), "\ufeff" + path.read_text(), "\ufeff\n " + path.read_text())
    found = [rows(score(some, form).scores) for form in forms]
    assert all(one == found[0] for one in found)


def test_a_trap_costs_one_row(spark: SparkSession, description: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "broken.wasm"
    path.write_bytes(broken(description, {"features": [], "hash": "h", "timeUnit": "week"}))
    some = frame(spark, *[(f"c{at}", float(TRAP if at == 50 else 1), 1.0, 2.0) for at in range(100)])
    result = score(some, PROFILE, wasm=path)
    assert result.scores.count() == 99
    found = rows(result.rejected)
    assert [(row["customer_id"], row["code"]) for row in found] == [("c50", "Trap")]
    assert "unreachable" in found[0]["reason"]


@pytest.mark.parametrize(
    ("schema", "given", "code", "words"),
    [
        (
            "customer_id string, frequency double, recencyy double, T double",
            {},
            "MissingColumn",
            "did you mean `recencyy`",
        ),
        ("customer_id string, name string", {}, "MissingColumn", "no column is a field"),
        ("customerid string, frequency double", {}, "MissingColumn", "did you mean `customerid`"),
        (
            "customer_id double, frequency double, recency double, T double",
            {},
            "InvalidValue",
            "text or a whole number",
        ),
        ("customer_id string, frequency string, recency double, T double", {}, "InvalidValue", "`frequency` is STRING"),
        (f"{FIELDS}, satisfacton double", {}, "UnknownKey", "did you mean `satisfaction`"),
        (f"{FIELDS}, satisfaction double, Satisfaction_ double", {}, "DuplicateColumn", "are the same field"),
        (FIELDS, {"fields": {"frequencies": "T"}}, "UnknownKey", "did you mean `frequency`"),
        (FIELDS, {"fields": {"satisfaction": "nps"}}, "MissingColumn", "no column `nps`"),
        (FIELDS, {"features": {"plan": "T"}}, "UnknownKey", "features: there is no `plan`"),
        (FIELDS, {"columns": ["riks"]}, "UnknownKey", "did you mean `risk`"),
        (FIELDS, {"columns": []}, "InvalidValue", "none is wanted"),
        (FIELDS, {"columns": 7}, "InvalidValue", "columns: must be a list of names"),
        (FIELDS, {"columns": None}, "InvalidValue", "columns: must be a list of names"),
        (FIELDS, {"columns": Path("risk")}, "InvalidValue", "columns: must be a list of names"),
        (FIELDS, {"columns": [7]}, "UnknownKey", "no score is called 7"),
        (FIELDS, {"fields": ["frequency"]}, "InvalidValue", "fields: must be a dict of columns by fields"),
        (FIELDS, {"fields": []}, "InvalidValue", "fields: must be a dict of columns by fields"),
        (FIELDS, {"fields": {7: "T"}}, "InvalidValue", "fields: keys must be text, found 7"),
        (FIELDS, {"fields": {"frequency": 7}}, "InvalidValue", "fields.frequency: must be the name of a column"),
        (FIELDS, {"features": "plan"}, "InvalidValue", "features: must be a dict of columns by features"),
        (FIELDS, {"features": {None: "T"}}, "InvalidValue", "features: keys must be text, found None"),
        (FIELDS, {"wasm": 7}, "InvalidValue", "wasm: must be the path of clientele.c.wasm"),
        (FIELDS, {"columns": ["churn_risk"]}, "UnknownKey", "did you mean `risk`"),
        (FIELDS, {"columns": ["valuePercentile"]}, "UnknownKey", "did you mean `percentile`"),
        (FIELDS, {"columns": ["current_value"]}, "UnknownKey", "did you mean `current`"),
        (FIELDS, {"columns": ["risk_band"]}, "UnknownKey", "did you mean `band`"),
        (FIELDS, {"columns": ["never_again"]}, "UnknownKey", "did you mean `never`"),
        (FIELDS, {"columns": ["median_of_next"]}, "UnknownKey", "did you mean `next_median` or `next_p10`"),
        (FIELDS, {"fields": {"recency": "T", "T": "T"}}, "DuplicateColumn", "for `recency` and for `T`"),
        (FIELDS, {"fields": {"open_complaints": "T", "openComplaints": "recency"}}, "InvalidValue", "two spellings"),
        (FIELDS, {"id": "frequency"}, "InvalidValue", "text or a whole number"),
        (FIELDS, {"id": 7}, "InvalidValue", "id: must be the name of a column"),
        (
            "customer_id string, frequency bigint, recency double, T double",
            {"id": "frequency"},
            "MissingColumn",
            "the column `frequency` is taken as the id",
        ),
        (
            "customer_id string, frequency boolean, recency double, T double",
            {},
            "InvalidValue",
            "`frequency` is BOOLEAN, expected numbers",
        ),
        (f"{FIELDS}, vows interval year", {}, "InvalidValue", "the column `vows` is INTERVAL YEAR"),
        (FIELDS, {"profile": "[]"}, "InvalidValue", "'[]' is neither the JSON of a profile nor a file"),
        (FIELDS, {"profile": ""}, "InvalidValue", "'' is neither the JSON of a profile nor a file"),
        (FIELDS, {"profile": "\0"}, "InvalidValue", "is neither the JSON of a profile nor a file"),
        (FIELDS, {"profile": '{"name": "\ud800"}'}, "InvalidValue", "surrogates not allowed"),
        (FIELDS, {"profile": {}}, "Missing", ""),
        (FIELDS, {"profile": "nowhere.json"}, "InvalidValue", "nowhere.json"),
        (FIELDS, {"profile": 7}, "InvalidValue", "expected a dict"),
        (FIELDS, {"profile": {"x": float("nan")}}, "InvalidValue", "profile"),
    ],
)
def test_the_schema_is_checked_before_any_job(
    spark: SparkSession, schema: str, given: dict[str, Any], code: str, words: str
) -> None:
    profile, given = given.get("profile", PROFILE), {key: value for key, value in given.items() if key != "profile"}
    with pytest.raises(ClienteleError) as caught:
        score(spark.createDataFrame([], schema), profile, **given)
    assert caught.value.code == code
    assert words in str(caught.value)


def test_summaries_in_another_unit_than_the_profile_are_refused(spark: SparkSession) -> None:
    daily = summarize(cdnow(spark).limit(0), as_of=AS_OF, time_unit="day").summaries
    with pytest.raises(ClienteleError, match="in units of a day, the profile in units of a week"):
        score(daily, PROFILE)


def test_another_unit_than_the_days_say_is_refused_by_rows(spark: SparkSession) -> None:
    orders = cdnow(spark).where("customer_id < '0100'")
    by_unit = {unit: summarize(orders, as_of=AS_OF, time_unit=unit).summaries for unit in ("day", "week")}
    # What says the unit of time is lost.
    plain = {unit: summaries.withColumn("T", F.col("T") + 0) for unit, summaries in by_unit.items()}
    result = score(plain["day"], PROFILE)
    again = plain["day"].where("frequency > 0").count()
    found = rows(result.rejected)
    assert len(found) == again > 20
    assert {(row["code"], row["path"]) for row in found} == {("InvalidValue", "recency")}
    assert "is not the time from `first_day` to `last_day` in units of a week" in found[0]["reason"]
    assert result.scores.count() == 99 - again
    assert score(plain["week"], PROFILE).rejected.count() == 0
    # Rounded elsewhere, unknown, or without the days there is nothing to say.
    rounded = plain["week"].withColumn("recency", F.round("recency", 1)).withColumn("T", F.col("T") + 1)
    unknown = plain["day"].withColumn("last_day", F.lit(None).cast("date"))
    for others in (rounded, unknown, plain["day"].drop("first_day")):
        assert score(others, PROFILE).rejected.count() == 0


def test_what_is_no_dataframe_of_spark(spark: SparkSession) -> None:
    other: Any
    for other in (None, [("a", 1.0, 1.0, 2.0)], frame(spark, ("a", 1.0, 1.0, 2.0)).toPandas()):
        with pytest.raises(ClienteleError) as caught:
            score(other, PROFILE)
        assert (caught.value.code, caught.value.path) == ("InvalidValue", "customers")


def test_a_column_called_like_the_internal_one(spark: SparkSession) -> None:
    named = frame(spark, ("a", 2.0, 3.0, 9.0), ("b", -2.0, 3.0, 9.0)).withColumn("__rejected", F.lit("mine"))
    result = score(named, PROFILE)
    assert result.scores.count() == 1
    assert rows(result.rejected)[0]["row"]["__rejected"] == "mine"
    with pytest.raises(ClienteleError) as caught:
        score(named, PROFILE, id="__rejected")
    assert (caught.value.code, caught.value.path) == ("DuplicateColumn", "__rejected")
