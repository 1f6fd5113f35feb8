import io
import logging
import os
import pathlib
import subprocess
import sys

import pytest
from conftest import KEY

import inkwash
import inkwash.logging


def logged(scrubber, act, filtered):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    if filtered:
        handler.addFilter(inkwash.logging.RedactingFilter(scrubber))
        handler.setFormatter(logging.Formatter("%(message)s %(user)s", defaults={"user": ""}) if sys.version_info >= (3, 10) else None)
    else:
        handler.setFormatter(inkwash.logging.RedactingFormatter(scrubber))
    log = logging.getLogger(f"test.{id(out)}")
    log.propagate = False
    log.addHandler(handler)
    act(log)
    return out.getvalue()


def failing(log):
    try:
        raise ValueError("no bo@example.org")
    except ValueError:
        log.exception("for %s", "an@example.org", extra={"user": "cy@example.org"}, stack_info=True)


@pytest.mark.parametrize("filtered", [True, False])
def test_logs(redact, filtered):
    text = logged(redact, failing, filtered)
    assert "example.org" not in text.replace("an@example.org\", extra", "") or "[EMAIL_ADDRESS]" in text
    assert "for [EMAIL_ADDRESS]" in text and "ValueError: no [EMAIL_ADDRESS]" in text
    assert "bad" in logged(redact, lambda log: log.warning("bad %d"), filtered)


def test_a_wrong_format_string_prints_no_argument(redact, capsys):
    text = logged(redact, lambda log: log.warning("%s %s", "bo@example.org"), True)
    assert "do not fit" in text and "example.org" not in text + capsys.readouterr().err


def test_extras_are_judged_by_their_names(redact):
    record = logging.makeLogRecord({"msg": "x", "user": {"email": "bo@example.org", "password": "hunter22xyz"}, "n": 3})
    inkwash.logging.RedactingFilter(redact).filter(record)
    assert record.n == 3 and "hunter22xyz" not in str(record.user) and "example" not in str(record.user)


def test_structlog(redact):
    structlog = pytest.importorskip("structlog")
    out = io.StringIO()
    processors = [inkwash.logging.StructlogProcessor(redact), structlog.processors.JSONRenderer()]
    log = structlog.wrap_logger(structlog.PrintLogger(out), processors=processors)
    log.info("login", email="bo@example.org", n=1, nested=[{"ip": "192.0.2.7"}])
    assert '"n": 1' in out.getvalue() and "[EMAIL_ADDRESS]" in out.getvalue() and "192.0.2.7" not in out.getvalue()


def test_presidio():
    presidio = pytest.importorskip("presidio_analyzer")
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

    from inkwash.presidio import OPERATORS, InkwashRecognizer, policy_of

    class NoEngine(NlpEngine):
        def load(self): ...
        def is_loaded(self): return True
        def process_text(self, text, language): return NlpArtifacts([], [], [], [], self, language)
        def process_batch(self, texts, language, **_): return ((t, self.process_text(t, language)) for t in texts)
        def is_stopword(self, word, language): return False
        def is_punct(self, word, language): return False
        def get_supported_entities(self): return []
        def get_supported_languages(self): return ["en"]

    registry = presidio.RecognizerRegistry(supported_languages=["en"])
    registry.add_recognizer(InkwashRecognizer())
    analyzer = presidio.AnalyzerEngine(registry=registry, nlp_engine=NoEngine(), supported_languages=["en"])
    text = "😀 mail bo@example.org, card 4111 1111 1111 1111"
    found = {r.entity_type: text[r.start : r.end] for r in analyzer.analyze(text, "en")}
    assert found["EMAIL_ADDRESS"] == "bo@example.org" and found["CREDIT_CARD"] == "4111 1111 1111 1111"
    assert [r.entity_type for r in analyzer.analyze(text, "en", entities=["CREDIT_CARD"])] == ["CREDIT_CARD"]
    for operator in OPERATORS:
        inkwash.Scrubber(policy_of({"DEFAULT": operator, "LOCATION": operator}), key=KEY)
    with pytest.raises(inkwash.PolicyError):
        policy_of({"DEFAULT": "custom"})


def test_spark(tmp_path):
    pyspark = pytest.importorskip("pyspark")
    import inkwash.spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = pyspark.sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.shuffle.partitions", "2").config("spark.driver.host", "localhost").getOrCreate()
    try:
        rows = [(i, f"p{i % 700}@example.org", 4111111111111111, [f"a{i}@example.org"]) for i in range(3000)]
        key = tmp_path / "team.key"
        key.write_text(KEY)
        key.chmod(0o600)
        df = spark.createDataFrame(rows, "id long, email string, card_number long, mails array<string>")
        clean = inkwash.spark.scrub(df.repartition(5, "id"), key=key)
        assert clean.schema == df.schema
        by_id = {r.id: r for r in clean.collect()}
        here = inkwash.Scrubber(key=KEY)
        for i in (0, 1, 1500, 2999):
            assert by_id[i].email == here.scrub_batch([rows[i][1]], column="email")[0] != rows[i][1]
            assert by_id[i].card_number == by_id[0].card_number != rows[i][2]
            assert by_id[i].mails[0] != rows[i][3][0]
        found = {(r.place, r.entity): r.findings for r in inkwash.spark.scan(df).collect()}
        assert found["email", "EMAIL_ADDRESS"] == 3000 and found["mails", "EMAIL_ADDRESS"] == 3000
        with pytest.raises(inkwash.PolicyError):
            inkwash.spark.scrub(df, "transforms.default = 'nothing'", key=KEY)
    finally:
        spark.stop()


EXAMPLES = sorted((pathlib.Path(__file__).parent.parent / "examples").glob("*.py"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda p: p.stem)
def test_examples(example):
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    run = subprocess.run([sys.executable, str(example)], capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stderr[-2000:]
    assert "example.org" not in run.stdout
