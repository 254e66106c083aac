"""The zero-import WebAssembly module as Python objects: columns go in as NumPy arrays and come out as such.

The interface is that of docs/c-interface.md. Nothing here knows of Spark.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from wasmtime import Func, Instance, Memory, Store, Trap, WasmtimeError

from clientele_spark.errors import ClienteleError, TrapError
from clientele_spark.wasm import Wasm, compiled

Numbers = npt.NDArray[np.float64]
Days = npt.NDArray[np.int32]
Micros = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Refusal:
    """A row that the module refused.

    Attributes:
        row: its place among the rows of the call, from 0.
        code: stable code of the error.
        message: what is wrong.
        path: the field that is wrong, as the module names it; None where no single one is.
    """

    row: int
    code: str
    message: str
    path: str | None


@dataclass(frozen=True)
class Answer:
    """Columns of numbers and the rows that were refused.

    Attributes:
        columns: float64, shape (columns, rows); NaN where a number is missing or the row refused.
        refused: the refused rows, in their order.
    """

    columns: Numbers
    refused: list[Refusal]


class Clientele:
    """One instance of the module. It serves one thread; what is compiled is shared by the process.

    Args:
        wasm: the module, from :func:`clientele_spark.wasm.load`.

    Raises:
        ClienteleError: ``InvalidValue`` where the bytes are no module of this interface.

    Example:
        >>> from clientele_spark.wasm import load
        >>> clientele = Clientele(load())                              # doctest: +SKIP
        >>> clientele.describe()["customerFields"][:3]                 # doctest: +SKIP
        ['frequency', 'recency', 'T']
    """

    def __init__(self, wasm: Wasm) -> None:
        engine, module = compiled(wasm)
        self._store = Store(engine)
        try:
            exports = Instance(self._store, module, []).exports(self._store)
        except (WasmtimeError, Trap) as error:
            raise ClienteleError("InvalidValue", f"the module does not start: {error}", "wasm") from None
        self._functions = {name: item for name, item in exports.items() if isinstance(item, Func)}
        memory = exports.get("memory")
        if not isinstance(memory, Memory) or "clientele_input" not in self._functions:
            raise ClienteleError("InvalidValue", "the module is not clientele.c.wasm: see docs/c-interface.md", "wasm")
        self._memory = memory

    def _call(self, name: str, *arguments: int) -> int:
        function = self._functions.get(name)
        if function is None:
            raise ClienteleError("InvalidValue", f"the module has no function {name}: it is of another version", "wasm")
        try:
            result: int = function(self._store, *arguments)
        except (WasmtimeError, Trap) as error:
            raise TrapError(f"the module ended in {name}: {_cause(error)}") from None
        return result

    def _slot(self, slot: int, size: int) -> npt.NDArray[np.uint8]:
        """Makes a slot and returns a view of it, which is good until the next call."""
        address = self._call("clientele_input", slot, size) & 0xFFFF_FFFF
        if size == 0:
            return np.empty(0, np.uint8)
        if address == 0:
            raise ClienteleError("OutOfMemory", f"the module has no room for {size} bytes", None)
        return self._view(address, size)

    def _view(self, address: int, size: int) -> npt.NDArray[np.uint8]:
        if address + size > self._memory.data_len(self._store):
            raise TrapError("an address beyond the end of the memory")
        return np.frombuffer(memoryview(self._memory.get_buffer_ptr(self._store, size, address)).cast("B"), np.uint8)

    def _put(self, slot: int, array: npt.NDArray[Any]) -> None:
        data = np.ascontiguousarray(array).view(np.uint8).reshape(-1)
        self._slot(slot, data.size)[:] = data

    def _put_json(self, slot: int, value: object) -> None:
        self._put_text(slot, json.dumps(value, ensure_ascii=False, allow_nan=False).encode())

    def _put_text(self, slot: int, text: bytes) -> None:
        self._slot(slot, len(text))[:] = np.frombuffer(text, np.uint8)

    def _text(self) -> Any:
        address = self._call("clientele_text") & 0xFFFF_FFFF
        size = self._call("clientele_text_bytes") & 0xFFFF_FFFF
        return json.loads(self._view(address, size).tobytes()) if size else None

    def _numbers(self) -> Numbers:
        address = self._call("clientele_numbers") & 0xFFFF_FFFF
        count = self._call("clientele_numbers_count") & 0xFFFF_FFFF
        if count == 0:
            return np.empty(0)
        # A copy: the next call may write over it.
        return self._view(address, 8 * count).view(np.float64).copy()

    def _checked(self, result: int) -> int:
        """Returns what a call returned, or raises what it refused."""
        if result < 0:
            error = self._text()
            raise ClienteleError(error["code"], error["message"], error.get("path"))
        return result

    def _answer(self, result: int, rows: int, columns: int = 0) -> Answer:
        refused = self._checked(result)
        found = [Refusal(e["row"], e["code"], e["message"], e.get("path")) for e in (self._text() if refused else [])]
        numbers = self._numbers()
        return Answer(numbers.reshape(-1, rows) if rows else np.empty((columns, 0)), found)

    def describe(self) -> dict[str, Any]:
        """Returns what the module has: fields, columns, codes, warnings, actions, models."""
        self._checked(self._call("clientele_describe"))
        description: dict[str, Any] = self._text()
        return description

    def scorer(self, profile: bytes) -> Scorer:
        """Makes a profile ready to score customers.

        Args:
            profile: JSON in UTF-8.

        Raises:
            ClienteleError: what is wrong with the profile.
        """
        self._put_text(0, profile)
        handle = self._checked(self._call("clientele_scorer"))
        return Scorer(self, handle, self._text())

    def summarize(
        self, begins: npt.NDArray[np.uint32], days: Days, amounts: Micros, *, as_of: str, time_unit: str
    ) -> Answer:
        """Summarises the orders of customers, each of whom has them in one piece, in any order.

        Args:
            begins: shape (customers + 1,): where each customer's orders begin, and the end of the last.
            days: shape (orders,): days since 1970-01-01.
            amounts: shape (orders,): millionths of the currency's unit, negative for refunds.
            as_of: ``YYYY-MM-DD``, the day on which the customers are looked at.
            time_unit: unit of recency and T: ``day``, ``week``, ``month``, ``year``.

        Returns:
            The columns of ``describe()["summaryColumns"]``; customers without a purchase are refused.
        """
        self._put_json(0, {"asOf": as_of, "timeUnit": time_unit})
        self._put(1, begins.astype("<u4", copy=False))
        self._put(2, days.astype("<i4", copy=False))
        self._put(3, amounts.astype("<i8", copy=False))
        return self._answer(self._call("clientele_summarize"), len(begins) - 1)

    def fit_purchases(
        self,
        frequency: Numbers,
        recency: Numbers,
        age: Numbers,
        *,
        customers: Numbers | None = None,
        ln_gaps: Numbers | None = None,
        options: Mapping[str, object],
    ) -> dict[str, Any]:
        """Fits a purchase model to histories, each of which stands for so many ``customers`` (one unless told).

        Args:
            frequency, recency, age, customers, ln_gaps: shape (rows,), recency and age in the same unit.
            options: ``model``, ``prior`` and ``k``.

        Returns:
            The section ``purchase`` of a profile.
        """
        none = np.empty(0)
        self._put_json(0, options)
        for slot, column in enumerate((frequency, recency, age, customers, ln_gaps), 1):
            self._put(slot, (none if column is None else column).astype("<f8", copy=False))
        self._checked(self._call("clientele_fit_purchases"))
        section: dict[str, Any] = self._text()
        return section

    def fit_spend(
        self, frequency: Numbers, monetary_value: Numbers, *, customers: Numbers | None, options: Mapping[str, object]
    ) -> dict[str, Any]:
        """Fits the spend model; see :meth:`fit_purchases`.

        Args:
            options: ``prior`` and ``mean``, the mean amount of a purchase in the currency.

        Returns:
            The section ``spend`` of a profile.
        """
        self._put_json(0, options)
        self._put(1, frequency.astype("<f8", copy=False))
        self._put(2, monetary_value.astype("<f8", copy=False))
        self._put(4, (np.empty(0) if customers is None else customers).astype("<f8", copy=False))
        self._checked(self._call("clientele_fit_spend"))
        section: dict[str, Any] = self._text()
        return section

    def build_profile(self, request: Mapping[str, object], columns: Sequence[Numbers]) -> dict[str, Any]:
        """Builds a profile.

        Args:
            request: ``options``, and what there is of ``purchase``, ``spend`` and ``facts``.
            columns: those of ``describe()["summaryColumns"]``, each of shape (customers,).
        """
        self._put_json(0, request)
        self._put(1, np.concatenate(columns).astype("<f8", copy=False))
        self._checked(self._call("clientele_build_profile"))
        profile: dict[str, Any] = self._text()
        return profile


def _cause(error: Exception) -> str:
    """Returns what of an error of wasmtime is not about addresses in the module."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return next((line for line in reversed(lines) if "trap" in line), lines[0] if lines else "unknown")


class Scorer:
    """A profile made ready. It ends with its instance.

    Attributes:
        context: ``name``, ``version``, ``hash``, ``currency``, ``timeUnit``, ``asOf``, ``mode``, ``horizonDays`` and
            ``features`` of the profile.
    """

    def __init__(self, clientele: Clientele, handle: int, context: dict[str, Any]) -> None:
        self._clientele = clientele
        self._handle = handle
        self.context = context

    def score(self, columns: Numbers, fields: Sequence[int], wanted: Sequence[int]) -> Answer:
        """Scores customers.

        Args:
            columns: float64, shape (fields, customers), NaN where a number is missing.
            fields: which fields the columns are: places in ``customerFields``, then in the profile's features.
            wanted: which scores are asked for: places in ``scoreColumns``; at least one.

        Returns:
            Scores, shape (wanted, customers), and the customers that were refused.
        """
        host, rows = self._clientele, columns.shape[1]
        host._put(1, columns.astype("<f8", copy=False))
        host._put(2, np.asarray(fields, "<u4"))
        host._put(3, np.asarray(wanted, "<u4"))
        return host._answer(host._call("clientele_score", self._handle, rows), rows, len(wanted))
