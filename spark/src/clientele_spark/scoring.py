"""Batches of customers as batches of scores: what runs on the workers for ``score``.

Nothing here needs a session: a task takes Arrow batches and gives Arrow batches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from clientele_spark.errors import TrapError
from clientele_spark.faults import REJECTED, Fault, Faults, none_rejected, rejected_column, rejected_item
from clientele_spark.ids import check_ids
from clientele_spark.module import Answer, Clientele, Numbers, Refusal, Scorer
from clientele_spark.walk import joined
from clientele_spark.wasm import Wasm

ROWS_A_CALL = 1 << 16
"""So many customers go to the module at once, to bound its memory where batches have no bound."""


DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
"""The lengths of the units of time in days: src/data/time_unit.rs."""

# Recencies from elsewhere may be rounded; in another unit they are days apart.
_HALF_A_DAY = 0.5


@dataclass(frozen=True)
class Codes:
    """A column of codes: the number in a column of scores is a place in a list.

    Attributes:
        codes: the list.
    """

    codes: tuple[str, ...]

    def column(self, numbers: Numbers) -> pa.Array:
        """Returns the codes of numbers, null where there is none."""
        missing = np.isnan(numbers)
        places = pa.array(np.where(missing, 0, numbers).astype(np.int32), mask=missing)
        return pa.array(self.codes, pa.string()).take(places)


@dataclass(frozen=True)
class Days:
    """The first and the last day of a purchase beside ``recency``, the time from one to the other.

    Attributes:
        recency: place among the inputs.
        first, last: places of the columns.
        unit: the unit of time of the profile.
    """

    recency: int
    first: int
    last: int
    unit: str

    def check(self, batch: pa.RecordBatch, recency: Numbers, faults: Faults, path: str) -> None:
        """Refuses customers whose recency is another time than that between their days, by half a day or more.

        A customer of one purchase has a recency of 0 in every unit, and null says nothing.
        """
        first, last = (numbers(batch.column(at).cast(pa.int32())) for at in (self.first, self.last))
        # Of NaN no comparison is true.
        apart = np.abs(recency * DAYS[self.unit] - (last - first)) >= _HALF_A_DAY
        if apart.any():
            reason = (
                f"{{}} is not the time from `first_day` to `last_day` in units of a {self.unit}, that of the profile"
            )
            faults.add(apart, "InvalidValue", path, reason, pa.array(recency))


@dataclass(frozen=True)
class ScoreTask:
    """Scores partitions; Spark ships it to its workers.

    Attributes:
        wasm: the module.
        profile: JSON in UTF-8.
        original: names of the columns of the customers.
        id: place of the one that names the customer.
        inputs: places of the columns that are read.
        fields: which fields these are, as the module counts them.
        paths: names of the columns by the names of their fields, for what is said of refused rows.
        wanted: which columns of scores the module is asked for, as it counts them.
        outputs: the columns to be given: name, and place in ``wanted``.
        codes: the lists of those that classify.
        bands: the number of bands, by which an action is found.
        warnings: the codes of the warnings by their bits.
        days: where the days stand that tell how long ``recency`` is; None where there are none.
    """

    wasm: Wasm
    profile: bytes
    original: tuple[str, ...]
    id: int
    inputs: tuple[int, ...]
    fields: tuple[int, ...]
    paths: dict[str, str]
    wanted: tuple[int, ...]
    outputs: tuple[tuple[str, tuple[int, ...]], ...]
    codes: dict[str, Codes]
    bands: int
    warnings: tuple[str, ...]
    days: Days | None = None

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Scores the batches of a partition."""
        scoring: Scoring | None = None
        for batch in batches:
            scoring = scoring or Scoring(self, batch.schema)
            for low in range(0, batch.num_rows, ROWS_A_CALL):
                yield from scoring.take(batch.slice(low, ROWS_A_CALL))


class Scoring:
    """One partition on its way."""

    def __init__(self, task: ScoreTask, schema: pa.Schema) -> None:
        self._task = task
        self._id_name = task.original[task.id]
        self._item = rejected_item(schema, task.original)
        self._scorer = self._fresh()

    def _fresh(self) -> Scorer:
        return Clientele(self._task.wasm).scorer(self._task.profile)

    def take(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        """Takes a batch and gives its scores, and its refused rows."""
        task, faults = self._task, Faults(batch.num_rows)
        check_ids(batch.column(task.id), faults, self._id_name)
        customers = np.empty((len(task.inputs), batch.num_rows))
        for row, place in enumerate(task.inputs):
            customers[row] = numbers(batch.column(place))
        answer = self._ask(customers)
        # What the module refuses says more of a row than its days do: its faults count first.
        for refusal in answer.refused:
            faults.put(refusal.row, self._fault(refusal))
        if task.days is not None:
            task.days.check(batch, customers[task.days.recency], faults, task.paths.get("recency", "recency"))
        scores, scored = answer.columns, batch
        if not faults.good.all():
            rows = faults.rows()
            yield self._dead([faults.of(row) for row in rows], batch.take(rows))
            scores, scored = scores[:, faults.good], batch.filter(pa.array(faults.good))
        if scored.num_rows:
            columns = {self._id_name: scored.column(task.id)}
            columns |= {name: self._column(name, scores[list(at)]) for name, at in task.outputs}
            columns[REJECTED] = none_rejected(scored.num_rows, self._item)
            yield pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))

    def _column(self, name: str, scores: Numbers) -> pa.Array:
        task = self._task
        if name == "warnings":
            return warnings(scores[0], task.warnings)
        if name == "action":
            # NaN where either is missing.
            return task.codes[name].column(scores[0] * task.bands + scores[1])
        if name in task.codes:
            return task.codes[name].column(scores[0])
        return pa.array(scores[0], mask=np.isnan(scores[0]))

    def _fault(self, refusal: Refusal) -> Fault:
        path = refusal.path
        return Fault(refusal.code, refusal.message, path and self._task.paths.get(path, path))

    def _ask(self, customers: Numbers) -> Answer:
        """Asks the module; customers with whom it traps are found by halves and refused."""
        task = self._task
        try:
            return self._scorer.score(customers, task.fields, task.wanted)
        except TrapError as trap:
            self._scorer = self._fresh()
            rows = customers.shape[1]
            if rows == 1:
                return Answer(np.full((len(task.wanted), 1), np.nan), [Refusal(0, "Trap", str(trap), None)])
            half = rows // 2
            return joined(self._ask(customers[:, :half]), self._ask(customers[:, half:]), half)

    def _dead(self, faults: list[Fault], rows: pa.RecordBatch) -> pa.RecordBatch:
        count, task = len(faults), self._task
        columns = {self._id_name: rows.column(task.id)}
        for name, _ in task.outputs:
            columns[name] = pa.nulls(count, self._type(name))
        columns[REJECTED] = rejected_column(faults, rows, [1] * count, self._item)
        return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))

    def _type(self, name: str) -> pa.DataType:
        if name == "warnings":
            return pa.list_(pa.string())
        return pa.string() if name in self._task.codes else pa.float64()


def numbers(column: pa.Array) -> Numbers:
    """Returns a column as doubles, NaN where it is null; false is 0, true is 1.

    Whole numbers beyond 2^53 become the nearest double.
    """
    if not pa.types.is_float64(column.type):
        column = column.cast(pa.float64(), safe=False)
    found: Numbers = column.to_numpy(zero_copy_only=False)
    return found


def warnings(bits: Numbers, codes: tuple[str, ...]) -> pa.Array:
    """Returns the warnings of each row as a list of codes, in the order of their bits; empty without any.

    Args:
        bits: shape (rows,): whole numbers whose bits are warnings.
        codes: the warning of each bit.
    """
    # Of so many rows, few differ in their warnings: the lists are made once for each set.
    sets, kinds = np.unique(np.nan_to_num(bits).astype(np.int64), return_inverse=True)
    members = [[code for at, code in enumerate(codes) if number >> at & 1] for number in sets.tolist()]
    return pa.array(members, pa.list_(pa.string())).take(pa.array(kinds.reshape(-1).astype(np.int32)))
