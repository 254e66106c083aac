"""Which columns of a DataFrame are which fields of a customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyspark.sql import types as T

from clientele_spark.errors import ClienteleError, hint, nearest
from clientele_spark.names import folded, snake
from clientele_spark.schema import place, wrong_type

TOGETHER = ("frequency", "recency", "T")
"""The module takes all of them or none."""

TRUTHS = ("bargainSeeker",)
"""The fields that may be BOOLEAN."""

# A typing error in a name of so many letters still shows what was meant.
_LONG = 6


@dataclass(frozen=True)
class Read:
    """What is read of a DataFrame.

    Attributes:
        places: places of the columns that are read.
        fields: which fields these are: places in ``customerFields``, then in the features of the profile.
        columns: names of columns by names of fields, as the module writes them.
        unread: names of the columns that are not read.
    """

    places: tuple[int, ...]
    fields: tuple[int, ...]
    columns: dict[str, str]
    unread: tuple[str, ...]


def read_fields(
    schema: T.StructType,
    known: Sequence[str],
    features: Sequence[str],
    id: int,
    named: Mapping[str, str] | None,
    named_features: Mapping[str, str] | None,
) -> Read:
    """Finds the columns of the fields and features that a scorer reads.

    Args:
        schema: that of the customers, whose names differ in more than capitals.
        known: the module's fields.
        features: those of the profile's model of churn.
        id: place of the column that names the customer.
        named, named_features: columns by fields and by features, where the caller says so.

    Raises:
        ClienteleError: ``UnknownKey`` for a field or feature that there is not, and for a column that looks like a
            misspelt field; ``MissingColumn``; ``DuplicateColumn`` where two columns are one field; ``InvalidValue``
            for a type that holds no numbers, and for arguments that are no columns by names; ``DuplicateColumn`` where
            one column is given for two fields.
    """
    found = _given(schema, known, "fields", named)
    taken = {id, *found.values()}
    by_name: dict[str, int] = {}
    for at, name in enumerate(schema.names):
        field = folded(name)
        if at in taken or field not in map(folded, known):
            continue
        if field in by_name:
            other = schema.names[by_name[field]]
            message = f"`{other}` and `{name}` are the same field: drop one, or say which by the argument `fields`"
            raise ClienteleError("DuplicateColumn", message, name)
        by_name[field] = at
    for field in known:
        if field not in found and folded(field) in by_name:
            found[field] = by_name[folded(field)]

    extra = _given(schema, features, "features", named_features)
    for feature in features:
        # A feature may be called like a field, which then counts as both.
        same = [at for at, name in enumerate(schema.names) if folded(name) == folded(feature) and at != id]
        if feature not in extra and len(same) == 1:
            extra[feature] = same[0]

    _check_complete(schema, found, id)
    read = {*found.values(), *extra.values()}
    unread = [name for at, name in enumerate(schema.names) if at not in read and at != id]
    _check_spelling(unread, [field for field in (*known, *features) if field not in found and field not in extra])
    places = [*found.items(), *((feature, at) for feature, at in extra.items())]
    for _, at in places:
        if not isinstance(schema.fields[at].dataType, (T.NumericType, T.BooleanType)):
            raise wrong_type(schema.fields[at], "numbers")
    for field, at in found.items():
        # True as a number of purchases, say, is a mistake; features are what the model was trained on.
        if field not in TRUTHS and isinstance(schema.fields[at].dataType, T.BooleanType):
            raise wrong_type(schema.fields[at], f"numbers, since it is the field `{snake(field)}`")
    numbers = [known.index(field) for field in found] + [len(known) + features.index(name) for name in extra]
    return Read(
        places=tuple(at for _, at in places),
        fields=tuple(numbers),
        columns={name: schema.names[at] for name, at in reversed(places)},
        unread=tuple(unread),
    )


def _given(
    schema: T.StructType, known: Sequence[str], argument: str, named: Mapping[str, str] | None
) -> dict[str, int]:
    """Returns the places of columns that the caller names."""
    found: dict[str, int] = {}
    if named is None:
        return found
    if not isinstance(named, Mapping):
        message = f"{argument}: must be a dict of columns by {argument}, {{name: column}}, found {named!r:.60}"
        raise ClienteleError("InvalidValue", message, argument)
    for key, column in named.items():
        if not isinstance(key, str):
            raise ClienteleError("InvalidValue", f"{argument}: keys must be text, found {key!r:.60}", argument)
        field = next((name for name in known if folded(name) == folded(key)), None)
        if field is None:
            message = f"{argument}: there is no `{key}`; {hint(key, map(snake, known))}"
            raise ClienteleError("UnknownKey", message, f"{argument}.{key}")
        if field in found:
            message = f"{argument}: `{snake(field)}` is given twice, in two spellings"
            raise ClienteleError("InvalidValue", message, f"{argument}.{key}")
        at = place(schema, column, f"{argument}.{key}")
        other = next((name for name, taken in found.items() if taken == at), None)
        if other is not None:
            message = (
                f"{argument}: the column `{schema.names[at]}` is given for `{snake(other)}` and for `{snake(field)}`"
            )
            raise ClienteleError("DuplicateColumn", message, f"{argument}.{key}")
        found[field] = at
    return found


def _check_complete(schema: T.StructType, found: Mapping[str, int], id: int) -> None:
    name = schema.names[id]
    by_id = f"; the column `{name}` is taken as the id" if folded(name) in map(folded, TOGETHER) else ""
    if not found:
        message = "no column is a field of a customer, such as `frequency`, `recency`, `T`; name them by `fields`"
        raise ClienteleError("MissingColumn", f"{message}; {hint('frequency', schema.names)}{by_id}", None)
    here = [field for field in TOGETHER if field in found]
    for field in TOGETHER:
        if here and field not in found:
            others = [name for at, name in enumerate(schema.names) if at not in found.values() and at != id]
            message = f"no column `{field}`, which belongs to `{here[0]}`{by_id}; {hint(field, others)}"
            raise ClienteleError("MissingColumn", message, field)


def _check_spelling(unread: Sequence[str], missing: Sequence[str]) -> None:
    """Raises where a column that is not read looks like a field that is missing."""
    candidates = [snake(field) for field in missing if len(field) >= _LONG]
    for name in unread:
        meant = nearest(name, candidates)
        if meant is not None and len(name) >= _LONG and _edits(folded(name), folded(meant)) <= 1:
            message = f"the column `{name}` is not read: did you mean `{meant}`? If not, drop it or rename it"
            raise ClienteleError("UnknownKey", message, name)


def _edits(one: str, two: str) -> int:
    """Returns how many letters have to be changed, added or taken away to make one text of another (Levenshtein)."""
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(two, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]
