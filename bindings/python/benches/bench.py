"""How fast the package is, in one run: python benches/bench.py [--texts N]

Prints a Markdown table. Build the wheel with --release first. Presidio runs its own pattern recognisers on
the same texts for the same entities.
"""

import argparse
import subprocess
import sys
import time

import inkwash


def timed(act, least=0.5):
    """Seconds of one call: the best of as many as fit."""
    best, until = float("inf"), time.perf_counter() + least
    while time.perf_counter() < until or best == float("inf"):
        start = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - start)
    return best


def presidio(texts):
    from presidio_analyzer.nlp_engine import NlpArtifacts
    from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, EmailRecognizer, IbanRecognizer, IpRecognizer

    recognizers = [CreditCardRecognizer(), EmailRecognizer(), IbanRecognizer(), IpRecognizer()]
    artifacts = NlpArtifacts([], [], [], [], None, "en")

    def run():
        for text in texts:
            for recognizer in recognizers:
                recognizer.analyze(text, recognizer.supported_entities, artifacts)

    return run


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--texts", type=int, default=100_000)
    n = options.parse_args().texts
    core = ["EMAIL_ADDRESS", "IP_ADDRESS", "CREDIT_CARD", "IBAN_CODE"]
    texts = [f"order {i} of p{i}@example.com from 192.0.2.{i % 250} was shipped" if i % 4 == 0 else f"order {i} was shipped in parcel {i * 7}" for i in range(n)]
    size = sum(map(len, texts))
    scrubber = inkwash.Scrubber(key="an example secret, not for use")
    scanner = inkwash.Scanner(entities=core)
    rows = []

    def row(what, seconds, count=n, total=size):
        rows.append(f"| {what} | {count / seconds:,.0f} | {total / seconds / 1e6:,.1f} |")

    row("scrub_batch, all entities", timed(lambda: scrubber.scrub_batch(texts)))
    row("scrub, one call each", timed(lambda: [scrubber.scrub(t) for t in texts]))
    row("scan, one call each, 4 entities", timed(lambda: [scanner.scan(t) for t in texts]))
    try:
        import pyarrow as pa

        table = pa.table({"note": texts})
        row("scrub_arrow, all entities", timed(lambda: inkwash.scrub_arrow(scrubber, table)))
    except ImportError:
        pass
    try:
        few = texts[: min(n, 2000)]
        row("Presidio, its recognisers of the same 4", timed(presidio(few)), len(few), sum(map(len, few)))
    except ImportError:
        pass
    print("| | texts a second | MB a second |\n|---|---:|---:|\n" + "\n".join(rows))
    clean = "a" * 100
    only = inkwash.Scanner(entities=["EMAIL_ADDRESS"])
    print(f"\none scan of 100 clean bytes, one entity: {timed(lambda: [only.scan(clean) for _ in range(10_000)]) / 1e4 * 1e6:.2f} µs")
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    bare = time.perf_counter() - start
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import inkwash"], check=True)
    print(f"import: {(time.perf_counter() - start - bare) * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
