"""Rows per second of `score` and `summarize` on this machine, beside what one would write without them.

    npm run bench:spark -- [--customers 10000000] [--orders 3000000] [--rounds 3] [--only scores] [--write]

Every measurement is of a process and a session of its own, which first scores some rows to start its workers and to
compile the module. Sinks are of the format `noop`: rows are made and thrown away. `--write` puts the tables into
docs/spark.md between the markers.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from data import customers, orders
from numpy_peer import NumpyTask
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from clientele_spark import score, summarize

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "spark.md"
AS_OF = "2024-12-31"

SCORES = ["identity", "numpy", "score, four columns", "score, all columns"]
SUMMARIES = ["summarize", "summary in SQL"]

FOUR = ["probability_alive", "risk", "lifetime", "value_score"]
ASKED = ["customer_id", "frequency", "recency", "T", "monetary_value"]

# Some rows, so that workers run and the module is compiled before anything is timed.
WARM_UP = 20_000


def identity(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Gives back what comes: the way to Python and back alone."""
    yield from batches


def profile() -> dict[str, Any]:
    """Returns the profile of the CDNOW customers."""
    text = (ROOT / "tests" / "golden" / "runtimes" / "set.mjs").read_text("utf8")
    found: dict[str, Any] = json.loads(text.split("export const set = ", 1)[1].rstrip().rstrip(";"))
    chosen: dict[str, Any] = found["profiles"][0]["profile"]
    return chosen


def case(name: str, spark: SparkSession, rows: int) -> DataFrame:
    """Returns what is to be computed."""
    if name == "summarize":
        return summarize(orders(spark, rows), as_of=AS_OF).summaries
    if name == "summary in SQL":
        return in_sql(orders(spark, rows))
    base = customers(spark, rows)
    if name == "identity":
        asked = base.select(*ASKED)
        return asked.mapInArrow(identity, asked.schema)
    if name == "numpy":
        own = profile()
        parameters = {**own["purchase"]["params"], **own["spend"]["params"]}
        task = NumpyTask(**{letter: parameters[letter] for letter in ("r", "alpha", "a", "b", "p", "q", "v")})
        schema = "customer_id bigint, alive double, expected double, spend double, lifetime double"
        return base.select(*ASKED).mapInArrow(task, schema)
    if name == "score, four columns":
        return score(base.select(*ASKED), profile(), columns=FOUR).scores
    return score(base, profile()).scores


def in_sql(frame: DataFrame) -> DataFrame:
    """Returns frequency, recency, T and monetary value as one writes them in Spark SQL, without refunds."""
    daily = frame.groupBy("customer_id", "date").agg(F.sum("amount").alias("amount"))
    found = daily.groupBy("customer_id").agg(
        (F.count("*") - 1).alias("frequency"),
        (F.datediff(F.max("date"), F.min("date")) / 7).alias("recency"),
        (F.datediff(F.lit(AS_OF), F.min("date")) / 7).alias("T"),
        F.sum("amount").alias("revenue"),
        F.min_by("amount", "date").alias("first"),
    )
    return found.withColumn("monetary_value", F.try_divide(F.col("revenue") - F.col("first"), "frequency"))


def measure(name: str, master: str, rows: int) -> float:
    """Returns the seconds that a case takes in this process."""
    session = (
        SparkSession.builder.master(master)
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    case(name, session, WARM_UP).write.format("noop").mode("overwrite").save()
    frame = case(name, session, rows)
    began = time.perf_counter()
    frame.write.format("noop").mode("overwrite").save()
    took = time.perf_counter() - began
    session.stop()
    return took


def in_own_process(name: str, master: str, rows: int) -> float:
    """Returns the seconds that a case takes in a fresh process."""
    command = [sys.executable, __file__, "--case", name, "--master", master, "--rows", str(rows)]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    here = os.pathsep.join([str(ROOT / "spark" / "src"), str(Path(__file__).parent)])
    ran = subprocess.run(command, capture_output=True, text=True, env={**environment, "PYTHONPATH": here}, check=False)
    if ran.returncode != 0:
        raise SystemExit(ran.stderr[-4000:])
    return float(ran.stdout.split()[-1])


def table(names: list[str], rows: int, rounds: int, unit: str) -> str:
    """Measures cases with one thread and with two, in turns, and returns a table."""
    masters = ["local[1]", "local[2]"]
    found: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for master in masters:
            for name in names:
                took = in_own_process(name, master, rows)
                found.setdefault((name, master), []).append(took)
                print(f"{name:24} {master}  {took:7.1f} s  {rows / took / 1e3:8.0f} k {unit}/s", flush=True)
    middle = {key: statistics.median(times) for key, times in found.items()}
    lines = [
        f"| | k {unit}/s, `local[1]` | `local[2]` | two threads by one | beside {names[1]}, `local[2]` |",
        "|---|---:|---:|---:|---:|",
    ]
    for name in names:
        one, two = middle[name, masters[0]], middle[name, masters[1]]
        ratio = middle[names[1], masters[1]] / two
        lines.append(f"| {name} | {rows / one / 1e3:.0f} | {rows / two / 1e3:.0f} | {one / two:.2f} | {ratio:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Runs the benchmark, or one case of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=10_000_000)
    parser.add_argument("--orders", type=int, default=3_000_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", choices=["scores", "summaries"])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--case", help=argparse.SUPPRESS)
    parser.add_argument("--master", help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        print(measure(given.case, given.master, given.rows))
        return
    jobs = {"scores": (SCORES, given.customers, "rows"), "summaries": (SUMMARIES, given.orders, "orders")}
    for job, (names, rows, unit) in jobs.items():
        if given.only in (None, job):
            before = os.getloadavg()[0]
            measured = table(names, rows, given.rounds, unit)
            times = f"medians of {given.rounds}" if given.rounds > 1 else "measured once"
            many = f"{rows / 1e6:g} M {'customers' if job == 'scores' else 'orders'}"
            text = f"{many}, {times}; load of the machine before: {before:.1f}.\n\n{measured}"
            print(f"\n{text}\n")
            if given.write:
                write(job, text)


def write(job: str, text: str) -> None:
    """Puts a table into the page."""
    begin, end = f"<!-- {job} -->", f"<!-- /{job} -->"
    head, rest = PAGE.read_text("utf8").split(begin, 1)
    PAGE.write_text(f"{head}{begin}\n{text}\n{end}{rest.split(end, 1)[1]}", "utf8")
    print(f"Written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
