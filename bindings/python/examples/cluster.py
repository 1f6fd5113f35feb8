"""Spark, here with two local workers. Run it: python examples/cluster.py"""

from pyspark.sql import SparkSession

import inkwash.spark

builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
spark = builder.config("spark.driver.host", "localhost").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
df = spark.createDataFrame([(i, f"p{i}@example.org") for i in range(100)], "id long, email string")

inkwash.spark.scan(df).show()
# In a real cluster: key=pathlib.Path("/run/secrets/team.key"), or INKWASH_KEY on the executors.
inkwash.spark.scrub(df, "transforms.EMAIL_ADDRESS = 'hash(len=12)'", key="an example secret, not for use").show(3)
spark.stop()
