"""Spark: the same stand-ins on every executor as on one machine.

    clean = inkwash.spark.scrub(df, policy, key=pathlib.Path("/run/secrets/team.key"))
    found = inkwash.spark.scan(df)

Every task judges the columns by a sample alone: how the table is cut into partitions never changes a
row. The driver takes the first 1,000 rows as the sample; pass `sample=` (a pyarrow table of the same
columns) for jobs on several days to judge alike. `key` is what `inkwash.Scrubber` takes. A path, or
no key at all (the environment variable INKWASH_KEY of the executors), keeps the key out of the job;
a key given as text travels in the job's closure, and wants spark.authenticate and
spark.network.crypto.enabled.
"""

from __future__ import annotations

import functools
from typing import Any, Iterator, List, Optional

import pyarrow as pa

from . import Scanner, Scrubber
from ._make import make

__all__ = ["scan", "scrub"]

#: Rows of the sample.
SAMPLE = 1000


@functools.lru_cache(maxsize=4)
def _scrubber(policy: Optional[str], key: Any, project: Optional[str], options: Any) -> Scrubber:
    """One for all tasks of a worker: to read a key and to build an engine takes longer than a small task."""
    made: Scrubber = make(Scrubber, policy, key, project, options)
    return made


def _taught(table: Any, sample: pa.Table, schema: pa.Schema) -> Any:
    table.learn_from(sample.cast(schema))
    return table


def scrub(
    df: Any,
    policy: Any = None,
    key: Any = None,
    *,
    table: str = "",
    project: Optional[str] = None,
    entities: Optional[List[str]] = None,
    regions: Optional[List[str]] = None,
    min_score: Optional[float] = None,
    environment: Optional[str] = None,
    sample: Optional[pa.Table] = None,
) -> Any:
    """The data frame with its columns scrubbed, lazily, with the same schema."""
    # Unknown names are told here and not on an executor. The policy's file is read here too.
    scanner = Scanner(policy, entities=entities, regions=regions, min_score=min_score, environment=environment)
    _, text, _, _, _ = scanner.__reduce__()[1]
    options = (entities and tuple(entities), regions and tuple(regions), min_score, environment)
    sample = sample if sample is not None else df.limit(SAMPLE).toArrow()

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        through = None
        for batch in batches:
            if through is None:
                scrubber = _scrubber(text, key, project, options)
                through = _taught(scrubber._scrub_table(batch.schema, table), sample, batch.schema)
            yield from pa.table(through.push(batch)).to_batches()
        if through is not None:
            yield from pa.table(through.finish()).to_batches()

    return df.mapInArrow(run, df.schema)


def scan(
    df: Any,
    policy: Any = None,
    *,
    table: str = "",
    entities: Optional[List[str]] = None,
    regions: Optional[List[str]] = None,
    min_score: Optional[float] = None,
    environment: Optional[str] = None,
    sample: Optional[pa.Table] = None,
) -> Any:
    """What each column holds: a data frame with place, entity, class, findings and score, a row for each
    column and entity. A partition goes through batch by batch.
    """
    from pyspark.sql import functions as F

    scanner = Scanner(policy, entities=entities, regions=regions, min_score=min_score, environment=environment)
    sample = sample if sample is not None else df.limit(SAMPLE).toArrow()

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        through = None
        for batch in batches:
            if through is None:
                through = _taught(scanner._scan_table(batch.schema, table), sample, batch.schema)
            through.push(batch)
        if through is not None:
            names = ["place", "entity", "class_", "findings", "score"]
            found = through.finish()
            columns = [pa.array([f[name] for f in found], kind) for name, kind in zip(names, _KINDS)]
            yield pa.record_batch(columns, ["place", "entity", "class", "findings", "score"])

    schema = "place string, entity string, class string, findings long, score double"
    parts = df.mapInArrow(run, schema).groupBy("place", "entity", "class")
    return parts.agg(F.sum("findings").alias("findings"), F.max("score").alias("score"))


_KINDS = [pa.string(), pa.string(), pa.string(), pa.int64(), pa.float64()]
