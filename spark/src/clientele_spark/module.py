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
        ClienteleError: ``InvalidValue`` where ``wasm`` is no module of this interface.

    Example:
        >>> from clientele_spark.wasm import load
        >>> clientele = Clientele(load())                              # doctest: +SKIP
        >>> clientele.describe()["customerFields"][:3]                 # doctest: +SKIP
        ['frequency', 'recency', 'T']
    """

    def __init__(self, wasm: Wasm) -> None:
        if not isinstance(wasm, Wasm):
            message = f"wasm: must be a module as clientele_spark.wasm.load() returns it, found {wasm!r:.60}"
            raise ClienteleError("InvalidValue", message, "wasm")
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

    def _put_json(self, slot: int, value: object, role: str = "options") -> None:
        if not isinstance(value, Mapping):
            raise ClienteleError("InvalidValue", f"{role}: must be a dict, found {value!r:.60}", role)
        try:
            text = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        except (TypeError, ValueError, RecursionError) as error:
            raise ClienteleError("InvalidValue", f"{role}: {error}", role) from None
        self._put_text(slot, text)

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
        if not isinstance(profile, (bytes, bytearray)):
            message = f"profile: must be JSON as bytes, as json.dumps(profile).encode() makes it, found {profile!r:.60}"
            raise ClienteleError("InvalidValue", message, "profile")
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
        self._put_json(0, {"asOf": as_of, "timeUnit": time_unit}, "as_of, time_unit")
        starts = _array(begins, "<u4", "begins")
        self._put(1, starts)
        self._put(2, _array(days, "<i4", "days"))
        self._put(3, _array(amounts, "<i8", "amounts"))
        return self._answer(self._call("clientele_summarize"), len(starts) - 1)

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
        self._put_json(0, options)
        columns = {"frequency": frequency, "recency": recency, "age": age}
        columns |= {"customers": _or_none(customers), "ln_gaps": _or_none(ln_gaps)}
        for slot, (name, column) in enumerate(columns.items(), 1):
            self._put(slot, _array(column, "<f8", name))
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
        self._put(1, _array(frequency, "<f8", "frequency"))
        self._put(2, _array(monetary_value, "<f8", "monetary_value"))
        self._put(4, _array(_or_none(customers), "<f8", "customers"))
        self._checked(self._call("clientele_fit_spend"))
        section: dict[str, Any] = self._text()
        return section

    def build_profile(self, request: Mapping[str, object], columns: Sequence[Numbers]) -> dict[str, Any]:
        """Builds a profile.

        Args:
            request: ``options``, and what there is of ``purchase``, ``spend`` and ``facts``.
            columns: those of ``describe()["summaryColumns"]``, each of shape (customers,).
        """
        self._put_json(0, request, "request")
        try:
            each = list(columns)
        except TypeError:
            message = f"columns: must be a list of columns, found {columns!r:.60}"
            raise ClienteleError("InvalidValue", message, "columns") from None
        parts = [_array(column, "<f8", f"columns[{at}]") for at, column in enumerate(each)]
        self._put(1, np.concatenate([np.empty(0), *parts]).astype("<f8", copy=False))
        self._checked(self._call("clientele_build_profile"))
        profile: dict[str, Any] = self._text()
        return profile


def _or_none(column: Numbers | None) -> Numbers:
    return np.empty(0) if column is None else column


def _array(given: object, kind: str, role: str, dimensions: int = 1) -> npt.NDArray[Any]:
    """Returns numbers as the module takes them.

    Args:
        given: an array, or what NumPy makes one of.
        kind: the type of the result; whole ones take whole numbers alone, since others would be cut.
        role: what the argument is called.
        dimensions: how many the array has.

    Raises:
        ClienteleError: ``InvalidValue``; ``OutOfRange`` for whole numbers beyond the type.
    """
    whole = np.dtype(kind).kind != "f"
    try:
        array = np.asarray(given)
    except ValueError:
        # Rows of different lengths.
        array = np.asarray(None)
    if array.ndim != dimensions or (array.size and array.dtype.kind not in ("iu" if whole else "biuf")):
        numbers = "whole numbers" if whole else "numbers"
        found = f"{array.dtype} of shape {array.shape}" if isinstance(given, np.ndarray) else f"{given!r:.60}"
        message = f"{role}: must be {numbers} as an array of shape {_SHAPES[dimensions]}, found {found}"
        raise ClienteleError("InvalidValue", message, role)
    if whole and array.size and array.dtype != np.dtype(kind):
        limits = np.iinfo(kind)
        low, high = int(array.min()), int(array.max())
        if low < limits.min or high > limits.max:
            beyond = low if low < limits.min else high
            message = f"{role}: {beyond} is out of range, expected from {limits.min} to {limits.max}"
            raise ClienteleError("OutOfRange", message, role)
    return array.astype(kind, copy=False)


_SHAPES = {1: "(rows,)", 2: "(fields, customers)"}


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
        host, customers, asked = self._clientele, _array(columns, "<f8", "columns", 2), _array(wanted, "<u4", "wanted")
        if not asked.size:
            raise ClienteleError("InvalidValue", "wanted: no score is asked for", "wanted")
        rows = customers.shape[1]
        host._put(1, customers)
        host._put(2, _array(fields, "<u4", "fields"))
        host._put(3, asked)
        return host._answer(host._call("clientele_score", self._handle, rows), rows, len(asked))
