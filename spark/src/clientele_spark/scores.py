"""From customers to scores: ``score``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from clientele_spark.errors import ClienteleError, hint, nearest
from clientele_spark.faults import REJECTED
from clientele_spark.fields import Read, read_fields
from clientele_spark.module import Clientele
from clientele_spark.names import folded, snake
from clientele_spark.results import Split, check_id_name
from clientele_spark.schema import check_crosses, check_id, original, place, positional, rejected_type
from clientele_spark.scoring import Codes, Days, ScoreTask
from clientele_spark.wasm import load

PROFILE_HASH = "profile_hash"

COMMAND_LINE = {
    "churnrisk": "risk",
    "valuepercentile": "percentile",
    "currentvalue": "current",
    "riskband": "band",
    "neveragain": "never",
}
"""What `clientele score` calls its columns, where the names differ: they are hints, not names."""

# Words of fewer letters, such as the `p` of a percentile, say nothing of what was meant.
_WORD = 4

_SHOWN = 80

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"

Profile = Mapping[str, Any] | str | bytes | os.PathLike[str]


class Scores(Split):
    """What :func:`score` returns.

    Attributes:
        read: the columns that were read, by their fields.
        unread: the columns of the input that no field takes.
    """

    def __init__(self, everything: DataFrame, id: str, columns: Sequence[str], read: Read, profile_hash: str) -> None:
        super().__init__(everything, id, (id, *columns), ("code", "reason", "path", "row"))
        self.read: dict[str, str] = dict(read.columns)
        self.unread: list[str] = [name for name in read.unread if name != id]
        self._hash = profile_hash

    @property
    def scores(self) -> DataFrame:
        """One row for each customer that could be scored."""
        return self._through().withColumn(PROFILE_HASH, F.lit(self._hash))


def score(
    customers: DataFrame,
    profile: Profile,
    *,
    id: str = "customer_id",
    columns: str | Sequence[str] = "all",
    fields: Mapping[str, str] | None = None,
    features: Mapping[str, str] | None = None,
    wasm: str | os.PathLike[str] | None = None,
) -> Scores:
    """Scores customers, to the bits that every other build of the library gives.

    Columns are found by the names of fields: ``frequency``, ``recency``, ``T``, ``monetary_value`` … as ``summarize``
    names them, and ``satisfaction``, ``open_complaints`` … as docs/methods/score.md lists them, in snake_case or in
    camelCase. Null and NaN mean that a number is not known; it is never zero.

    Args:
        customers: one row for each customer. An id that stands twice is scored twice.
        profile: a profile as a dict, as JSON, or as a path to its file.
        id: column that names the customer: text or a whole number.
        columns: the columns of scores that are wanted, ``"all"`` unless told; what no column needs is not computed.
        fields: columns by fields, where they have other names: ``{"frequency": "n_repeat"}``.
        features: columns by the features of the profile's own model of churn; a column of the same name unless told.
        wasm: another file of the module.

    Returns:
        ``.scores``: the id, and in this order ``value_score``, ``percentile``, ``current``, ``future``, ``lifetime``,
        ``tier``, ``loyalty_score``, ``behaviour``, ``attitude``, ``loyalty_type``, ``risk``, ``band``,
        ``probability_alive``, ``next_median``, ``next_p10``, ``next_p90`` (days from the day of the summary),
        ``never``, ``cell``, ``value_at_risk``, ``warnings``, ``action`` and ``profile_hash``. Null where the data
        cannot support a number; ``tier``, ``loyalty_type``, ``band``, ``cell`` and ``action`` are codes, ``warnings``
        is an array of codes.
        ``.rejected``: ``code``, ``reason``, ``path`` and the original ``row`` of what was refused. Rows of both are
        the rows of the input.

    Raises:
        ClienteleError: before any job: a column is missing, cannot be read, or looks like a misspelt field; the
            profile is not valid; the summaries are in another unit of time than the profile.

    Example:
        >>> result = score(summaries, profile, columns=["value_score", "risk", "action"])   # doctest: +SKIP
        >>> result.scores.write.parquet("scores")                                           # doctest: +SKIP
    """
    schema = original(customers, "customers")
    id_place = place(schema, id, "id")
    id_field = schema.fields[id_place]
    check_id(id_field)
    module, text = load(wasm), profile_text(profile)
    clientele = Clientele(module)
    names = clientele.describe()
    context = clientele.scorer(text).context
    read = read_fields(schema, names["customerFields"], context["features"], id_place, fields, features)
    _check_unit(schema, read, context)
    check_crosses(schema)

    wanted, outputs, codes = _outputs(names, columns)
    check_id_name(id_field.name, [*(name for name, _ in outputs), PROFILE_HASH])
    task = ScoreTask(
        wasm=module,
        profile=text,
        original=tuple(schema.names),
        id=id_place,
        inputs=read.places,
        fields=read.fields,
        paths=read.columns,
        wanted=wanted,
        outputs=outputs,
        codes=codes,
        bands=len(names["codes"]["band"]),
        warnings=tuple(names["warnings"]),
        days=_days(schema, read, context["timeUnit"]),
    )
    result = T.StructType(
        [
            T.StructField(id_field.name, id_field.dataType),
            *[T.StructField(name, _type(name, codes)) for name, _ in outputs],
            T.StructField(REJECTED, rejected_type(schema)),
        ]
    )
    everything = positional(customers).mapInArrow(task, result)
    return Scores(everything, id_field.name, [name for name, _ in outputs], read, context["hash"])


def profile_text(profile: Profile) -> bytes:
    """Returns a profile as JSON in UTF-8. A text that begins with a brace is JSON, any other is a path.

    A byte order mark, which editors of Windows put before a text, is taken away.

    Raises:
        ClienteleError: ``InvalidValue`` where it is no profile at all; what is wrong inside the module finds.
    """
    if isinstance(profile, Mapping):
        try:
            return json.dumps(profile, ensure_ascii=False, allow_nan=False).encode()
        except (TypeError, ValueError) as error:
            raise ClienteleError("InvalidValue", f"profile: {error}", "profile") from None
    if isinstance(profile, bytes):
        return profile.removeprefix(_BOM.encode())
    if isinstance(profile, str):
        text = profile.removeprefix(_BOM)
        if text.lstrip().startswith("{"):
            try:
                return text.encode()
            except UnicodeEncodeError as error:
                raise ClienteleError("InvalidValue", f"profile: {error}", "profile") from None
    if isinstance(profile, (str, os.PathLike)):
        try:
            return Path(profile).read_bytes().removeprefix(_BOM.encode())
        # A text with a zero in it is no path at all.
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            shown = repr(str(profile)) if len(str(profile)) <= _SHOWN else f"{str(profile)[:_SHOWN]!r}…"
            message = f"profile: {shown} is neither the JSON of a profile nor a file that can be read ({why})"
            raise ClienteleError("InvalidValue", message, "profile") from None
    raise ClienteleError("InvalidValue", f"profile: expected a dict, JSON or a path, found {profile!r:.60}", "profile")


def _check_unit(schema: T.StructType, read: Read, context: Mapping[str, Any]) -> None:
    """Raises where the summaries say of themselves that they are in another unit of time than the profile."""
    column = read.columns.get("T")
    said = {} if column is None else schema[column].metadata.get("clientele", {})
    unit = said.get("timeUnit")
    if unit is not None and unit != context["timeUnit"]:
        message = (
            f"`{column}` is in units of a {unit}, the profile in units of a {context['timeUnit']}: summarise again"
        )
        raise ClienteleError("InvalidValue", message, column)


def _days(schema: T.StructType, read: Read, unit: str) -> Days | None:
    """Returns where the days are that tell the unit of ``recency``, since a table may have lost what says it."""
    dates = {field.name.lower(): at for at, field in enumerate(schema) if isinstance(field.dataType, T.DateType)}
    recency, first, last = read.columns.get("recency"), dates.get("first_day"), dates.get("last_day")
    if recency is None or first is None or last is None:
        return None
    return Days(recency=read.places.index(schema.names.index(recency)), first=first, last=last, unit=unit)


def _outputs(
    names: Mapping[str, Any], columns: str | Sequence[str]
) -> tuple[tuple[int, ...], tuple[tuple[str, tuple[int, ...]], ...], dict[str, Codes]]:
    """Returns what to ask the module for, which columns to make of it, and the lists of those that classify."""
    places = {name: at for at, name in enumerate(names["scoreColumns"])}
    known = {snake(name): (name,) for name in places} | {"action": ("cell", "band")}
    if isinstance(columns, str):
        columns = list(known) if columns == "all" else [columns]
    try:
        asked = list(columns)
    except TypeError:
        message = f'columns: must be a list of names, one name or "all", found {columns!r:.60}'
        raise ClienteleError("InvalidValue", message, "columns") from None
    chosen: dict[str, tuple[str, ...]] = {}
    for name in asked:
        if not isinstance(name, str) or snake(name) not in known:
            message = f"columns: no score is called {name!r}; {_meant(str(name), known)}"
            raise ClienteleError("UnknownKey", message, "columns")
        chosen[snake(name)] = known[snake(name)]
    if not chosen:
        raise ClienteleError("InvalidValue", "columns: none is wanted", "columns")
    wanted = sorted({places[part] for parts in chosen.values() for part in parts})
    outputs = tuple((name, tuple(wanted.index(places[part]) for part in parts)) for name, parts in chosen.items())
    lists = {snake(name): Codes(tuple(codes)) for name, codes in names["codes"].items()}
    lists["action"] = Codes(tuple(names["actions"]))
    return tuple(wanted), outputs, {name: lists[name] for name, _ in outputs if name in lists}


def _meant(name: str, known: Iterable[str]) -> str:
    """Returns what an error adds: the score that was probably meant, those that share a word with it, or all."""
    choices = list(known)
    if folded(name) in COMMAND_LINE:
        return f"did you mean `{COMMAND_LINE[folded(name)]}`, as the command line's column is called here?"
    if nearest(name, choices) is None:
        words = {word for word in snake(name).split("_") if len(word) >= _WORD}
        akin = [f"`{choice}`" for choice in choices if words & set(choice.split("_"))]
        if akin:
            return f"did you mean {' or '.join(akin)}?"
    return hint(name, choices)


def _type(name: str, codes: Mapping[str, Codes]) -> T.DataType:
    if name == "warnings":
        return T.ArrayType(T.StringType())
    return T.StringType() if name in codes else T.DoubleType()
