import datetime
import decimal

import polars as pl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import KEY
from hypothesis import given, settings
from hypothesis import strategies as st

import inkwash
import inkwash.pandas
import inkwash.polars

MAILS = [f"p{i}@example.org" if i % 3 else None for i in range(50)]


def people(n=50):
    rows = range(n)
    return pa.table(
        {
            "email": pa.array([f"p{i}@example.org" if i % 3 else None for i in rows]),
            "large": pa.array([f"mail l{i}@example.org" for i in rows], pa.large_string()),
            "view": pa.array([f"mail v{i}@example.org" for i in rows], pa.string_view()),
            "raw": pa.array([b"\xff %d@example.org" % i for i in rows], pa.binary()),
            "city": pa.array(["bo@example.org", "none", None, "an@example.org", "none"] * (n // 5)).dictionary_encode(),
            "card_number": pa.array([4111111111111111] * n, pa.int64()),
            "birth_date": pa.array([datetime.date(1985, 3, 7)] * n),
            "date_of_birth": pa.array([datetime.datetime(1985, 3, 7, 4, 5)] * n, pa.timestamp("us", "UTC")),
            "amount": pa.array([decimal.Decimal("-1.50")] * n, pa.decimal128(10, 2)),
            "ok": pa.array([True, None] * (n // 2)),
            "mails": pa.array([[f"a{i}@example.org", None] if i % 4 else None for i in rows]),
            "contact": pa.array([{"email": f"c{i}@example.org", "n": i} if i % 7 else None for i in rows]),
            "tags": pa.array([[("k", f"t{i}@example.org")] for i in rows], pa.map_(pa.string(), pa.string())),
        }
    )


def test_every_type_is_looked_at_and_keeps_its_schema(redact):
    table = people()
    clean = inkwash.scrub_arrow(redact, table, "people")
    clean.validate(full=True)
    assert clean.schema == table.schema
    assert "@example.org" not in str(clean.to_pydict())
    assert clean["email"].to_pylist() == [m and "[EMAIL_ADDRESS]" for m in MAILS]
    assert clean["city"].to_pylist()[:3] == ["[EMAIL_ADDRESS]", "none", None]
    assert clean["raw"][1].as_py() == b"\xff [EMAIL_ADDRESS]"
    assert clean["mails"].to_pylist()[:2] == [None, ["[EMAIL_ADDRESS]", None]]
    assert clean["contact"].to_pylist()[1] == {"email": "[EMAIL_ADDRESS]", "n": 1}
    assert clean["card_number"].null_count == len(table) and clean["birth_date"].null_count == len(table)
    assert clean["amount"] == table["amount"] and clean["ok"] == table["ok"]


def test_numbers_and_dates_get_stand_ins_of_their_type(scrubber):
    table = people()
    clean = inkwash.scrub_arrow(scrubber, table)
    assert clean.schema == table.schema
    for name in ("card_number", "birth_date", "date_of_birth"):
        assert clean[name].null_count == 0 and clean[name][0] != table[name][0]
        assert len(set(clean[name].to_pylist())) == 1
    assert clean["date_of_birth"][0].as_py().time() == datetime.time(4, 5)
    assert str(clean["card_number"][0]) == scrubber.scrub_batch(["4111111111111111"], column="card_number")[0]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 2500), max_size=5))
def test_chunks_change_nothing(cuts):
    table = people(2500)
    scrubber = inkwash.Scrubber(key=KEY)
    whole = inkwash.scrub_arrow(scrubber, table.select(["email", "city", "card_number"]))
    edges = sorted({0, 2500, *cuts})
    parts = [table.select(["email", "city", "card_number"]).slice(a, b - a) for a, b in zip(edges, edges[1:])]
    again = inkwash.scrub_arrow(scrubber, pa.concat_tables(parts))
    assert again.to_pydict() == whole.to_pydict()


def test_columns_are_judged_by_their_values(scrubber):
    valid = [f"41111111111{i:05}" for i in range(100_000) if luhn(f"41111111111{i:05}")][:300]
    mixed = [f"71{i:014}" for i in range(300)]
    table = pa.table({"a": valid, "b": mixed})
    clean = inkwash.scrub_arrow(scrubber, table)
    assert all(x != y for x, y in zip(clean["a"].to_pylist(), valid))
    assert clean["b"].to_pylist() == mixed


def luhn(digits):
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 * (d > 9) for d in doubled) % 10 == 0


def test_a_sample_makes_rows_independent(scrubber):
    table = people(2000)
    whole = inkwash.scrub_arrow(scrubber, table, sample=table.slice(0, 1000))
    part = inkwash.scrub_arrow(scrubber, table.slice(1500, 100), sample=table.slice(0, 1000))
    assert part.to_pydict() == whole.slice(1500, 100).to_pydict()


def test_what_is_hidden_below_nulls_goes(redact):
    values = pa.array(["bo@example.org", "an@example.org", "x"])
    hidden = pa.Array.from_buffers(pa.string(), 3, [pa.array([True, False, True]).buffers()[1], *values.buffers()[1:]])
    clean = inkwash.scrub_arrow(redact, hidden)
    assert b"example.org" not in b"".join(bytes(b) for b in clean.buffers() if b)


def test_all_kinds_of_tables(redact):
    table = pa.table({"email": ["bo@example.org", None]})
    for given_ in (table, table.to_batches()[0], table["email"], table["email"].combine_chunks()):
        clean = inkwash.scrub_arrow(redact, given_)
        assert type(clean) is type(given_) and "example" not in str(clean)
    frame = pl.from_arrow(table)
    assert inkwash.scrub_arrow(redact, frame)["email"].to_list() == ["[EMAIL_ADDRESS]", None]
    assert inkwash.scrub_arrow(redact, frame["email"]).to_list() == ["[EMAIL_ADDRESS]", None]
    duckdb = pytest.importorskip("duckdb")
    assert inkwash.scrub_arrow(redact, duckdb.sql("select 'bo@example.org' as email"))["email"].to_pylist() == ["[EMAIL_ADDRESS]"]
    with pytest.raises(TypeError, match="PyCapsule"):
        inkwash.scrub_arrow(redact, {"a": [1]})
    with pytest.raises(inkwash.DataError, match="cast"):
        inkwash.scrub_arrow(redact, pa.table({"u": pa.array([1, 1]).run_end_encode() if hasattr(pa.Array, "run_end_encode") else pa.compute.run_end_encode(pa.array(["a", "a"]))}))


def test_notes_are_scrubbed_and_names_stay_or_are_refused(redact, tmp_path):
    inner = pa.field("note", pa.string(), metadata={"by": "cy@example.org"})
    field = pa.field("rows", pa.list_(pa.struct([inner])), metadata={"by": "an@example.org"})
    table = pa.table([[[{"note": "mail bo@example.org"}]]], schema=pa.schema([field], metadata={"an@example.org": "boss@example.org"}))
    clean = inkwash.scrub_arrow(redact, table)
    pq.write_table(table, tmp_path / "a.parquet")
    redact.scrub_file(tmp_path / "a.parquet", tmp_path / "b.parquet")
    for given_ in (clean, pq.read_table(tmp_path / "b.parquet")):
        shown = given_.schema.to_string(truncate_metadata=False) + str(given_.to_pydict())
        assert "example.org" not in shown and shown.count("[EMAIL_ADDRESS]") == 5, shown
    assert b"example.org" not in (tmp_path / "b.parquet").read_bytes()
    with pytest.raises(inkwash.DataError, match="column 2.*rename") as refused:
        inkwash.scrub_arrow(redact, pa.table({"n": [1], "bo@example.org": ["x"]}))
    assert "bo@" not in str(refused.value)


def test_a_sample_may_come_in_parts(scrubber):
    valid = [f"41111111111{i:05}" for i in range(20_000) if luhn(f"41111111111{i:05}")][:300]
    table = pa.table({"a": valid + [f"71{i:014}" for i in range(300)]})
    parts = pa.concat_tables([table.slice(i, 50) for i in range(0, 600, 50)])
    whole = inkwash.scrub_arrow(scrubber, table, sample=table)
    assert inkwash.scrub_arrow(scrubber, table, sample=parts).to_pydict() == whole.to_pydict()


def test_empty_tables(redact):
    empty = people(10).slice(0, 0)
    assert inkwash.scrub_arrow(redact, empty).schema == empty.schema
    assert inkwash.scrub_arrow(redact, pa.table({})).num_columns == 0


def test_pandas_keeps_index_names_and_types(redact):
    df = pd.DataFrame({"email": ["bo@example.org", None], "n": [1, 2], ("t", 1): ["a", "b"]}, index=[7, 9])
    clean = df.inkwash.scrub(redact)
    assert list(clean.index) == [7, 9] and list(clean.columns) == list(df.columns)
    assert list(clean.dtypes) == list(df.dtypes)
    kinds = pd.DataFrame({"c": pd.Categorical(["bo@example.org", "x", None], ordered=True)}).inkwash.scrub(redact)["c"]
    assert kinds.dtype == "category" and kinds.cat.ordered and kinds.to_list()[:2] == ["[EMAIL_ADDRESS]", "x"]
    assert clean["email"].iloc[0] == "[EMAIL_ADDRESS]" and pd.isna(clean["email"].iloc[1])
    assert df.inkwash.scan()[0]["place"] == "email"
    assert pd.DataFrame(index=["bo@example.org"]).inkwash.scrub(redact).index[0] == "[EMAIL_ADDRESS]"
    with pytest.raises(inkwash.DataError, match="several types") as refused:
        pd.DataFrame({"n": [1, "bo@example.org"]}).inkwash.scrub(redact)
    assert "bo@" not in str(refused.value) and refused.value.__suppress_context__


@pytest.mark.parametrize(
    "index",
    [
        pd.Index(["bo@example.org", "x"], name="email"),
        pd.Index(["bo@example.org", "x"]),
        pd.MultiIndex.from_tuples([("bo@example.org", 1), ("x", 2)], names=["n", "k"]),
        pd.CategoricalIndex(["bo@example.org", "x"]),
        pd.DatetimeIndex(["2024-01-01", "2024-01-02"], freq="D"),
    ],
    ids=lambda index: type(index).__name__,
)
def test_an_index_of_pandas_is_a_column_too(redact, index):
    df = pd.DataFrame({"n": [1, 2], "m": ["a", "an@example.org"]}, index=index)
    df.attrs["owner"] = "boss@example.org"
    clean = df.inkwash.scrub(redact)
    assert "example.org" not in str(clean) + str(clean.attrs) and clean.attrs["owner"] == "[EMAIL_ADDRESS]"
    assert clean["n"].to_list() == [1, 2] and clean["m"].to_list() == ["a", "[EMAIL_ADDRESS]"]
    assert clean.index.names == index.names and type(clean.index) is type(index)
    if isinstance(index, pd.DatetimeIndex):
        assert clean.index is index
    else:
        assert "[EMAIL_ADDRESS]" in str(clean.index[0]) and "x" in str(clean.index[1])


def test_polars_keeps_types(redact):
    df = pl.DataFrame({"email": ["bo@example.org", None], "c": pl.Series(["an@example.org", "x"], dtype=pl.Categorical), "n": [1, 2]})
    clean = df.inkwash.scrub(redact)
    assert clean.schema == df.schema and "example" not in str(clean.to_dicts())
    assert {f["place"] for f in df.inkwash.scan()} == {"email", "c"}


@pytest.mark.parametrize("compression", ["none", "snappy", "zstd", "gzip", "lz4"])
def test_no_original_is_left_in_parquet(redact, tmp_path, compression):
    table = people().drop_columns(["view"])
    table = table.replace_schema_metadata({"owner": "boss@example.org"})
    source, target = tmp_path / "people.parquet", tmp_path / "clean.parquet"
    pq.write_table(table, source, compression=compression, row_group_size=20, use_dictionary=True, write_page_index=True)
    told = redact.scrub_file(source, target)
    assert told["format"] == "parquet" and told["findings"]["EMAIL_ADDRESS"] > 100
    plain = tmp_path / "plain.parquet"
    clean = pq.read_table(target)
    assert clean.schema.names == table.schema.names and clean.num_rows == 50
    assert pq.ParquetFile(target).metadata.num_row_groups == 3
    # Written anew without compression, so that what is in it can be searched.
    pq.write_table(clean, plain, compression="none")
    raw = target.read_bytes() + plain.read_bytes()
    assert b"example.org" not in raw
    meta = pq.ParquetFile(target).metadata
    assert "example" not in str([meta.row_group(g).column(c).statistics for g in range(3) for c in range(meta.num_columns)])
    assert inkwash.Scanner().scan_file(target)["findings"].get("EMAIL_ADDRESS", 0) == 0
    assert inkwash.Scanner().scan_file(source)["findings"]["EMAIL_ADDRESS"] > 100


def test_a_damaged_parquet_file_leaves_nothing(redact, tmp_path):
    (tmp_path / "x.parquet").write_bytes(b"PAR1" + b"\0" * 100)
    with pytest.raises(inkwash.DataError, match="Parquet"):
        redact.scrub_file(tmp_path / "x.parquet", tmp_path / "out.parquet")
    assert [p.name for p in tmp_path.iterdir()] == ["x.parquet"]


def test_bloom_filters_know_the_stand_ins_and_no_original(scrubber, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    mails = [f"p{i}@example.org" for i in range(50)]
    source, target = tmp_path / "people.parquet", tmp_path / "clean.parquet"
    pq.write_table(pa.table({"email": mails}), source, bloom_filter_options={"email": {"ndv": 100, "fpp": 0.001}})
    scrubber.scrub_file(source, target)
    clean = pq.read_table(target)["email"].to_pylist()

    def may_hold(file, value):
        return not duckdb.execute("select bloom_filter_excludes from parquet_bloom_probe(?, 'email', ?)", [str(file), value]).fetchall()[0][0]

    assert all(may_hold(source, mail) for mail in mails) and all(may_hold(target, stand_in) for stand_in in clean)
    # One in a thousand may be there by chance.
    assert sum(may_hold(target, mail) for mail in mails) <= 1


def test_pandas_with_arrow_types(redact):
    df = pd.DataFrame({"email": ["bo@example.org", None], "n": [1, None]}).convert_dtypes(dtype_backend="pyarrow")
    clean = df.inkwash.scrub(redact)
    assert list(clean.dtypes) == list(df.dtypes) and clean["email"].iloc[0] == "[EMAIL_ADDRESS]" and pd.isna(clean["n"].iloc[1])
    # As anything else that hands over Arrow, without the accessor.
    assert inkwash.scrub_arrow(redact, df)["email"].to_pylist() == ["[EMAIL_ADDRESS]", None]
