import io
import pickle
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import KEY

import inkwash

ROWS = {"id": [1, 2], "email": ["bo@example.org", "an@example.org"], "note": ["none", "none"]}


def csv(rows=ROWS):
    lines = [",".join(rows), *(",".join(map(str, row)) for row in zip(*rows.values()))]
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.fixture(params=["csv", "parquet"])
def write(request, tmp_path):
    """Writes a table to a file of one format, always under the same name."""

    def to(rows, folder="source"):
        file = tmp_path / folder / f"people.{request.param}"
        file.parent.mkdir(exist_ok=True)
        pq.write_table(pa.table(rows), file) if request.param == "parquet" else file.write_bytes(csv(rows))
        return file

    return to


def read(file):
    return pa.csv.read_csv(file) if file.suffix == ".csv" else pq.read_table(file)


def test_a_plan_is_kept_to_and_refuses_what_it_does_not_know(redact, write, tmp_path):
    import pyarrow.csv

    source, target = write(ROWS), tmp_path / write(ROWS).name
    plan = inkwash.Scanner().plan(source)
    place = "people.email" if source.suffix == ".parquet" else "email"
    assert place in str(plan) and "EMAIL_ADDRESS" in str(plan) and "bo@" not in str(plan)
    assert plan == inkwash.Plan(str(plan)) == pickle.loads(pickle.dumps(plan))
    # Between the columns of a file of text stands text as well.
    assert repr(plan) == f"<inkwash.Plan of {3 if source.suffix == '.parquet' else 4} places>"

    # The plan's transform, not the policy's.
    edited = inkwash.Plan(str(plan).replace("pseudonymise", "hash(len=12)"))
    redact.scrub_file(source, target, plan=edited)
    clean = read(target)["email"].to_pylist()
    assert len(set(clean)) == 2 and all(len(value) == 12 and "@" not in value for value in clean)

    before = target.read_bytes()
    drifted = write({**ROWS, "note": ["none", "from 192.0.2.7"], "more": ["x", "y"]}, "later")
    with pytest.raises(inkwash.RefusedError, match="not in the plan") as refused:
        redact.scrub_file(drifted, target, plan=plan)
    again = pickle.loads(pickle.dumps(refused.value))
    assert again.drift == refused.value.drift and str(again) == str(refused.value) and "192." not in str(again.drift)
    assert target.read_bytes() == before and [p.name for p in tmp_path.iterdir() if p.is_file()] == [target.name]

    told = plan.drift(inkwash.Scanner().plan(drifted))
    assert len(told["lines"]) == 2 and told["gone"] == []
    accepted = inkwash.Plan(str(plan) + told["patch"])
    redact.scrub_file(drifted, target, plan=accepted)
    assert "192.0.2.7" not in str(read(target)["note"])


def test_plans_of_streams_and_of_tables(redact):
    table = pa.table(ROWS)
    plan = redact.plan_arrow(table, "people")
    assert 'transform = "redact"' in str(plan) and plan == inkwash.Scanner(redact_policy()).plan_arrow(table, "people")
    clean = inkwash.scrub_arrow(redact, table, "people", plan=plan)
    assert clean["email"].to_pylist() == ["[EMAIL_ADDRESS]"] * 2
    with pytest.raises(inkwash.RefusedError, match='"other.email" is new'):
        inkwash.scrub_arrow(redact, table, "other", plan=plan)

    out = io.BytesIO()
    with pytest.raises(inkwash.RefusedError, match="id is new"):
        redact.scrub_stream(io.BytesIO(csv()), out, plan=plan)
    assert b"@" not in out.getvalue()
    listed = inkwash.Plan('plan = 1\n[places.id]\ntype = "text"\n[places.email]\ntype = "text"\nothers = "scrub"\n[places.note]\ntype = "text"\n')
    redact.scrub_stream(io.BytesIO(csv()), out, plan=listed)
    assert out.getvalue().count(b"[EMAIL_ADDRESS]") == 2


def redact_policy():
    return "transforms.default = 'redact'"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: inkwash.Plan("plan = 2"), "version 1"),
        (lambda: inkwash.Plan("plan = 1\n[places.x]\ntype = 'blob'"), "line 3"),
        (lambda: inkwash.Plan("plan = 1\n[places.x]\ntype = 'text'\n[places.x.found.EMAIL]\ntransform = 'redact'"), "EMAIL_ADDRESS"),
    ],
)
def test_what_is_no_plan_is_told(make, says):
    with pytest.raises(inkwash.PolicyError, match=says):
        make()


def test_the_command_plans_parquet(tmp_path):
    source, plan, target = (tmp_path / name for name in ("people.parquet", "plan.toml", "clean.parquet"))
    pq.write_table(pa.table(ROWS), source)

    def inkwash_(*arguments):
        command = [sys.executable, "-m", "inkwash", *map(str, arguments), "--quiet"]
        return subprocess.run(command, capture_output=True, text=True, env={"INKWASH_KEY": KEY})

    plan.write_text(inkwash_("plan", source).stdout)
    assert inkwash.Plan(plan.read_text()) == inkwash.Scanner().plan(source)
    assert inkwash_("scrub", "--plan", plan, source, "-o", target).returncode == 0
    clean = pq.read_table(target).to_pydict()
    assert clean["id"] == ROWS["id"] and not set(clean["email"]) & set(ROWS["email"])
    pq.write_table(pa.table({**ROWS, "note": ["none", "from 192.0.2.7"]}), source)
    for arguments in (["plan", "--check", plan, source], ["scrub", "--plan", plan, source, "-o", tmp_path / "no.parquet"]):
        run = inkwash_(*arguments)
        assert run.returncode == 3 and "192.0" not in run.stdout + run.stderr
    assert not (tmp_path / "no.parquet").exists()
