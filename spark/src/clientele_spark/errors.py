"""The one error of the package, and the words of its messages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class ClienteleError(Exception):
    """Why an input was refused.

    Attributes:
        code: stable name of the fact, the same as in JavaScript: ``OutOfRange``, ``MissingColumn`` …
        message: what is wrong, in words.
        path: where the culprit stands, such as ``options.margin`` or the name of a column; None where there is no
            such place.

    Example:
        >>> error = ClienteleError("MissingColumn", "no column", "amount")
        >>> error.code, str(error)
        ('MissingColumn', 'no column')
    """

    def __init__(self, code: str, message: str, path: str | None = None) -> None:
        # All three are arguments, so that the error survives being pickled on its way from a worker.
        super().__init__(code, message, path)
        self.code = code
        self.message = message
        self.path = path

    def __str__(self) -> str:
        return self.message


class TrapError(Exception):
    """The WebAssembly module ended in the middle of a call: its instance must not be used again."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Returns the known name that was probably meant, or None.

    Example:
        >>> nearest("recencyy", ["frequency", "recency"])
        'recency'
    """
    choices = list(known)
    folded = {choice.lower(): choice for choice in choices}
    found = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def hint(name: str, known: Iterable[str]) -> str:
    """Returns what an error adds: the nearest name, or else all names there are."""
    choices = list(known)
    found = nearest(name, choices)
    return f"did you mean `{found}`?" if found else f"there are: {', '.join(choices) or 'none'}"
