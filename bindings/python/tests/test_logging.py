import io
import logging

import pytest

import inkwash.logging


class ShowsUser(logging.Formatter):
    def format(self, record):
        return f"{super().format(record)} {getattr(record, 'user', '')}".rstrip()


def logged(scrubber, act, filtered):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    if filtered:
        handler.addFilter(inkwash.logging.RedactingFilter(scrubber))
        handler.setFormatter(ShowsUser())
    else:
        handler.setFormatter(inkwash.logging.RedactingFormatter(scrubber))
    log = logging.getLogger(f"test.{id(out)}")
    log.propagate = False
    log.addHandler(handler)
    act(log)
    return out.getvalue()


def failing(log):
    try:
        raise ValueError("no bo@example.org")
    except ValueError:
        log.exception("for %s", "an@example.org", extra={"user": "cy@example.org"}, stack_info=True)


@pytest.mark.parametrize("filtered", [True, False])
def test_logs(redact, filtered):
    text = logged(redact, failing, filtered)
    # Tracebacks and stacks quote the lines above, which have the addresses too.
    assert "example.org" not in text
    assert "for [EMAIL_ADDRESS]" in text and "ValueError: no [EMAIL_ADDRESS]" in text
    assert "Traceback" in text and "Stack (most recent call last)" in text
    # Where a line ends, an address may: what stands below is not part of it.
    assert text.count("[EMAIL_ADDRESS]") >= 5


def test_extras_come_out_scrubbed(redact):
    text = logged(redact, lambda log: log.warning("login", extra={"user": "cy@example.org"}), True)
    assert text == "login [EMAIL_ADDRESS]\n"


def test_a_wrong_format_string_prints_no_argument(redact, capsys):
    text = logged(redact, lambda log: log.warning("%s %s", "bo@example.org"), True)
    assert "do not fit" in text and "example.org" not in text + capsys.readouterr().err


def test_what_cannot_be_shown_does_not_stop_the_program(redact, capsys):
    class Broken:
        def __str__(self):
            raise ValueError("bo@example.org")

        __repr__ = __str__

    for act in (lambda log: log.warning(Broken()), lambda log: log.warning("x", extra={"user": Broken()})):
        text = logged(redact, act, True)
        assert "example.org" not in text + capsys.readouterr().err and text


def test_extras_are_judged_by_their_names(redact):
    record = logging.makeLogRecord({"msg": "x", "user": {"email": "bo@example.org", "password": "hunter22xyz"}, "n": 3})
    inkwash.logging.RedactingFilter(redact).filter(record)
    assert record.n == 3 and "hunter22xyz" not in str(record.user) and "example" not in str(record.user)


def test_structlog(redact):
    structlog = pytest.importorskip("structlog")
    out = io.StringIO()
    processors = [inkwash.logging.StructlogProcessor(redact), structlog.processors.JSONRenderer()]
    log = structlog.wrap_logger(structlog.PrintLogger(out), processors=processors)
    log.info("login", email="bo@example.org", n=1, nested=[{"ip": "192.0.2.7"}])
    assert '"n": 1' in out.getvalue() and "[EMAIL_ADDRESS]" in out.getvalue() and "192.0.2.7" not in out.getvalue()
