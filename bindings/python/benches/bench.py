"""How fast the package is, in one run: cargo xtask bench --python

Prints Markdown tables. All times are processor times but those of Spark, so that other work on the machine
counts little. The Rust core does the same with the same texts (`--rust`, the binary of the package
inkwash-benches), and Presidio runs its own pattern recognisers for the same entities.
"""

import argparse
import concurrent.futures
import gc
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import inkwash

KEY = "an example secret, not for use"
#: Entities for which Presidio has patterns and needs no network: that for e-mail addresses asks for a list
#: of domains.
FEW = ["IP_ADDRESS", "CREDIT_CARD", "IBAN_CODE"]


def timed(act, least=0.5):
    """Processor seconds of one call: the best of as many as fit."""
    best, until = float("inf"), time.perf_counter() + least
    gc.collect()
    gc.disable()
    while time.perf_counter() < until or best == float("inf"):
        start = time.process_time()
        act()
        best = min(best, time.process_time() - start)
    gc.enable()
    return best


def called(act, text, times=20_000):
    """Processor seconds of one of many calls with a text."""

    def run():
        for _ in range(times):
            act(text)

    def nothing():
        for _ in range(times):
            pass

    return (timed(run) - timed(nothing, 0.05)) / times


def presidio():
    """Two ways to look for the same entities with Presidio: its recognisers themselves, one after the other,
    and its analyzer with these recognisers and no language model.
    """
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
    from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, IbanRecognizer, IpRecognizer

    class NoModel(NlpEngine):
        def load(self): ...
        def is_loaded(self): return True
        def process_text(self, text, language): return NlpArtifacts([], [], [], [], self, language)
        def process_batch(self, texts, language, **_): return ((t, self.process_text(t, language)) for t in texts)
        def is_stopword(self, word, language): return False
        def is_punct(self, word, language): return False
        def get_supported_entities(self): return []
        def get_supported_languages(self): return ["en"]

    recognizers = [CreditCardRecognizer(), IbanRecognizer(), IpRecognizer()]
    artifacts = NlpArtifacts([], [], [], [], None, "en")
    registry = RecognizerRegistry(recognizers=recognizers, supported_languages=["en"])
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=NoModel(), supported_languages=["en"])

    def alone(text):
        for recognizer in recognizers:
            recognizer.analyze(text, recognizer.supported_entities, artifacts)

    return alone, lambda text: analyzer.analyze(text, "en", entities=FEW)


def beside_presidio(scanner, texts):
    prose = "the parcel was shipped and the customer was told about it in the evening of that day, as always\n"
    pages = ["\n".join(texts[i : i + 100]) for i in range(0, 10_000, 100)]
    kinds = [("single texts", texts[:10_000]), ("100 of them a page", pages), ("clean prose, a page", [prose * 45] * 100)]
    alone, analyzed = presidio()
    print("| 3 entities, a call each | MB a second | recognisers | analyzer | times theirs | times its |")
    print("|---|---:|---:|---:|---:|---:|")
    for what, all_ in kinds:
        # Presidio takes a part of them: it is slow.
        part = all_[: len(all_) // 20]
        each = lambda act, some: timed(lambda: [act(text) for text in some], 1) / sum(map(len, some)) * 1e6
        ours, theirs, its = each(scanner.scan, all_), each(alone, part), each(analyzed, part)
        rates = " | ".join(f"{1 / seconds:,.1f}" for seconds in (ours, theirs, its))
        print(f"| {what} | {rates} | {theirs / ours:,.0f} | {its / ours:,.0f} |", flush=True)


def threads(scanner, texts):
    """How many times the rate of one thread two have. Wall seconds."""
    halves = [texts[::2], texts[1::2]]

    def wall(act):
        start = time.perf_counter()
        act()
        return time.perf_counter() - start

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        one = min(wall(lambda: [scanner.scan_batch(half) for half in halves]) for _ in range(3))
        two = min(wall(lambda: list(pool.map(scanner.scan_batch, halves))) for _ in range(3))
    return one / two


def start_up():
    """Processor seconds that `import inkwash` adds to an interpreter."""

    def run(code):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-I", "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(run("import inkwash") for _ in range(20)) - min(run("pass") for _ in range(20))


def sample(n):
    """Short lines of a log, of which one in four has personal data in it."""
    return [
        f"order {i} of p{i}@example.com from 192.0.2.{i % 250} was shipped" if i % 4 == 0 else f"order {i} was shipped in parcel {i * 7}"
        for i in range(n)
    ]


def rust(binary, texts):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "texts"
        file.write_text("\n".join(texts))
        told = subprocess.run([binary, "texts", str(file)], check=True, capture_output=True, text=True).stdout
    return {name: float(seconds) for name, seconds in (line.split() for line in told.splitlines())}


def spark(workers, rows, folder):
    """Wall seconds of one scrub of a Parquet table by so many executors with a core each, and the most
    memory that one of their Python workers had, in MiB.
    """
    import pyspark
    from pyspark.sql import SparkSession

    import inkwash.spark

    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_HOME=os.path.dirname(pyspark.__file__))
    builder = SparkSession.builder.master(f"local-cluster[{workers},1,1024]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "localhost").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    if not os.path.exists(folder):
        line = "concat('order ', id, ' of p', id, '@example.com from 192.0.2.', id % 250, ' was shipped')"
        session.range(0, rows, numPartitions=16).selectExpr("id", f"{line} as note").write.parquet(folder)
    clean = inkwash.spark.scrub(session.read.parquet(folder), key=KEY)

    def run():
        start = time.perf_counter()
        clean.write.format("noop").mode("overwrite").save()
        return time.perf_counter() - start

    def memory(batches):
        import pyarrow as pa

        for batch in batches:
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            yield batch.slice(0, 1).set_column(0, "id", pa.array([used]))

    run()  # The first starts the workers.
    seconds = min(run() for _ in range(3))
    print(seconds, max(r.id for r in clean.mapInArrow(memory, clean.schema).collect()))
    session.stop()


def scaling(rows):
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "orders.parquet")
        command = [sys.executable, __file__, "--spark-workers"]
        run = lambda n: subprocess.run([*command, str(n), "--texts", str(rows), "--table", table], check=True, capture_output=True, text=True)
        return [tuple(map(float, run(n).stdout.split()[-2:])) for n in (1, 2)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=1_000_000)
    parser.add_argument("--rust", help="the binary of inkwash-benches")
    parser.add_argument("--spark", action="store_true", help="measure Spark with one executor and with two")
    parser.add_argument("--spark-rows", type=int, default=1_000_000)
    parser.add_argument("--spark-workers", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--table", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.spark_workers:
        return spark(options.spark_workers, options.texts, options.table)

    import pyarrow as pa

    n, texts = options.texts, sample(options.texts)
    size = sum(map(len, texts))
    core = rust(options.rust, texts) if options.rust else {}
    scrubber, scanner = inkwash.Scrubber(key=KEY), inkwash.Scanner(entities=FEW)
    table = pa.table({"note": texts})

    def row(what, seconds, beside=None):
        ratio = f"{beside / seconds:.2f}" if beside else ""
        print(f"| {what} | {n / seconds:,.0f} | {size / seconds / 1e6:,.2f} | {ratio} |", flush=True)

    print(f"{n:,} texts of {size / n:.0f} characters, one in four with findings\n")
    print("| | texts a second | MB a second | of the Rust core's rate |\n|---|---:|---:|---:|")
    row("`scrub_batch`, all entities", timed(lambda: scrubber.scrub_batch(texts)), core.get("scrub_batch"))
    row("`scrub_arrow`, all entities", timed(lambda: inkwash.scrub_arrow(scrubber, table)), core.get("scrub_arrow"))
    row("`scrub`, a call each, all entities", timed(lambda: [scrubber.scrub(t) for t in texts]))
    row("`scan_batch`, 3 entities", timed(lambda: scanner.scan_batch(texts)), core.get("scan_few"))
    row("`scan`, a call each, 3 entities", timed(lambda: [scanner.scan(t) for t in texts]), core.get("scan_few"))
    print(f"\nTwo threads have {threads(scanner, texts):.2f} times the rate of one (`scan_batch`).\n")
    beside_presidio(scanner, texts)
    print()
    clean = "a" * 100
    print("| one call, 100 clean bytes, all entities | µs | of which Python |\n|---|---:|---:|")
    for name, act in (("scan", scrubber.scan), ("scrub", scrubber.scrub)):
        seconds = called(act, clean)
        beside = core.get(f"call_{name}")
        print(f"| `{name}` | {seconds * 1e6:.2f} | {f'{(seconds - beside) * 1e6:.2f}' if beside else ''} |")
    made = timed(inkwash.Scanner)
    print(f"\n`import inkwash` takes {start_up() * 1e3:.0f} ms, a `Scanner` of all entities {made * 1e3:.0f} ms.")
    if options.spark:
        (one, _), (two, memory) = scaling(options.spark_rows)
        print(f"\nSpark, {options.spark_rows:,} rows from Parquet: {one:.1f} s with one executor, {two:.1f} s with two: {one / two:.2f} times the rate.")
        print(f"A Python worker takes {memory:.0f} MiB at its peak.")


if __name__ == "__main__":
    main()
