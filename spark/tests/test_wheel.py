"""The wheel holds all that is needed, and is not built without the module."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import BUILT

from clientele_spark.wasm import FILE, VARIABLE, load

SPARK = Path(__file__).resolve().parents[1]

pytest.importorskip("build", reason="the package `build`, which npm run test:spark installs")


def build(where: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(where)]
    kept = {name: value for name, value in os.environ.items() if name != VARIABLE}
    return subprocess.run(command, capture_output=True, text=True, env=kept, check=False)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of what stands in Git, so that nothing is built beside it."""
    where = tmp_path / "checkout" / "spark"
    for path in [SPARK / "pyproject.toml", SPARK / "hatch_build.py", SPARK / "README.md", *(SPARK / "src").rglob("*")]:
        if path.suffix in {".py", ".toml", ".md", ".typed"}:
            to = where / path.relative_to(SPARK)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(path.read_bytes())
    return where


def test_the_wheel_works_where_it_is_unpacked(sources: Path, tmp_path: Path) -> None:
    inside = sources.parent / "pkg" / "wasm" / "c"
    inside.mkdir(parents=True)
    (inside / FILE).write_bytes((BUILT if BUILT.is_file() else Path(os.environ[VARIABLE])).read_bytes())
    ran = build(sources, tmp_path / "dist")
    assert ran.returncode == 0, ran.stderr
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "installed")
    script = "from clientele_spark import Clientele; from clientele_spark.wasm import load; print(load().digest)"
    kept = {name: value for name, value in os.environ.items() if name != VARIABLE}
    found = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**kept, "PYTHONPATH": str(tmp_path / "installed")},
        cwd=tmp_path,
        check=False,
    )
    assert found.stdout.strip() == load().digest, found.stderr


def test_a_copy_that_has_grown_old_is_not_taken(sources: Path, tmp_path: Path) -> None:
    old, built = sources / "src" / "clientele_spark" / FILE, sources.parent / "pkg" / "wasm" / "c" / FILE
    built.parent.mkdir(parents=True)
    kept = {name: value for name, value in os.environ.items() if name != VARIABLE}
    script = "from clientele_spark.wasm import load; print(load().code.decode())"
    for code in (b"new", b"newer"):
        old.write_bytes(b"old")
        built.write_bytes(code)
        found = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            env={**kept, "PYTHONPATH": str(sources / "src")},
            cwd=tmp_path,
            check=False,
        )
        assert found.stdout.strip() == code, found.stderr
    ran = build(sources, tmp_path / "dist")
    assert ran.returncode == 0, ran.stderr
    assert not old.exists()
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))) as wheel:
        assert [wheel.read(name) for name in wheel.namelist() if name.endswith(FILE)] == [b"newer"]


def test_no_wheel_without_the_module(sources: Path, tmp_path: Path) -> None:
    ran = build(sources, tmp_path / "dist")
    assert ran.returncode != 0
    assert "npm run build" in ran.stdout + ran.stderr
