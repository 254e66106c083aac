"""What a walk over a DataFrame gives: the rows that went through, and the dead letters."""

from __future__ import annotations

from collections.abc import Sequence

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from clientele_spark.errors import ClienteleError
from clientele_spark.faults import REJECTED
from clientele_spark.schema import quoted

DEAD_LETTER = ("code", "reason", "path", "orders", "row")
"""The columns of a dead letter beside the id."""


class Split:
    """Rows that went through and rows that were refused, of one walk over the input.

    Both DataFrames are filters of :attr:`everything`: who reads both lets the walk happen twice, unless
    :meth:`persist` is called before.

    Attributes:
        everything: all rows, with the dead letters in a column of their own.
    """

    def __init__(self, everything: DataFrame, id: str, columns: Sequence[str], dead_letter: Sequence[str]) -> None:
        self.everything = everything
        self._id = id
        self._columns = columns
        self._dead_letter = dead_letter

    def _through(self) -> DataFrame:
        good = self.everything.where(F.col(REJECTED).isNull())
        return good.select(*[quoted(name) for name in self._columns])

    @property
    def rejected(self) -> DataFrame:
        """The refused rows: the id, ``code``, ``reason``, ``path`` (the column that is wrong), ``row``.

        The row is a struct with the original columns: ``rejected.select("code", "reason", "row.*")``.
        """
        bad = self.everything.where(F.col(REJECTED).isNotNull())
        letter = F.element_at(F.col(REJECTED), 1)
        return bad.select(quoted(self._id), *[letter.getField(name).alias(name) for name in self._dead_letter])

    def persist(self) -> None:
        """Keeps the result of the walk, in memory and on disk, so that both DataFrames come from one walk."""
        self.everything = self.everything.persist()

    def unpersist(self) -> None:
        """Gives up what :meth:`persist` keeps."""
        self.everything = self.everything.unpersist()


def check_id_name(id: str, columns: Sequence[str]) -> None:
    """Raises ``DuplicateColumn`` where the id is called like a column of the result."""
    taken = next((name for name in (*columns, *DEAD_LETTER, REJECTED) if name.lower() == id.lower()), None)
    if taken is not None:
        message = f"the id cannot be called `{id}`, since a column of the result is: rename it"
        raise ClienteleError("DuplicateColumn", message, id)
