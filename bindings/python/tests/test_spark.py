"""Spark with executors of their own: two processes with a JVM each, as on a cluster."""

import os
import pathlib
import runpy
import sys

import pytest
from conftest import KEY, README, fences

import inkwash

pyspark = pytest.importorskip("pyspark")
ROWS = [(i, f"p{i % 700}@example.org", 4111111111111111, [f"a{i}@example.org"], f"{i:05}") for i in range(3000)]


def session(master):
    builder = pyspark.sql.SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "2").config("spark.driver.host", "localhost")
    # As if another machine: what the driver has in its environment is not there.
    return builder.config("spark.executorEnv.INKWASH_KEY", KEY).getOrCreate()


@pytest.fixture(scope="module")
def spark():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_HOME", os.path.dirname(pyspark.__file__))
        patch.delenv("INKWASH_KEY", raising=False)
        started = session("local-cluster[2,1,1024]")
        yield started
        started.stop()


@pytest.fixture(scope="module")
def df(spark):
    return spark.createDataFrame(ROWS, "id long, email string, card_number long, mails array<string>, code string")


@pytest.fixture
def key(tmp_path):
    file = tmp_path / "team.key"
    file.write_text(KEY)
    file.chmod(0o600)
    return file


def test_executors_are_processes_of_their_own(df):
    def who(batches):
        import pyarrow as pa

        for batch in batches:
            yield pa.record_batch([[os.getppid()]], ["executor"])

    executors = {r.executor for r in df.repartition(4).mapInArrow(who, "executor long").collect()}
    assert len(executors) == 2 and os.getpid() not in executors


def test_stand_ins_are_those_of_one_machine(df, key):
    import inkwash.spark

    clean = inkwash.spark.scrub(df.repartition(5, "id"), key=key)
    assert clean.schema == df.schema
    by_id = {r.id: r for r in clean.collect()}
    here = inkwash.Scrubber(key=KEY)
    column = here.scrub_batch([row[1] for row in ROWS], column="email")
    for i, email, card, mails, code in ROWS:
        assert by_id[i].email == column[i] != email
        assert by_id[i].card_number == by_id[0].card_number != card
        assert by_id[i].mails[0] != mails[0] and by_id[i].code == code


def test_the_executors_own_key_is_used(df):
    import inkwash.spark

    with pytest.raises(inkwash.MissingKeyError):
        inkwash.Scrubber()
    some = df.limit(3)
    assert inkwash.spark.scrub(some).collect() == inkwash.spark.scrub(some, key=KEY).collect()


def test_partitions_change_nothing_in_a_scan(df):
    import inkwash.spark

    parts = [df.coalesce(1), df.repartition(7)]
    sample = df.limit(1000).toArrow()
    told = [{(r.place, r.entity): (r.findings, r.score) for r in inkwash.spark.scan(d, sample=sample).collect()} for d in parts]
    assert told[0] == told[1]
    assert told[0]["email", "EMAIL_ADDRESS"][0] == told[0]["mails", "EMAIL_ADDRESS"][0] == 3000


def test_unknown_names_are_told_on_the_driver(df):
    import inkwash.spark

    with pytest.raises(inkwash.PolicyError):
        inkwash.spark.scrub(df, "transforms.default = 'nothing'", key=KEY)
    with pytest.raises(inkwash.PolicyError):
        inkwash.spark.scan(df, entities=["EMAIL"])


def test_the_readme(df, key, monkeypatch):
    monkeypatch.chdir(key.parent)
    (block,) = fences(README, "python spark")
    names = {"df": df, "policy": None}
    exec(block, names)
    assert "example.org" not in str(names["clean"].limit(10).collect())
    assert names["found"].count() >= 3


# The last one: it ends the session.
def test_the_example(spark, capsys):
    runpy.run_path(str(pathlib.Path(__file__).parent.parent / "examples/on_spark.py"))
    shown = capsys.readouterr().out
    assert "EMAIL_ADDRESS" in shown and "example.org" not in shown
