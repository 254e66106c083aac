"""Orders of a partition, sorted by customer, as customers: what runs on the workers for ``summarize``.

Nothing here needs a session: a task takes Arrow batches and gives Arrow batches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientele_spark.amounts import micros
from clientele_spark.dates import days, from_iso
from clientele_spark.errors import TrapError
from clientele_spark.faults import REJECTED, Fault, Faults, none_rejected, rejected_column, rejected_item
from clientele_spark.ids import check_ids, mask
from clientele_spark.module import Answer, Clientele, Days, Micros, Refusal
from clientele_spark.wasm import Wasm

COUNTS = ("orders", "orders_after_as_of", "refunds")
"""What is counted of each customer beside the summary."""

ORDERS_A_CALL = 1 << 20
"""So many orders go to the module at once, or one customer's, to bound its memory."""


@dataclass(frozen=True)
class SummaryTask:
    """Summarises partitions; Spark ships it to its workers.

    Attributes:
        wasm: the module.
        original: names of the columns of the orders.
        id, date, amount: places of those that are read.
        as_of: ``YYYY-MM-DD``.
        time_unit: unit of recency and T.
        minor_units: decimals of whole amounts.
        names: the columns of the summary as DataFrames name them, in the order of the module.
        dates: those of them that are days.
    """

    wasm: Wasm
    original: tuple[str, ...]
    id: int
    date: int
    amount: int
    as_of: str
    time_unit: str
    minor_units: int | None
    names: tuple[str, ...]
    dates: frozenset[str]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Summarises the batches of a partition."""
        walk: Walk | None = None
        for batch in batches:
            walk = walk or Walk(self, batch.schema)
            yield from walk.take(batch)
        if walk is not None:
            yield from walk.finish()


@dataclass
class _Carried:
    """The last customer of a batch, whose orders may go on in the next.

    They are in pieces, since putting them together at every batch would take the square of their number.
    """

    id: pa.Array
    days: list[Days]
    amounts: list[Micros]


class Walk:
    """One partition on its way. Its memory is that of a batch and of one customer's orders."""

    def __init__(self, task: SummaryTask, schema: pa.Schema) -> None:
        self._task = task
        self._id_type: pa.DataType = schema.field(task.id).type
        self._id_name = task.original[task.id]
        self._item = rejected_item(schema, task.original)
        self._clientele = Clientele(task.wasm)
        self._carried: _Carried | None = None
        self._as_of = int(from_iso(pa.array([task.as_of]))[0][0])

    def take(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        """Takes the next batch and gives the customers that end in it, and its refused rows."""
        if batch.num_rows == 0:
            return
        task, names, faults = self._task, self._task.original, Faults(batch.num_rows)
        ids = batch.column(task.id)
        check_ids(ids, faults, names[task.id])
        on = days(batch.column(task.date), faults, names[task.date])
        amounts = micros(batch.column(task.amount), faults, names[task.amount], task.minor_units)
        if not faults.good.all():
            rows = faults.rows()
            yield self._dead([faults.of(row) for row in rows], ids.take(rows), batch.take(rows), [1] * len(rows))
            ids, on, amounts = ids.filter(pa.array(faults.good)), on[faults.good], amounts[faults.good]
        if len(ids):
            yield from self._take_good(ids, on, amounts)

    def _take_good(self, ids: pa.Array, on: Days, amounts: Micros) -> Iterator[pa.RecordBatch]:
        changes = np.flatnonzero(mask(pc.not_equal(ids.slice(1), ids.slice(0, len(ids) - 1)))) + 1
        carried, last = self._carried, int(changes[-1]) if len(changes) else 0
        goes_on = carried is not None and carried.id[0].as_py() == ids[0].as_py()
        if carried is not None and goes_on and len(changes) == 0:
            carried.days.append(on)
            carried.amounts.append(amounts)
            return
        self._carried = _Carried(ids.slice(last, 1), [on[last:]], [amounts[last:]])
        # Where the runs begin that end in this batch; the first of them may continue what was carried.
        begins = np.concatenate(([0], changes)) if len(changes) else np.zeros(1, np.int64)
        if carried is None:
            if last:
                yield from self._summaries(ids.take(pa.array(begins[:-1])), begins, on[:last], amounts[:last])
            return
        before = sum(map(len, carried.days))
        own = begins[1:] if goes_on else begins
        begins = np.concatenate(([0], own + before))
        firsts = ids.take(pa.array(own[:-1], pa.int64()))
        yield from self._summaries(
            pa.concat_arrays([carried.id, firsts]),
            begins,
            np.concatenate([*carried.days, on[:last]]),
            np.concatenate([*carried.amounts, amounts[:last]]),
        )

    def finish(self) -> Iterator[pa.RecordBatch]:
        """Gives the last customer."""
        carried, self._carried = self._carried, None
        if carried is not None:
            on, amounts = np.concatenate(carried.days), np.concatenate(carried.amounts)
            yield from self._summaries(carried.id, np.array([0, len(on)]), on, amounts)

    def _summaries(
        self, ids: pa.Array, begins: npt.NDArray[np.int64], on: Days, amounts: Micros
    ) -> Iterator[pa.RecordBatch]:
        """Summarises customers: ``begins`` has shape (customers + 1,)."""
        low = 0
        while low < len(ids):
            high = int(np.searchsorted(begins, begins[low] + ORDERS_A_CALL, "right")) - 1
            high = min(max(high, low + 1), len(ids))
            part = slice(int(begins[low]), int(begins[high]))
            yield from self._call(
                ids.slice(low, high - low), begins[low : high + 1] - part.start, on[part], amounts[part]
            )
            low = high

    def _call(
        self, ids: pa.Array, begins: npt.NDArray[np.int64], on: Days, amounts: Micros
    ) -> Iterator[pa.RecordBatch]:
        answer = self._ask(begins, on, amounts)
        orders = np.diff(begins)
        after, refunds = (
            np.add.reduceat(where.astype(np.int64), begins[:-1]) for where in (on > self._as_of, amounts < 0)
        )
        if answer.refused:
            at = [refusal.row for refusal in answer.refused]
            faults = [
                Fault(refusal.code, self._reason(refusal, int(orders[row]), int(after[row])), None)
                for row, refusal in zip(at, answer.refused, strict=True)
            ]
            yield self._dead(faults, ids.take(at), None, orders[at].tolist())
        good = np.ones(len(ids), np.bool_)
        good[[refusal.row for refusal in answer.refused]] = False
        if not good.any():
            return
        columns: dict[str, pa.Array] = {self._id_name: ids.filter(pa.array(good))}
        for name, numbers in zip(self._task.names, answer.columns[:, good], strict=True):
            if name in self._task.dates:
                missing = np.isnan(numbers)
                whole = np.where(missing, 0, numbers).astype(np.int32)
                columns[name] = pa.array(whole, mask=missing).cast(pa.date32())
            else:
                columns[name] = pa.array(numbers, mask=np.isnan(numbers))
        for name, counts in zip(COUNTS, (orders, after, refunds), strict=True):
            columns[name] = pa.array(counts[good])
        columns[REJECTED] = none_rejected(int(good.sum()), self._item)
        yield pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))

    def _reason(self, refusal: Refusal, orders: int, after: int) -> str:
        """Returns why a customer is refused; the module sees no order after ``as_of`` and speaks of refunds."""
        if refusal.code != "InsufficientData" or after < orders:
            return refusal.message
        which = "the only order is" if orders == 1 else f"all {orders} orders are"
        return f"{which} after {self._task.as_of}, the day of the summary"

    def _ask(self, begins: npt.NDArray[np.int64], on: Days, amounts: Micros) -> Answer:
        """Asks the module; customers with whom it traps are found by halves and refused."""
        task = self._task
        try:
            return self._clientele.summarize(
                begins.astype(np.uint32), on, amounts, as_of=task.as_of, time_unit=task.time_unit
            )
        except TrapError as trap:
            self._clientele = Clientele(task.wasm)
            customers = len(begins) - 1
            if customers == 1:
                return Answer(np.full((len(task.names), 1), np.nan), [Refusal(0, "Trap", str(trap), None)])
            half = customers // 2
            middle = int(begins[half])
            one = self._ask(begins[: half + 1], on[:middle], amounts[:middle])
            two = self._ask(begins[half:] - middle, on[middle:], amounts[middle:])
            return joined(one, two, half)

    def _dead(
        self, faults: list[Fault], ids: pa.Array, rows: pa.RecordBatch | None, orders: list[int]
    ) -> pa.RecordBatch:
        count = len(faults)
        columns: dict[str, pa.Array] = {self._id_name: ids}
        for name in self._task.names:
            columns[name] = pa.nulls(count, pa.date32() if name in self._task.dates else pa.float64())
        columns |= {name: pa.nulls(count, pa.int64()) for name in COUNTS}
        columns[REJECTED] = rejected_column(faults, rows, orders, self._item)
        return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def joined(one: Answer, two: Answer, rows: int) -> Answer:
    """Returns the answer for the rows of two calls; the first had so many ``rows``."""
    later = [Refusal(refusal.row + rows, refusal.code, refusal.message, refusal.path) for refusal in two.refused]
    return Answer(np.concatenate([one.columns, two.columns], axis=1), one.refused + later)
