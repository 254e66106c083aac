"""Dates as days since 1970-01-01."""

from __future__ import annotations

import datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientele_spark.errors import ClienteleError
from clientele_spark.faults import Faults
from clientele_spark.ids import mask
from clientele_spark.module import Days

FIRST_DAY = -719_162
"""0001-01-01, the first day that the module knows."""
LAST_DAY = 2_932_896
"""9999-12-31, the last."""

_DAY = 86_400_000_000

_MIDNIGHT = "T00:00:00"

_UNREADABLE = "{} is not a date of the years 1 to 9999; write it as 2024-03-31"


def days(dates: pa.Array, faults: Faults, name: str) -> Days:
    """Reads dates, timestamps or texts ``YYYY-MM-DD``; what is no date is refused.

    A timestamp with a time zone counts on its day in UTC, whatever the zone of the session is: the same orders must
    not give other summaries in another session. One without a zone counts on the day that it names.

    Args:
        dates: shape (rows,).
        faults: takes ``MissingCell`` and ``BadDate``.
        name: the column.

    Returns:
        int32, shape (rows,); 0 where a row is refused.
    """
    faults.add(mask(pc.is_null(dates)), "MissingCell", name, "the date is missing")
    kind = dates.type
    if pa.types.is_date32(kind):
        found = pc.fill_null(dates.cast(pa.int32()), 0).to_numpy(zero_copy_only=False).astype(np.int64)
    elif pa.types.is_timestamp(kind):
        instants = dates.cast(pa.timestamp("us", kind.tz)).cast(pa.int64())
        found = pc.fill_null(instants, 0).to_numpy(zero_copy_only=False) // _DAY
    else:
        found, readable = from_iso(dates)
        faults.add(~readable, "BadDate", name, _UNREADABLE, dates)
    faults.add((found < FIRST_DAY) | (found > LAST_DAY), "BadDate", name, _UNREADABLE, _as_text(dates))
    result: Days = np.where(faults.good, found, 0).astype(np.int32)
    return result


def iso_day(day: object, path: str) -> str:
    """Returns a day that a caller gives as ``YYYY-MM-DD``.

    Args:
        day: a text ``YYYY-MM-DD``, a date, or a datetime that is midnight without a zone, as pandas writes days. With
            a time or a zone it is an instant, and which day that is depends on where one looks.
        path: what the day is called where it is given.

    Raises:
        ClienteleError: ``InvalidValue``.

    Example:
        >>> iso_day(datetime.date(2024, 3, 31), "as_of"), iso_day("2024-03-31", "as_of")
        ('2024-03-31', '2024-03-31')
    """
    text = day.isoformat() if isinstance(day, datetime.date) else day
    expected = "a date written as 2024-03-31"
    if isinstance(day, datetime.datetime) and isinstance(text, str):
        text, expected = text.removesuffix(_MIDNIGHT), "a date without a time of day and without a zone"
    try:
        if not isinstance(text, str) or datetime.date.fromisoformat(text).isoformat() != text:
            raise ValueError
    except ValueError:
        raise ClienteleError("InvalidValue", f"{path}: must be {expected}, found {day!r:.60}", path) from None
    return text


def _as_text(dates: pa.Array) -> pa.Array:
    """Python knows no date after 9999: what is shown of such a date is its number of days or microseconds."""
    if pa.types.is_date32(dates.type):
        return pc.binary_join_element_wise("day", dates.cast(pa.int32()).cast(pa.string()), " ")
    if pa.types.is_timestamp(dates.type):
        return pc.binary_join_element_wise("microsecond", dates.cast(pa.int64()).cast(pa.string()), " ")
    return dates


def from_iso(texts: pa.Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Reads ``YYYY-MM-DD`` and nothing else.

    Returns:
        Days, shape (rows,), 0 where there is no such day; and whether there is.

    Example:
        >>> from_iso(pa.array(["1997-09-30", "1900-02-29", "1997-9-30"]))
        (array([10134,     0,     0]), array([ True, False, False]))
    """
    readable = mask(pc.match_substring_regex(texts, r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"))
    found = np.zeros(len(texts), np.int64)
    cells = texts.filter(pa.array(readable)).cast(pa.string()).to_numpy(zero_copy_only=False).astype("S10")
    digits = np.frombuffer(cells.tobytes(), np.uint8).reshape(-1, 10).astype(np.int64) - ord("0")
    year = digits[:, 0] * 1000 + digits[:, 1] * 100 + digits[:, 2] * 10 + digits[:, 3]
    month, day = digits[:, 5] * 10 + digits[:, 6], digits[:, 8] * 10 + digits[:, 9]
    number, exists = _day_number(year, month, day)
    found[readable] = np.where(exists, number, 0)
    readable[readable] = exists
    return found, readable


_DAYS_BEFORE = np.array([0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334])
_LENGTH = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_BEFORE_1970 = 719_162


def _day_number(
    year: npt.NDArray[np.int64], month: npt.NDArray[np.int64], day: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Returns days since 1970-01-01 of the proleptic Gregorian calendar, and whether there is such a day."""
    known = np.where((month >= 1) & (month <= 12), month, 0)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    length = _LENGTH[known] + (leap & (known == 2))
    before = year - 1
    number = before * 365 + before // 4 - before // 100 + before // 400 - _BEFORE_1970
    number = number + _DAYS_BEFORE[known] + (leap & (known > 2)) + day - 1
    return number, (year >= 1) & (day >= 1) & (day <= length)
