# %% [markdown]
# # Personal data in a pandas data frame
#
# The cells of this file run in any editor that knows `# %%`, as a notebook (`jupytext --to ipynb`), or all
# at once: `python examples/in_pandas.py`.

# %%
import pandas as pd

import inkwash
import inkwash.pandas

people = pd.DataFrame(
    {
        "name": ["Anna Berg", "Bo Dahl", None],
        "email": ["anna.berg@example.org", "bo@example.org", "anna.berg@example.org"],
        "born": pd.to_datetime(["1985-03-07", "1990-11-30", "1985-03-07"]),
        "card_number": [4111111111111111, 5555555555554444, 4111111111111111],
        "total": [10.5, 20.0, 7.25],
    }
)

# %% [markdown]
# What is in there? Values are never told, only places, entities and how many.

# %%
found = pd.DataFrame(people.inkwash.scan())
print(found)

# %% [markdown]
# A key decides the stand-ins: the same value has the same one in every table, file and run with that key.
# Dates stay dates, numbers stay numbers, and what is nobody's stays as it is.

# %%
scrubber = inkwash.Scrubber(key="an example secret, not for use")
clean = people.inkwash.scrub(scrubber)
print(clean)
assert clean["email"][0] == clean["email"][2] != people["email"][0]
assert list(clean.dtypes) == list(people.dtypes) and clean["total"].equals(people["total"])

# %% [markdown]
# Rules by entity and by column. A name for the table makes places like `people.born`.

# %%
rules = """
[transforms]
EMAIL_ADDRESS = "hash(len=12)"
[places]
"people.born" = "generalise(level=1)"
"people.name" = "redact"
"""
strict = people.inkwash.scrub(inkwash.Scrubber(rules, key="an example secret, not for use"), "people")
print(strict)
assert strict["name"][0] == "[PERSON]" and strict["name"].isna()[2]

# %% [markdown]
# In a notebook, `highlight` shows a text with its findings marked; as text it shows none.

# %%
inkwash.highlight("Dear Anna Berg, we wrote to anna.berg@example.org.")
