"""Who a row is about."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clientele_spark.faults import Faults, Mask


def check_ids(ids: pa.Array, faults: Faults, name: str) -> None:
    """Refuses rows without an id: null, or a text of nothing but blanks.

    Ids are otherwise taken as they are, blanks around them included: what is joined by them elsewhere has to match.
    """
    faults.add(mask(pc.is_null(ids)), "MissingCell", name, "the customer has no id")
    if pa.types.is_string(ids.type) or pa.types.is_large_string(ids.type):
        blank = pc.equal(pc.utf8_trim_whitespace(ids), "")
        faults.add(mask(blank), "MissingCell", name, "the customer's id is blank")


def mask(array: pa.Array) -> Mask:
    """Returns a column of truths as a NumPy mask; null counts as false."""
    found: Mask = pc.fill_null(array, False).to_numpy(zero_copy_only=False).astype(np.bool_, copy=False)
    return found
