"""Spark with executors of their own: two processes with a JVM each, as on a cluster."""

import os
import pathlib
import runpy
import sys

import pytest
from conftest import KEY, README, fences

import inkwash

pyspark = pytest.importorskip("pyspark")
ROWS = 3000


@pytest.fixture(scope="module")
def spark():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_HOME", os.path.dirname(pyspark.__file__))
        patch.delenv("INKWASH_KEY", raising=False)
        builder = pyspark.sql.SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
        builder = builder.config("spark.sql.shuffle.partitions", "2").config("spark.driver.host", "localhost")
        # They do not live long enough for more.
        for side in ("driver", "executor"):
            builder = builder.config(f"spark.{side}.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        # Theirs alone: the driver has no key.
        started = builder.config("spark.executorEnv.INKWASH_KEY", KEY).getOrCreate()
        yield started
        started.stop()


@pytest.fixture(scope="module")
def df(spark):
    columns = [
        "id",
        "concat('p', id % 700, '@example.org') as email",
        "4111111111111111 as card_number",
        "array(concat('a', id, '@example.org')) as mails",
        "lpad(id, 5, '0') as code",
    ]
    return spark.range(0, ROWS, numPartitions=4).selectExpr(*columns)


@pytest.fixture(scope="module")
def sample(df):
    return df.limit(1000).toArrow()


@pytest.fixture
def key(tmp_path):
    file = tmp_path / "team.key"
    file.write_text(KEY)
    file.chmod(0o600)
    return file


def test_stand_ins_are_those_of_one_machine(df, key):
    import inkwash.spark

    clean = inkwash.spark.scrub(df, key=key)
    assert clean.schema == df.schema

    def who(batches):
        import pyarrow as pa

        for batch in batches:
            yield batch.append_column("executor", pa.array([os.getppid()] * len(batch)))

    rows = clean.mapInArrow(who, clean.selectExpr("*", "id as executor").schema).collect()
    assert len({r.executor for r in rows} - {os.getpid()}) == 2
    emails = [f"p{i % 700}@example.org" for i in range(ROWS)]
    stand_ins = inkwash.Scrubber(key=KEY).scrub_batch(emails, column="email")
    assert sorted(r.id for r in rows) == list(range(ROWS))
    for r in rows:
        assert r.email == stand_ins[r.id] != emails[r.id]
        assert r.card_number == rows[0].card_number != 4111111111111111
        assert r.mails[0] != f"a{r.id}@example.org" and r.code == f"{r.id:05}"


def test_partitions_and_whose_key_it_is_change_nothing(df, sample):
    import inkwash.spark

    with pytest.raises(inkwash.MissingKeyError):
        inkwash.Scrubber()
    theirs = inkwash.spark.scrub(df, sample=sample)
    ours = inkwash.spark.scrub(df.coalesce(1), key=KEY, sample=sample)
    assert {r.id: r for r in theirs.collect()} == {r.id: r for r in ours.collect()}
    parts = [df.coalesce(1), df]
    told = [{(r.place, r.entity): (r.findings, r.score) for r in inkwash.spark.scan(d, sample=sample).collect()} for d in parts]
    assert told[0] == told[1]
    assert told[0]["email", "EMAIL_ADDRESS"][0] == told[0]["mails", "EMAIL_ADDRESS"][0] == ROWS


def test_unknown_names_are_told_on_the_driver(df):
    import inkwash.spark

    with pytest.raises(inkwash.PolicyError):
        inkwash.spark.scrub(df, "transforms.default = 'nothing'", key=KEY)
    with pytest.raises(inkwash.PolicyError):
        inkwash.spark.scan(df, entities=["EMAIL"])


def test_the_readme(df, key):
    (block,) = fences(README, "python spark")
    names = {"df": df.limit(10)}
    exec(block.replace("/run/secrets/team.key", str(key)), names)
    assert "example.org" not in str(names["clean"].collect())
    assert names["found"].count() >= 3


# The last one: it ends the session.
def test_the_example(spark, capsys):
    runpy.run_path(str(pathlib.Path(__file__).parent.parent / "examples/on_spark.py"))
    shown = capsys.readouterr().out
    assert "EMAIL_ADDRESS" in shown and "example.org" not in shown
