"""Logs without personal data. Run it: python examples/logs.py"""

import logging
import sys

import inkwash
import inkwash.logging

scrubber = inkwash.Scrubber("transforms.default = 'redact'", key=inkwash.new_key())
handler = logging.StreamHandler(sys.stdout)
handler.addFilter(inkwash.logging.RedactingFilter(scrubber))
log = logging.getLogger("shop")
log.addHandler(handler)

log.warning("login of %s from %s", "bo@example.org", "192.0.2.7")
try:
    raise LookupError("no such customer: bo@example.org")
except LookupError:
    log.exception("order failed")
