"""Spark: the same stand-ins on every executor as on one machine.

    clean = inkwash.spark.scrub(df, policy, key=pathlib.Path("/run/secrets/team.key"))
    found = inkwash.spark.scan(df)

The driver takes the first 1,000 rows as a sample, and every task judges the columns by that alone: how
the table is cut into partitions never changes a row. `key` is what `inkwash.Scrubber` takes. A path, or
no key at all (the environment variable INKWASH_KEY of the executors), keeps the key out of the job;
a key given as text travels in the job's closure, and wants spark.authenticate and
spark.network.crypto.enabled.
"""

from typing import Any, Iterator, List, Optional

import pyarrow as pa

from . import Scanner, Scrubber

__all__ = ["scan", "scrub"]

#: Rows of the sample.
SAMPLE = 1000


def _batches(found: Any) -> Iterator[pa.RecordBatch]:
    yield from pa.table(found).to_batches()


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
) -> Any:
    """The data frame with its columns scrubbed, lazily, with the same schema."""
    sample = df.limit(SAMPLE).toArrow()
    options = {"project": project, "entities": entities, "regions": regions, "min_score": min_score}
    # Unknown names are told here and not on an executor. The policy's file is read here too.
    policy = Scanner(policy, entities=entities, regions=regions, min_score=min_score).__reduce__()[1][1]

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        scrubber = Scrubber(policy, key, **options)
        through = None
        for batch in batches:
            if through is None:
                through = scrubber._table(batch.schema, table)
                through.learn_from(pa.table(sample).cast(batch.schema).combine_chunks())
            yield from _batches(through.push(batch))
        if through is not None:
            yield from _batches(through.finish())

    return df.mapInArrow(run, df.schema)


def scan(df: Any, policy: Any = None, *, table: str = "", **options: Any) -> Any:
    """What each column holds: a data frame with place, entity, class, findings and score, a row for each
    column and entity. Each partition judges its columns by its own first rows.
    """
    from pyspark.sql import functions as F

    config = Scanner(policy, **options).__reduce__()[1]

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        parts = list(batches)
        if not parts:
            return
        from ._make import make

        found = make(*config).scan_arrow(pa.Table.from_batches(parts), table)
        columns = {
            "place": pa.array([f["place"] for f in found], pa.string()),
            "entity": pa.array([f["entity"] for f in found], pa.string()),
            "class": pa.array([f["class_"] for f in found], pa.string()),
            "findings": pa.array([f["findings"] for f in found], pa.int64()),
            "score": pa.array([f["score"] for f in found], pa.float64()),
        }
        yield from pa.table(columns).to_batches()

    schema = "place string, entity string, class string, findings long, score double"
    parts = df.mapInArrow(run, schema).groupBy("place", "entity", "class")
    return parts.agg(F.sum("findings").alias("findings"), F.max("score").alias("score"))
