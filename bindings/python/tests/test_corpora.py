"""The same corpora and golden vectors as Rust's."""

import io

import pytest
from conftest import ROOT, read_toml

import inkwash

CORPORA = sorted((ROOT / "corpora/entities").glob("*.toml"))
VECTORS = [(p.stem, read_toml(p)["key"], v) for p in sorted((ROOT / "corpora/transforms").glob("*.toml")) for v in read_toml(p)["vector"]]


def marked(text):
    plain, spans = "", []
    for c in text:
        if c == "«":
            spans.append(len(plain))
        elif c == "»":
            spans[-1] = (spans[-1], len(plain))
        else:
            plain += c
    return plain, spans


def test_labelled_hits_and_misses():
    scanners = {}
    wrong, count = [], 0
    for path in CORPORA:
        corpus = read_toml(path)
        rows = corpus.get("row") or []
        cases = [(r["entity"], {"text": t}, True) for r in rows for t in r["hit"]]
        cases += [(corpus.get("entity"), e, True) for e in corpus.get("hit", [])]
        cases += [(corpus.get("entity"), e, False) for e in corpus.get("miss", [])]
        for entity, example, is_hit in cases:
            if example.get("column"):
                continue  # Columns are in test_tables.py.
            regions = tuple(example.get("regions", []))
            if regions not in scanners:
                scanners[regions] = inkwash.Scanner(regions=list(regions))
            plain, spans = marked(example["text"])
            found = [(f.start, f.end) for f in scanners[regions].scan(plain) if f.entity == entity]
            count += 1
            if found != (spans if is_hit else []):
                wrong.append((path.name, example.get("why"), spans, found))
    assert count > 10_000 and not wrong, wrong[:10]


@pytest.mark.parametrize(("file", "key", "vector"), VECTORS, ids=lambda v: v["name"] if isinstance(v, dict) else None)
def test_golden_vectors(file, key, vector):
    scrubber = inkwash.Scrubber(vector["policy"], key=key)
    out = io.BytesIO()
    scrubber.scrub_stream(io.BytesIO(vector["input"].encode()), out, vector["format"])
    assert out.getvalue().decode() == vector["output"]
    if vector["format"] == "text":
        assert scrubber.scrub(vector["input"]) == vector["output"]
