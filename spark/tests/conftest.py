"""What the tests share: a session on this machine alone, the module, the data of the repository."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clientele_spark.module import Clientele
from clientele_spark.wasm import VARIABLE, Wasm, load

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "pkg" / "wasm" / "c" / "clientele.c.wasm"

# Nothing listens beyond this machine, and workers run the Python of the tests.
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
if VARIABLE not in os.environ and BUILT.is_file():
    os.environ[VARIABLE] = str(BUILT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out what needs Java where there is none, by name."""
    missing = pytest.mark.skip(reason="no java on the PATH: Spark cannot start")
    for item in items:
        if "spark" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.spark)
            if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
                item.add_marker(missing)


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A session with two threads."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .appName("clientele-spark tests")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "3")
        .config("spark.sql.warehouse.dir", str(ROOT / "target" / "spark-warehouse"))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def wasm() -> Wasm:
    """The module that `npm run build` makes."""
    return load()


@pytest.fixture(scope="session")
def clientele(wasm: Wasm) -> Clientele:
    """One instance of it."""
    return Clientele(wasm)


@pytest.fixture(scope="session")
def description(clientele: Clientele) -> dict[str, Any]:
    """What it says of itself."""
    return clientele.describe()
