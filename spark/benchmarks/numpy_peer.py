"""The formulas that lifetimes computes, vectorised with NumPy and SciPy: what one would write without this package.

Own code from the papers: BG/NBD of Fader, Hardie & Lee (2005), Marketing Science 24(2), equations 3 and 10, P(alive)
of their note 021; Gamma-Gamma of Fader & Hardie (2013), note 025; the discounted value of twelve months, month by
month, as `customer_lifetime_value` of lifetimes adds it up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.special import hyp2f1

Numbers = npt.NDArray[np.float64]

WEEKS_A_MONTH = 30.4375 / 7


@dataclass(frozen=True)
class NumpyTask:
    """P(alive), expected purchases of 26 weeks, expected spend, value of twelve months.

    Attributes:
        r, alpha, a, b: BG/NBD.
        p, q, v: Gamma-Gamma.
        discount: discount rate a month.
    """

    r: float
    alpha: float
    a: float
    b: float
    p: float
    q: float
    v: float
    discount: float = 0.01

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Scores the batches of a partition."""
        for batch in batches:
            x, tx, age, m = (
                batch.column(name).to_numpy(zero_copy_only=False)
                for name in ("frequency", "recency", "T", "monetary_value")
            )
            alive = self.alive(x, tx, age)
            spend = self.spend(x, m)
            value = np.zeros(len(x))
            before = np.zeros(len(x))
            for month in range(1, 13):
                until = self.expected(x, tx, age, month * WEEKS_A_MONTH)
                value += spend * (until - before) / (1 + self.discount) ** month
                before = until
            yield pa.RecordBatch.from_arrays(
                [batch.column("customer_id"), *map(pa.array, (alive, self.expected(x, tx, age, 26), spend, value))],
                names=["customer_id", "alive", "expected", "spend", "lifetime"],
            )

    def _odds_of_left(self, x: Numbers, tx: Numbers, age: Numbers) -> Numbers:
        ratio = np.exp((self.r + x) * np.log((self.alpha + age) / (self.alpha + tx)))
        left: Numbers = np.where(x > 0, self.a / (self.b + np.maximum(x, 1) - 1) * ratio, 0.0)
        return left

    def alive(self, x: Numbers, tx: Numbers, age: Numbers) -> Numbers:
        """P(still active | history)."""
        return 1 / (1 + self._odds_of_left(x, tx, age))

    def expected(self, x: Numbers, tx: Numbers, age: Numbers, ahead: float) -> Numbers:
        """Expected purchases in the coming ``ahead`` weeks."""
        series = hyp2f1(self.r + x, self.b + x, self.a + self.b + x - 1, ahead / (self.alpha + age + ahead))
        shrink = np.exp((self.r + x) * np.log((self.alpha + age) / (self.alpha + age + ahead)))
        first = (self.a + self.b + x - 1) / (self.a - 1)
        found: Numbers = first * (1 - shrink * series) / (1 + self._odds_of_left(x, tx, age))
        return found

    def spend(self, x: Numbers, m: Numbers) -> Numbers:
        """Expected mean amount of a purchase."""
        found: Numbers = self.p * (self.v + x * m) / (self.p * x + self.q - 1)
        return found
