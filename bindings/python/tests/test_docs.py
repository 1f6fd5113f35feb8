import doctest
import importlib
import re
import runpy
import subprocess
import sys

import pytest
from conftest import PACKAGE, README, fences

import inkwash

MODULES = ["inkwash", "inkwash._session", "inkwash._notebook", "inkwash.pandas", "inkwash.polars", "inkwash.logging", "inkwash.presidio"]


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted and not result.failed


def test_what_is_public_has_a_docstring():
    for name in inkwash.__all__:
        thing = getattr(inkwash, name)
        assert name == "__version__" or thing.__doc__, name
        if name in ("Finding", "Plan", "Scanner", "Scrubber", "Session"):
            methods = [m for m in vars(thing) if not m.startswith("_") and callable(getattr(thing, m))]
            undocumented = [m for m in methods if not getattr(thing, m).__doc__]
            assert methods and not undocumented, undocumented
            assert name == "Finding" or ">>>" in thing.__doc__, name


def test_the_readme(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = fences(README, "python")
    # Those for Spark run in test_spark.py.
    assert len(blocks) >= 7
    assert len(re.findall("^```python", README.read_text(encoding="utf-8"), re.M)) == len(blocks) + len(fences(README, "python spark"))
    names = {}
    for block in blocks:
        exec(block, names)


@pytest.mark.parametrize("name", ["in_pandas", "in_polars", "in_logs"])
def test_examples(name, capsys):
    runpy.run_path(str(PACKAGE / f"examples/{name}.py"))
    shown = capsys.readouterr().out
    assert shown and "example.org" not in shown


def test_every_example_is_tested():
    assert {p.stem for p in (PACKAGE / "examples").iterdir()} == {"in_pandas", "in_polars", "in_logs", "on_spark"}


@pytest.mark.parametrize(
    "checker",
    [
        ["mypy.stubtest", "inkwash._inkwash", "--ignore-missing-stub"],
        ["mypy", "python/inkwash", "tests/typed.py"],
        ["pyright", "--pythonpath", sys.executable, "--level", "error", "python/inkwash", "tests/typed.py"],
    ],
    ids=lambda checker: checker[0],
)
def test_types(checker):
    run = subprocess.run([sys.executable, "-m", *checker], capture_output=True, text=True, cwd=PACKAGE)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
