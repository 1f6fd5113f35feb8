import importlib.metadata
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile

import pytest
from conftest import PACKAGE


def test_what_is_in_the_wheel():
    wheel = importlib.metadata.distribution("inkwash")
    files = {str(file) for file in wheel.files}
    assert {"inkwash/py.typed", "inkwash/_inkwash.pyi", "inkwash/_inkwash.abi3.so"} <= files
    assert any(file.endswith("licenses/LICENSE") for file in files)
    assert not [file for file in files if file.split("/")[0] in ("tests", "examples", "benches")]
    assert not [need for need in wheel.requires if "extra ==" not in need], "it needs nothing"


def test_the_command_is_in_the_wheel():
    command = pathlib.Path(sys.executable).parent / "inkwash"
    for start in ([str(command)], [sys.executable, "-m", "inkwash"]):
        run = subprocess.run(
            [*start, "scrub", "--transform", "redact", "--quiet"],
            input=b"mail bo@example.org\n",
            capture_output=True,
        )
        assert (run.returncode, run.stdout) == (0, b"mail [EMAIL_ADDRESS]\n")
    assert subprocess.run([sys.executable, "-m", "inkwash", "scrub", "/no"], capture_output=True).returncode == 2


def test_import_brings_little():
    loaded = "import sys; before = set(sys.modules); import inkwash; print(sorted(set(sys.modules) - before - {'__future__'}))"
    run = subprocess.run([sys.executable, "-I", "-c", loaded], capture_output=True, text=True)
    assert run.stdout == "['inkwash', 'inkwash._errors', 'inkwash._inkwash']\n"


@pytest.mark.skipif(not shutil.which("cargo"), reason="cargo is not installed")
def test_the_source_distribution_brings_the_crates_it_needs(tmp_path):
    maturin = [sys.executable, "-m", "maturin", "sdist", "--out", str(tmp_path)]
    subprocess.run(maturin, cwd=PACKAGE, check=True, capture_output=True)
    (packed,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path)
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert (folder / "LICENSE").read_bytes() == (PACKAGE.parent.parent / "LICENSE").read_bytes()
    # Reads the manifest of every crate on the way.
    environment = {**os.environ, "CARGO_TARGET_DIR": str(tmp_path / "target")}
    metadata = ["cargo", "metadata", "--offline", "--format-version", "1"]
    run = subprocess.run(metadata, cwd=folder, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
