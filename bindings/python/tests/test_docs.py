import doctest
import importlib
import pathlib
import re
import subprocess
import sys

import pytest

README = pathlib.Path(__file__).parent.parent / "README.md"


@pytest.mark.parametrize("name", ["inkwash", "inkwash._session", "inkwash._notebook", "inkwash.pandas", "inkwash.polars", "inkwash.logging", "inkwash.presidio"])
def test_docstrings(name):
    module = importlib.import_module(name)
    result = doctest.testmod(module)
    assert result.attempted and not result.failed


def test_the_readme(monkeypatch):
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    assert len(blocks) >= 6
    names = {}
    for block in blocks:
        exec(block, names)


def test_types():
    run = subprocess.run([sys.executable, "-m", "mypy.stubtest", "inkwash._inkwash", "--ignore-missing-stub"], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-3000:]
