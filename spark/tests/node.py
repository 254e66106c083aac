"""What Node makes of the CDNOW orders, through the npm package of this checkout."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

ROOT = Path(__file__).resolve().parents[2]


@cache
def node(what: str, options: str = "{}") -> dict[str, Any]:
    """Returns what tests/reference.mjs prints; skips the test where there is no Node or no build."""
    if shutil.which("node") is None or not (ROOT / "pkg" / "wasm" / "full").is_dir():
        pytest.skip("no node on the PATH, or the package is not built: npm run build")
    script = str(Path(__file__).with_name("reference.mjs"))
    ran = subprocess.run(["node", script, what, options], capture_output=True, check=False, text=True)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def doubles(text: str) -> npt.NDArray[np.float64]:
    """Returns the numbers of a column in hex."""
    return np.frombuffer(bytes.fromhex(text), "<f8")


def bits(numbers: npt.NDArray[np.float64]) -> bytes:
    """Returns the bits of numbers; every NaN counts as one."""
    return np.where(np.isnan(numbers), np.float64("nan"), numbers).astype("<f8").tobytes()
