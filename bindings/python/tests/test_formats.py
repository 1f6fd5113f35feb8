"""What comes out is read by other parsers: the same trees, the same values but for what was found in them."""

import csv
import email.policy
import html.parser
import io
import json
import re
import xml.etree.ElementTree as ET
from email.message import EmailMessage

import pytest
import yaml

VALUES = [
    "a@example.com",
    '<b> & "c@example.com"',
    "it's d@example.com: #1",
    "- e@example.com",
    "[f@example.com, {g: h@example.com}]",
    "i@example.com]]> j@example.com --> k@example.com",
    "two\nlines of l@example.com\n",
    "back\\slash m@example.com \\",
    "æ «n@example.com»",
    "4111111111111111",
    "p@example.com,q=r@example.com ;",
    "12",
    "yes",
    "a long text that is broken into lines: s@example.com, and another one: t@example.com, and so on, and so on",
]


def cleaned(value):
    if isinstance(value, dict):
        return {key: cleaned(one) for key, one in value.items()}
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    if isinstance(value, str):
        # Where brackets would break what is around, they are written as something else.
        value = re.sub(r"\b[a-z]@example\.com|[\[_]EMAIL_ADDRESS[\]_]", "MAIL", value)
    return re.sub(r"4111111111111111|\[CREDIT_CARD\]", "CARD", value) if isinstance(value, str) else value


@pytest.fixture
def through(redact, tmp_path):
    def scrub(text, form):
        source, target = tmp_path / "source", tmp_path / "target"
        source.write_text(text, encoding="utf-8", newline="")
        redact.scrub_file(source, target, format=form)
        out = target.read_bytes().decode("utf-8")
        assert "@example.com" not in out
        return out

    return scrub


def tree(element):
    text, tail = (element.text or "").strip(), (element.tail or "").strip()
    return element.tag, cleaned(dict(element.attrib)), cleaned(text), cleaned(tail), [tree(child) for child in element]


def test_xml_stays_well_formed(through):
    root = ET.Element("people")
    for value in VALUES:
        person = ET.SubElement(root, "person", mail=value)
        person.text = value
        person.tail = value
        person.append(ET.Comment(value.replace("--", "-")))
    sections = "".join(f"<c><![CDATA[{v.replace(']]>', ']]]]><![CDATA[>')}]]></c>" for v in VALUES)
    text = ET.tostring(root, encoding="unicode").replace("</people>", sections + "</people>")
    for head in ["", '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE people [<!ENTITY e "u@example.com">]>\n']:
        assert tree(ET.fromstring(through(head + text, "xml"))) == tree(ET.fromstring(head + text))


class Events(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.seen = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, cleaned(dict(attrs))))

    def handle_endtag(self, tag):
        self.seen.append(tag)

    def handle_data(self, data):
        self.seen.append(cleaned(data).strip())

    def handle_comment(self, data):
        self.seen.append(cleaned(data))


def test_html_stays_what_it_is(through):
    parts = ["<!DOCTYPE html><html><body>"]
    for value in VALUES:
        parts.append(f'<p title="{html.escape(value)}" CLASS=x>{html.escape(value)}<br>')
        parts.append(f"<a href=mailto:o@example.com>x</a><!-- {value.replace('-->', '')} -->")
        parts.append(f"<script>let s = {json.dumps(value, ensure_ascii=False)};</script>")
    text = "".join(parts)
    assert Events(through(text, "html")).seen == Events(text).seen


@pytest.mark.parametrize("style", [None, '"', "'", "|", ">"])
@pytest.mark.parametrize("flow", [False, True])
@pytest.mark.parametrize("width", [30, 1000])
def test_yaml_stays_the_same_data(through, style, flow, width):
    data = {"people": [{"mail": value, "nested": {"list": [value, 12, None, True]}} for value in VALUES]}
    for text in [
        yaml.safe_dump(data, default_style=style, default_flow_style=flow, width=width, allow_unicode=True),
        yaml.safe_dump_all([data, VALUES], default_style=style, default_flow_style=flow, width=width, indent=4),
    ]:
        wanted = [cleaned(document) for document in yaml.safe_load_all(text)]
        assert [cleaned(document) for document in yaml.safe_load_all(through(text, "yaml"))] == wanted


@pytest.mark.parametrize("cte", ["8bit", "quoted-printable", "base64"])
def test_messages_stay_messages(through, cte):
    policy = email.policy.default.clone(cte_type="8bit")
    message = EmailMessage(policy=policy)
    message["From"] = "Änna <v@example.com>"
    message["Subject"] = "about w@example.com, æøå"
    for value in VALUES:
        message.add_attachment(value, cte=cte, subtype="plain", charset="utf-8")
    message.add_attachment(bytes(range(256)), maintype="application", subtype="octet-stream")
    text = message.as_bytes().decode("utf-8")
    read = email.message_from_bytes(through(text, "mail").encode("utf-8"), policy=policy)
    before, after = list(message.iter_attachments()), list(read.iter_attachments())
    assert not read.defects and [part.defects for part in after] == [[] for _ in before]
    assert [cleaned(part.get_content()) for part in after] == [cleaned(part.get_content()) for part in before]
    assert cleaned(str(read["Subject"])) == "about MAIL, æøå"


def test_lines_stay_lines(through):
    """Each format's own way of quoting, read back by a few lines of its definition."""
    flat = [value.replace("\n", " ") for value in VALUES]
    cases = {
        "logfmt": ("k={} end=1", json.dumps, r'k=("(?:[^"\\]|\\.)*"|\S*) end=1', json.loads),
        "accesslog": (
            'localhost - - [10/Oct/2000:13:55:36 -0700] "{}" 200 1 "-" "x"',
            lambda v: v.replace("\\", "\\x5C").replace('"', "\\x22"),
            r'localhost - - \[[^]]*\] "((?:[^"\\]|\\.)*)" 200 1 "-" "x"',
            lambda raw: re.sub(r"\\x(..)", lambda m: chr(int(m[1], 16)), raw),
        ),
        "syslog": (
            '<34>1 2003-10-11T22:14:15.003Z host app - - [a@1 b="{}"] x',
            lambda v: re.sub(r'(["\\\]])', r"\\\1", v),
            r'<34>1 \S+ host app - - \[a@1 b="((?:[^"\\\]]|\\.)*)"\] x',
            lambda raw: re.sub(r'\\(["\\\]])', r"\1", raw),
        ),
        "influx": (
            'm,t=1 f="{}" 1465839830100400200',
            lambda v: re.sub(r'(["\\])', r"\\\1", v),
            r'm,t=1 f="((?:[^"\\]|\\.)*)" 1465839830100400200',
            lambda raw: re.sub(r'\\(["\\])', r"\1", raw),
        ),
    }
    for form, (line, quote, pattern, unquote) in cases.items():
        text = "".join(line.format(quote(value)) + "\n" for value in flat)
        lines = through(text, form).splitlines()
        read = [cleaned(unquote(re.fullmatch(pattern, line)[1])) for line in lines]
        assert read == [cleaned(value) for value in flat], form


def test_exports_of_others(through):
    """Node-RED's flows and Salesforce's tables are JSON and CSV."""
    flows = [{"id": "a1", "type": "mqtt", "credentials": {"user": "v@example.com"}, "func": f"return {value!r};"} for value in VALUES]
    assert cleaned(json.loads(through(json.dumps(flows, indent=4), "auto"))) == cleaned(flows)
    table = io.StringIO(newline="")
    csv.writer(table, quoting=csv.QUOTE_ALL).writerows([["Id", "Email"], *(["0035g00000ABCdEAAW", value] for value in VALUES)])
    rows = list(csv.reader(io.StringIO(through(table.getvalue(), "auto"), newline="")))
    assert cleaned(rows) == cleaned(list(csv.reader(io.StringIO(table.getvalue(), newline=""))))
