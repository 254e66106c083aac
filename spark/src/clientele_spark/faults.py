"""Why rows of a batch are refused, and the dead-letter column that carries them.

A batch that goes back to Spark has the column :data:`REJECTED`: a list that is null for a good row and holds one
struct for a refused one. A list rather than a struct, since a struct that is null still takes the room of all its
fields in every row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

REJECTED = "__rejected"

Mask = npt.NDArray[np.bool_]

_SHOWN = 60


@dataclass(frozen=True)
class Fault:
    """One reason to refuse a row.

    Attributes:
        code: stable code: ``MissingCell``, ``BadDate``, ``BadAmount``, those of the module, ``Trap``.
        reason: what is wrong, in words.
        path: the column that is wrong; None where no single one is.
    """

    code: str
    reason: str
    path: str | None


class Faults:
    """The faults of the rows of one batch; the first that is found of a row counts.

    Args:
        rows: how many rows the batch has.
    """

    def __init__(self, rows: int) -> None:
        self.good: Mask = np.ones(rows, np.bool_)
        self._found: dict[int, Fault] = {}

    def add(self, where: Mask, code: str, path: str, reason: str, values: pa.Array | None = None) -> None:
        """Refuses the rows of a mask; ``{}`` in ``reason`` is the value of the row."""
        for row in np.flatnonzero(where & self.good).tolist():
            text = reason if values is None else reason.format(shown(values[row].as_py()))
            self._found[row] = Fault(code, text, path)
        self.good &= ~where

    def put(self, row: int, fault: Fault) -> None:
        """Refuses a row."""
        if self.good[row]:
            self._found[row] = fault
            self.good[row] = False

    def rows(self) -> list[int]:
        """Returns the refused rows in their order."""
        return sorted(self._found)

    def of(self, row: int) -> Fault:
        """Returns the fault of a refused row."""
        return self._found[row]


def shown(value: object) -> str:
    """Returns a value as a message can show it."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def rejected_item(schema: pa.Schema, original: Sequence[str]) -> pa.StructType:
    """Returns the Arrow type of a dead letter for rows of a schema whose columns were called ``original``."""
    text = pa.string()
    row = pa.struct([field.with_name(name).with_nullable(True) for field, name in zip(schema, original, strict=True)])
    return pa.struct([("code", text), ("reason", text), ("path", text), ("orders", pa.int64()), ("row", row)])


def rejected_column(
    faults: Sequence[Fault], rows: pa.RecordBatch | None, orders: Sequence[int], item: pa.StructType
) -> pa.Array:
    """Returns a dead-letter column all of whose rows are refused.

    Args:
        faults: one for each row.
        rows: the original rows, as many; None where the refused are customers, who have none.
        orders: how many rows of the input each stands for.
        item: the Arrow type of the structs.
    """
    row_type = item.field("row").type
    if rows is None:
        originals = pa.nulls(len(faults), row_type)
    else:
        originals = pa.StructArray.from_arrays(rows.columns, fields=list(row_type))
    structs = pa.StructArray.from_arrays(
        [
            pa.array([fault.code for fault in faults], item.field("code").type),
            pa.array([fault.reason for fault in faults], item.field("reason").type),
            pa.array([fault.path for fault in faults], item.field("path").type),
            pa.array(orders, pa.int64()),
            originals,
        ],
        fields=list(item),
    )
    return pa.ListArray.from_arrays(pa.array(range(len(faults) + 1), pa.int32()), structs)


def none_rejected(rows: int, item: pa.StructType) -> pa.Array:
    """Returns a dead-letter column none of whose rows is refused."""
    return pa.nulls(rows, pa.list_(item))
