import pathlib

import pytest

import inkwash

ROOT = pathlib.Path(__file__).resolve().parents[3]
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
