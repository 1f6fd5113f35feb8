# %% [markdown]
# # Personal data in Polars, DuckDB and Arrow
#
# All at once: `python examples/in_polars.py`.

# %%
import duckdb
import polars as pl

import inkwash
import inkwash.polars

scrubber = inkwash.Scrubber(key="an example secret, not for use")
logins = pl.DataFrame(
    {
        "who": pl.Series(["bo@example.org", "an@example.org", "bo@example.org"], dtype=pl.Categorical),
        "from": [["192.0.2.7", "198.51.100.4"], [], None],
        "agent": [{"name": "curl", "note": "mail an@example.org"}] * 3,
        "count": [1, 2, 3],
    }
)

# %% [markdown]
# Lists and structures are looked into; a value in a categorical column is scrubbed once.

# %%
print(pl.DataFrame(logins.inkwash.scan()))
clean = logins.inkwash.scrub(scrubber)
print(clean)
assert clean.schema == logins.schema
assert clean["who"][0] == clean["who"][2] and clean["from"][1].to_list() == [] and clean["from"][2] is None

# %% [markdown]
# Whatever hands over Arrow goes in without a copy, here a query of DuckDB; a pyarrow table comes out.

# %%
query = duckdb.sql("select 'bo@example.org' as who, 7 as n")
table = inkwash.scrub_arrow(scrubber, query)
print(table)
assert table["who"][0].as_py() == clean["who"][0], "the same key gives the same stand-in everywhere"
