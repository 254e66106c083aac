"""Schemas are checked before any job runs: a misspelt column is an error at once, not after an hour."""

from __future__ import annotations

from collections.abc import Iterable

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from clientele_spark.errors import ClienteleError, hint

INTEGERS = (T.ByteType, T.ShortType, T.IntegerType, T.LongType)


def check_distinct(schema: T.StructType) -> None:
    """Raises ``DuplicateColumn`` where two columns differ in nothing but capitals, which Spark does not tell apart."""
    seen: set[str] = set()
    for name in schema.names:
        if name.lower() in seen:
            raise ClienteleError("DuplicateColumn", f"two columns are called `{name}`: rename one of them", name)
        seen.add(name.lower())


def place(schema: T.StructType, name: str, role: str) -> int:
    """Returns the place of a column by its name, as Spark finds it: capitals make no difference.

    Raises:
        ClienteleError: ``MissingColumn``, with the nearest column there is.
    """
    if not isinstance(name, str):
        raise ClienteleError("InvalidValue", f"{role}: must be the name of a column, found {name!r:.60}", role)
    names = schema.names
    for same in (names.index(name) if name in names else None, _folded(names).get(name.lower())):
        if same is not None:
            return same
    raise ClienteleError("MissingColumn", f"no column `{name}` for {role}; {hint(name, names)}", name)


def _folded(names: Iterable[str]) -> dict[str, int]:
    return {name.lower(): at for at, name in enumerate(names)}


def check_id(field: T.StructField) -> None:
    """Raises ``InvalidValue`` unless the column can name a customer: text or whole numbers."""
    if not isinstance(field.dataType, (T.StringType, *INTEGERS)):
        raise wrong_type(field, "text or a whole number, which names a customer")


def wrong_type(field: T.StructField, expected: str) -> ClienteleError:
    """Returns the error that a column has a type that cannot be read."""
    found = field.dataType.simpleString().upper()
    return ClienteleError("InvalidValue", f"the column `{field.name}` is {found}, expected {expected}", field.name)


def quoted(name: str) -> Column:
    """Returns a column by its very name, whatever signs it holds."""
    return F.col("`" + name.replace("`", "``") + "`")


def rejected_type(original: T.StructType) -> T.ArrayType:
    """Returns the Spark type of the dead-letter column for rows of a schema."""
    row = T.StructType([T.StructField(field.name, field.dataType, True) for field in original.fields])
    fields = [
        T.StructField("code", T.StringType()),
        T.StructField("reason", T.StringType()),
        T.StructField("path", T.StringType()),
        T.StructField("orders", T.LongType()),
        T.StructField("row", row),
    ]
    return T.ArrayType(T.StructType(fields))


def positional(frame: DataFrame) -> DataFrame:
    """Returns the same columns under names by their places: Spark's `mapInArrow` takes none with a point in it."""
    return frame.toDF(*[by_place(at) for at in range(len(frame.schema.fields))])


def by_place(at: int) -> str:
    """Returns the name that :func:`positional` gives a column."""
    return f"column_{at}"


def original(frame: DataFrame, role: str) -> T.StructType:
    """Returns the schema of a DataFrame whose columns can be told apart.

    Raises:
        ClienteleError: ``InvalidValue`` where the argument ``role`` is no DataFrame of Spark.
    """
    if not isinstance(frame, DataFrame):
        kind = f"{type(frame).__module__}.{type(frame).__qualname__}".removeprefix("builtins.")
        message = f"{role}: must be a DataFrame of Spark, found {kind}; spark.createDataFrame makes one"
        raise ClienteleError("InvalidValue", message, role)
    check_distinct(frame.schema)
    if not frame.schema.fields:
        raise ClienteleError("MissingColumn", "the DataFrame has no columns", None)
    return frame.schema


def check_crosses(schema: T.StructType) -> None:
    """Raises where a column cannot go to Python and back: whole rows do, since a dead letter shows them.

    Raises:
        ClienteleError: ``InvalidValue`` with the column as path.
    """
    for field in schema.fields:
        if not _crosses(field.dataType):
            kind = field.dataType.simpleString().upper()
            message = f"the column `{field.name}` is {kind:.80}, which Spark cannot hand to Python: drop it or cast it"
            raise ClienteleError("InvalidValue", message, field.name)


_NOT_IN_ARROW = ("YearMonthIntervalType", "CalendarIntervalType")
"""Types of Spark without one of Arrow, by name: not every pyspark 4 need have them all."""


def _crosses(kind: T.DataType) -> bool:
    """Returns whether Spark can hand a type to Python and take it back, whatever is inside of it."""
    if isinstance(kind, T.UserDefinedType):
        return _crosses(kind.sqlType())
    if isinstance(kind, T.StructType):
        # With a name twice the job would fail in its midst.
        distinct = len(set(kind.names)) == len(kind.names)
        return distinct and all(_crosses(field.dataType) for field in kind.fields)
    if isinstance(kind, T.ArrayType):
        return _crosses(kind.elementType)
    if isinstance(kind, T.MapType):
        return _crosses(kind.keyType) and _crosses(kind.valueType)
    return type(kind).__name__ not in _NOT_IN_ARROW
