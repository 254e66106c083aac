"""Names of columns: ``monetaryValue`` in the module is ``monetary_value`` in a DataFrame."""

from __future__ import annotations

import re

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def snake(name: str) -> str:
    """Returns the form of a name that DataFrames have; ``T`` keeps its capital, as in the literature.

    Example:
        >>> snake("monetaryValue"), snake("nextP10"), snake("T")
        ('monetary_value', 'next_p10', 'T')
    """
    return name if len(name) == 1 else _HUMP.sub("_", name).lower()


def camel(name: str) -> str:
    """Returns the form of a name that the module has.

    Example:
        >>> camel("time_unit"), camel("asOf")
        ('timeUnit', 'asOf')
    """
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def folded(name: str) -> str:
    """Returns what two ways of writing a name have in common: small letters without underscores.

    Example:
        >>> folded("MonetaryValue") == folded("monetary_value")
        True
    """
    return name.replace("_", "").lower()
