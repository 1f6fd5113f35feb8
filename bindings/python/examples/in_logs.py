# %% [markdown]
# # Logs without personal data
#
# All at once: `python examples/in_logs.py`.

# %%
import logging
import sys

import inkwash
import inkwash.logging

scrubber = inkwash.Scrubber("transforms.default = 'redact'", key=inkwash.new_key())

# %% [markdown]
# A filter on the handler scrubs the message, its arguments, the exception and the extras of each record,
# whatever formatter comes after it.

# %%
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
handler.addFilter(inkwash.logging.RedactingFilter(scrubber))
log = logging.getLogger("shop")
log.addHandler(handler)
log.propagate = False

log.warning("login of %s from %s", "bo@example.org", "192.0.2.7")
try:
    raise LookupError("no such customer: bo@example.org")
except LookupError:
    log.exception("order failed")

# %% [markdown]
# structlog has a processor: before the renderer, and after `format_exc_info`.

# %%
import structlog

processors = [structlog.processors.format_exc_info, inkwash.logging.StructlogProcessor(scrubber), structlog.processors.JSONRenderer()]
structlog.wrap_logger(structlog.PrintLogger(), processors=processors).info("login", email="bo@example.org", attempt=3)
