"""Amounts of money as whole millionths of the currency's unit, which add up to the same bits in any order."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientele_spark.faults import Faults, Mask
from clientele_spark.ids import mask
from clientele_spark.module import Micros

DECIMALS = 6
"""The decimals of a millionth."""

_MOST = 2**63 - 1

_TOO_LARGE = "{} is larger than 9.22 trillion"


def micros(amounts: pa.Array, faults: Faults, name: str, minor_units: int | None) -> Micros:
    """Reads amounts; what is no amount is refused.

    Decimals beyond the sixth are rounded half away from zero, as the module rounds them; everything else is exact.

    Args:
        amounts: shape (rows,): decimals, floats, or whole numbers of the smallest unit.
        faults: takes ``MissingCell`` and ``BadAmount``.
        name: the column.
        minor_units: of whole numbers, how many decimals they stand for: 2 for cents.

    Returns:
        int64, shape (rows,); 0 where a row is refused.
    """
    faults.add(mask(pc.is_null(amounts)), "MissingCell", name, "the amount is missing")
    if pa.types.is_decimal(amounts.type):
        found, fits = _from_decimals(amounts)
    elif pa.types.is_floating(amounts.type):
        numbers = pc.fill_null(amounts.cast(pa.float64()), 0.0).to_numpy(zero_copy_only=False)
        finite = np.isfinite(numbers)
        faults.add(~finite, "BadAmount", name, "{} is not a number", amounts)
        found, fits = from_doubles(np.where(finite, numbers, 0.0))
    else:
        units = pc.fill_null(amounts.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
        factor = 10 ** (DECIMALS - (minor_units or 0))
        fits = (units <= _MOST // factor) & (units >= -(_MOST // factor))
        found = np.where(fits, units, 0) * factor
    faults.add(~fits, "BadAmount", name, _TOO_LARGE, amounts)
    result: Micros = np.where(faults.good, found, 0).astype(np.int64)
    return result


def from_doubles(numbers: npt.NDArray[np.float64]) -> tuple[Micros, Mask]:
    """Rounds finite numbers half away from zero to millionths: ``to_micro`` of src/data/amount.rs, to the bit.

    Returns:
        Millionths, shape (rows,), 0 where they do not fit into 63 bits; and whether they fit.

    Example:
        >>> from_doubles(np.array([29.33, -0.0000005, 1e300]))
        (array([29330000,       -1,        0]), array([ True,  True, False]))
    """
    # Numbers beyond 1e302 become infinite, and do not fit.
    with np.errstate(over="ignore"):
        scaled = numbers * 1e6
    # Not floor(x + 0.5): the sum is rounded, so that 0.49999999999999994 would become 1.
    whole = np.trunc(scaled)
    with np.errstate(invalid="ignore"):
        rest = np.abs(scaled - whole)
    rounded = whole + np.where(rest >= 0.5, np.copysign(1.0, scaled), 0.0)
    fits = np.isfinite(rounded) & (np.abs(rounded) < 2.0**63)
    return np.where(fits, rounded, 0.0).astype(np.int64), fits


def _from_decimals(amounts: pa.Array) -> tuple[Micros, Mask]:
    """Reads decimals of up to 38 digits, exactly."""
    # 256 bits hold 38 digits with six more decimals, so that no step below can overflow.
    wide = amounts.cast(pa.decimal256(76, amounts.type.scale))
    if amounts.type.scale > DECIMALS:
        wide = pc.round(wide, DECIMALS, "half_towards_infinity")
    wide = pc.fill_null(wide.cast(pa.decimal256(76, DECIMALS)), 0)
    data = wide.buffers()[1]
    if data is None:
        return np.zeros(0, np.int64), np.zeros(0, np.bool_)
    limbs = np.frombuffer(data, "<i8", count=4 * (wide.offset + len(wide))).reshape(-1, 4)[wide.offset :]
    low = limbs[:, 0]
    sign = low >> 63
    # -2^63 is left out: the negative of an amount is an amount.
    fits = np.all(limbs[:, 1:] == sign[:, None], axis=1) & (low != -(2**63))
    return np.where(fits, low, 0), fits
