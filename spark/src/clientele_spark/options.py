"""Options as Python has them, as JSON has them: what notebooks hand over is seldom a plain int or str."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from clientele_spark.dates import iso_day
from clientele_spark.errors import ClienteleError
from clientele_spark.names import camel

_DEEPEST = 64

_DAYS = ("asOf", "firstOrder", "lastOrder")


def plain_options(given: object, role: str) -> dict[str, Any]:
    """Returns options under the names of the module, with values that JSON can hold.

    Args:
        given: a mapping with keys in camelCase or snake_case; None is an empty one.
        role: what the options are called where they are given.

    Raises:
        ClienteleError: ``InvalidValue`` for what is no mapping, a key in both spellings, or an object that is no
            option; ``NotFinite``.

    Example:
        >>> plain_options({"as_of": datetime.date(2024, 3, 31), "margin": decimal.Decimal("0.4")}, "options")
        {'asOf': '2024-03-31', 'margin': 0.4}
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise ClienteleError("InvalidValue", f"{role}: must be a dict, found {given!r:.60}", role)
    spelt: dict[str, str] = {}
    plain: dict[str, Any] = {}
    for key, value in given.items():
        name = camel(_key(key, role))
        path = f"{role}.{name}"
        if name in spelt:
            message = f"{path}: given twice, as `{spelt[name]}` and as `{key}`: leave one out"
            raise ClienteleError("InvalidValue", message, path)
        spelt[name] = key
        # As everywhere else, a day may be a date; other options have none.
        day = name in _DAYS and isinstance(value, (str, datetime.date))
        plain[name] = iso_day(value, path) if day else _plain(value, path, 0)
    return plain


def _key(key: object, path: str) -> str:
    if not isinstance(key, str):
        raise ClienteleError("InvalidValue", f"{path}: keys must be text, found {key!r:.60}", path)
    text: str = _plain(key, path, 0)
    return text


def _plain(value: object, path: str, depth: int) -> Any:
    """Returns a value as JSON has it: the numbers of NumPy and decimals become Python's."""
    if depth > _DEEPEST:
        raise ClienteleError("InvalidValue", f"{path}: is deeper than {_DEEPEST} levels", path)
    if isinstance(value, (np.generic, np.ndarray)) and value.dtype.kind in "biuf":
        value = value.tolist()
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, (float, decimal.Decimal)):
        # A signalling NaN cannot even become a float.
        number = math.nan if isinstance(value, decimal.Decimal) and value.is_nan() else float(value)
        if not math.isfinite(number):
            raise ClienteleError("NotFinite", f"{path}: the number is not finite", path)
        return number
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ClienteleError("InvalidValue", f"{path}: is no text of Unicode", path) from None
        return str(value)
    if isinstance(value, Mapping):
        return {_key(key, path): _plain(one, f"{path}.{key}", depth + 1) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one, f"{path}[{at}]", depth + 1) for at, one in enumerate(value)]
    message = f"{path}: must be a number, text, list or dict, found {value!r:.60}"
    raise ClienteleError("InvalidValue", message, path)
