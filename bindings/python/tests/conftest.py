import pathlib
import re

import pytest

import inkwash

PACKAGE = pathlib.Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
README = PACKAGE / "README.md"
KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"


@pytest.fixture(scope="session")
def redact():
    return inkwash.Scrubber("transforms.default = 'redact'", key=KEY)


@pytest.fixture(scope="session")
def scrubber():
    return inkwash.Scrubber(key=KEY)


def read_toml(path):
    try:
        import tomllib
    except ImportError:
        import tomli as tomllib
    return tomllib.loads(path.read_text(encoding="utf-8"))


def fences(path, language):
    """The blocks of code of one language in a Markdown file."""
    text = path.read_text(encoding="utf-8")
    return re.findall(rf"^```{re.escape(language)}\n(.*?)^```$", text, re.S | re.M)
