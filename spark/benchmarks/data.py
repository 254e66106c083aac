"""Customers and orders made by Spark itself from whole numbers: the same on every machine, nothing is collected."""

from __future__ import annotations

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F


def _mixed(seed: int) -> Column:
    """Returns whole numbers from 0 to 2^31 - 1 that have nothing to do with their neighbours."""
    return F.xxhash64(F.col("id"), F.lit(seed)).bitwiseAND(0x7FFFFFFF)


def customers(spark: SparkSession, rows: int) -> DataFrame:
    """Returns customers of two years, in whole days; half of them bought once.

    Args:
        spark: the session.
        rows: how many.
    """
    base = spark.range(0, rows, 1, spark.sparkContext.defaultParallelism * 4)
    days = (_mixed(1) % 730 + 1).alias("days")
    # Repeat purchases fall off: the lesser of two draws, and none for half of the customers.
    purchases = F.when(_mixed(2) % 2 == 0, 0).otherwise(F.least(_mixed(3) % 20, _mixed(4) % 20) + 1)
    drawn = base.select(F.col("id"), days, purchases.alias("x"))
    last = F.when(F.col("x") == 0, 0).otherwise(_mixed(5) % F.col("days") + 1)
    return drawn.select(
        F.col("id").alias("customer_id"),
        F.col("x").cast("double").alias("frequency"),
        (last / 7).alias("recency"),
        (F.col("days") / 7).alias("T"),
        F.when(F.col("x") == 0, 0.0).otherwise((_mixed(6) % 10_000 + 500) / 100).alias("monetary_value"),
        ((_mixed(7) % 50_000) / 100).alias("revenue_in_year"),
        (F.least(F.col("x"), _mixed(8) % 12) + 1).cast("double").alias("purchases_in_year"),
        F.least(F.floor(F.col("days") / 92), F.col("x")).cast("double").alias("active_quarters"),
        F.floor(F.col("days") / 91.3125).cast("double").alias("elapsed_quarters"),
    )


def orders(spark: SparkSession, rows: int) -> DataFrame:
    """Returns orders of two years, ten to a customer; every fiftieth is a refund.

    Args:
        spark: the session.
        rows: how many.
    """
    base = spark.range(0, rows, 1, spark.sparkContext.defaultParallelism * 4)
    cents = _mixed(3) % 10_000 + 500
    return base.select(
        (_mixed(1) % max(rows // 10, 1)).alias("customer_id"),
        F.date_sub(F.lit("2024-12-31"), (_mixed(2) % 730).cast("int")).alias("date"),
        (F.when(_mixed(4) % 50 == 0, -cents).otherwise(cents) / 100).cast("decimal(12,2)").alias("amount"),
    )
