"""pandas: `df.inkwash.scrub(scrubber)`.

>>> import pandas as pd, inkwash, inkwash.pandas
>>> df = pd.DataFrame({"mail": ["bo@example.org", None], "n": [1, 2]}, index=[7, 8])
>>> scrubber = inkwash.Scrubber("transforms.default = 'redact'", key=inkwash.new_key())
>>> df.inkwash.scrub(scrubber)["mail"].iloc[0]
'[EMAIL_ADDRESS]'
>>> [(f["place"], f["entity"]) for f in df.inkwash.scan()]
[('mail', 'EMAIL_ADDRESS')]
"""

from typing import Any, Dict, List, Optional

import pandas as pd
import pyarrow as pa

from . import Scanner, Scrubber, _scanner
from ._errors import DataError
from ._frames import namespace

__all__ = ["scan", "scrub"]


def _arrow(df: Any) -> Any:
    """The frame's columns, and those of its index unless it only counts rows."""
    plain = df.set_axis([str(name) for name in df.columns], axis=1)
    if not isinstance(df.index, pd.RangeIndex):
        levels = df.index.to_frame(index=False)
        names = [str(name) for name in df.index.names]
        levels = levels.set_axis([f"index {i}" if n == "None" or n in plain else n for i, n in enumerate(names)], axis=1)
        plain = pd.concat([plain.reset_index(drop=True), levels], axis=1)
    plain.attrs = df.attrs
    try:
        return pa.Table.from_pandas(plain, preserve_index=False)
    except (pa.ArrowInvalid, pa.ArrowTypeError, ValueError):
        # What pyarrow says quotes the value.
        raise DataError(
            "a column has values of several types, or its name is there twice: give it one type and a name of its own"
        ) from None


def _typed(new: Any, old: Any) -> Any:
    # What was rewritten is no category of the old ones.
    if new.dtype == old.dtype or isinstance(new.dtype, pd.CategoricalDtype):
        return new
    try:
        return new.astype(old.dtype)
    except (TypeError, ValueError):
        return new  # A number that became null is no integer any more.


def scrub(df: Any, scrubber: Scrubber, table: str = "") -> Any:
    """The frame with its columns and its index scrubbed; names and types stay."""
    clean = pa.table(scrubber._scrub_arrow(_arrow(df), table)).to_pandas()
    columns = [_typed(clean.iloc[:, i], df.iloc[:, i]) for i in range(df.shape[1])]
    result = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=range(len(df)))
    result = result.set_axis(df.columns, axis=1)
    index = df.index
    if clean.shape[1] > df.shape[1]:
        old = index.to_frame(index=False)
        levels = clean.iloc[:, df.shape[1] :].set_axis(old.columns, axis=1)
        if not levels.equals(old):
            levels = [_typed(levels.iloc[:, i], old.iloc[:, i]) for i in range(old.shape[1])]
            index = pd.MultiIndex.from_arrays(levels) if len(levels) > 1 else pd.Index(levels[0])
            index = index.set_names(df.index.names)
    result = result.set_axis(index, axis=0)
    result.attrs = clean.attrs
    return result


def scan(df: Any, scanner: Optional[Scanner] = None, table: str = "") -> List[Dict[str, Any]]:
    """What each column holds: dicts with place, entity, class_, findings and score."""
    return (scanner or _scanner()).scan_arrow(_arrow(df), table)


pd.api.extensions.register_dataframe_accessor("inkwash")(namespace(scrub, scan))
