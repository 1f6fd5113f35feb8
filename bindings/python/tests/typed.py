"""What a user's type checker must agree to. It is checked by pyright and mypy, and not run."""

import io
import pathlib
from typing import Dict, List, Optional

import inkwash
import inkwash.logging

scanner: inkwash.Scanner = inkwash.Scrubber(pathlib.Path("policy.toml"), key=b"0" * 32, regions=["NO"])
found: List[inkwash.Finding] = scanner.scan(memoryview(b"x"))
many: List[List[inkwash.Finding]] = scanner.scan_batch(["a", None])
value: str = found[0].of("text")
raw: bytes = found[0].of(b"text")

scrubber = inkwash.Scrubber(key="an example secret, not for use", min_score=0.6)
text: str = scrubber.scrub("text")
data: bytes = scrubber.scrub(bytearray(b"text"))
more: bytes = scrubber.scrub_bytes(memoryview(b"text"))
texts: List[Optional[str]] = scrubber.scrub_batch(iter(["a"]), column="customers.email")
told: Dict[str, object] = scrubber.scrub_stream(io.BytesIO(), io.BytesIO(), format="csv")
plain: str = inkwash.scrub("text")

plan: inkwash.Plan = scanner.plan(pathlib.Path("people.parquet"))
drift: Dict[str, object] = plan.drift(inkwash.Plan(str(plan)))
told = scrubber.scrub_file("people.csv", "clean.csv", plan=plan)

with inkwash.Session("an example secret, not for use", scanner) as session:
    sealed: bytes = session.seal()
    answer: str = "".join(session.restore_stream(iter([session.scrub("text")])))

handler_filter: inkwash.logging.RedactingFilter = inkwash.logging.RedactingFilter(scrubber)

inkwash.scan(7)  # type: ignore
scrubber.scrub_batch([1])  # type: ignore
scrubber.entities  # type: ignore
inkwash.Session(scanner)  # type: ignore
