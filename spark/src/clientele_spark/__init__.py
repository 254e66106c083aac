"""Customer scores on Spark: orders become customers, customers become scores, and nothing is lost on the way.

The numbers are computed by the WebAssembly module of Clientele, the same bits as in Node, browsers and native Rust.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clientele_spark.errors import ClienteleError
    from clientele_spark.fitting import fit, sufficient_rows
    from clientele_spark.module import Clientele
    from clientele_spark.scores import Scores, score
    from clientele_spark.summaries import Summaries, summarize

__all__ = [
    "Clientele",
    "ClienteleError",
    "Scores",
    "Summaries",
    "fit",
    "score",
    "sufficient_rows",
    "summarize",
]

_HOMES = {
    "Clientele": "module",
    "ClienteleError": "errors",
    "Scores": "scores",
    "Summaries": "summaries",
    "fit": "fitting",
    "score": "scores",
    "sufficient_rows": "fitting",
    "summarize": "summaries",
}


def __getattr__(name: str) -> Any:
    """Loads what is asked for, and pyspark with it only where that needs it: the module itself does not."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
