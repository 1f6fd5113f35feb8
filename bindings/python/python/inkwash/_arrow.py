"""Arrow tables in, the same kind of table out."""

from typing import Any, Optional

from ._inkwash import Plan, Scrubber


def scrub_arrow(scrubber: Scrubber, data: Any, table: str = "", sample: Any = None, plan: Optional[Plan] = None) -> Any:
    """A table with its columns scrubbed, by the Arrow PyCapsule interface: without a copy on the way
    in or out.

    A pyarrow table, record batch or chunked array, and a Polars frame or series, come back as what they
    are; of anything else (a DuckDB relation) a pyarrow table does if pyarrow is there, else an object
    with that interface.

    `table` names the table in places (`customers.email`). Columns are judged by their first 1,000 rows
    or 256 KiB; with a `sample` (a table of the same columns) by that alone, and then a row comes out the
    same whatever part of a larger table it is in. With a `plan` (`Scanner.plan_arrow`) by that: what it
    does not know raises a RefusedError.
    """
    module = type(data).__module__.split(".")[0]
    kind = type(data).__name__
    single = kind in ("Series", "ChunkedArray") or kind.endswith("Array") and module == "pyarrow"
    name: Optional[str] = None
    if single:
        import pyarrow as pa

        name = getattr(data, "name", None) or "value"
        column = data.to_arrow() if kind == "Series" else data
        clean = scrubber._scrub_arrow(pa.table({name: column}), table, sample, plan)
        result = pa.table(clean).column(0)
        if module == "polars":
            import polars as pl

            return pl.Series(getattr(data, "name", ""), result)
        if kind == "ChunkedArray":
            return result
        return result.combine_chunks()
    clean = scrubber._scrub_arrow(data, table, sample, plan)
    if module == "polars":
        import polars as pl

        return pl.DataFrame(clean)
    try:
        import pyarrow as pa
    except ImportError:
        return clean
    whole = pa.table(clean)
    if kind == "RecordBatch":
        return whole.combine_chunks().to_batches()[0] if len(whole) else pa.RecordBatch.from_pylist([], whole.schema)
    return whole
