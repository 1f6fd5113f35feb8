"""Data frames: pandas and Polars. Run it: python examples/frames.py"""

import pandas as pd
import polars as pl

import inkwash
import inkwash.pandas
import inkwash.polars

rows = {"name": ["Anna Berg", "Bo Dahl"], "email": ["anna.berg@example.org", "bo@example.org"], "total": [10, 20]}
scrubber = inkwash.Scrubber(key="an example secret, not for use")

# What is in there?
for found in pd.DataFrame(rows).inkwash.scan():
    print(found["place"], found["entity"], found["class_"], found["findings"])

# The same people have the same stand-ins in both.
in_pandas = pd.DataFrame(rows).inkwash.scrub(scrubber)
in_polars = pl.DataFrame(rows).inkwash.scrub(scrubber)
print(in_polars)
assert in_pandas["email"].to_list() == in_polars["email"].to_list() != rows["email"]
assert in_pandas["total"].to_list() == rows["total"]
