# %% [markdown]
# # Personal data on a Spark cluster
#
# Here with two local workers: `python examples/on_spark.py`. On a cluster only the session differs.

# %%
from pyspark.sql import SparkSession

import inkwash.spark

builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
spark = builder.config("spark.driver.host", "localhost").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
orders = spark.createDataFrame([(i, f"p{i % 40}@example.org", i * 7) for i in range(100)], "id long, email string, total long")

# %% [markdown]
# What is in there? A row for each column and entity.

# %%
inkwash.spark.scan(orders).show()

# %% [markdown]
# The result is lazy and has the same schema. A row comes out the same whatever partition it is in, so the
# stand-ins still join. On a cluster pass `key=pathlib.Path("/run/secrets/team.key")`, or set INKWASH_KEY on
# the executors: a key given as text travels in the job.

# %%
clean = inkwash.spark.scrub(orders, "transforms.EMAIL_ADDRESS = 'hash(len=12)'", key="an example secret, not for use")
clean.show(3)
assert clean.schema == orders.schema
assert clean.select("email").distinct().count() == 40

# %%
spark.stop()
