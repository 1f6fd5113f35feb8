"""Texts with their findings marked, for notebooks."""

import html
from typing import List, Optional

from . import Finding, Scanner, _scanner


class Highlighted:
    """A text that a notebook shows with its findings marked. As text it shows no value."""

    def __init__(self, text: str, findings: List[Finding]) -> None:
        self._text = text
        self.findings = findings

    def __repr__(self) -> str:
        return f"<{len(self.findings)} findings in {len(self._text)} characters>"

    def _repr_html_(self) -> str:
        parts, at = [], 0
        for f in self.findings:
            parts.append(html.escape(self._text[at : f.start]))
            title = html.escape(f"{f.entity} {f.score:.2f}")
            parts.append(f'<mark title="{title}">{html.escape(self._text[f.start : f.end])} <sub>{f.entity}</sub></mark>')
            at = f.end
        parts.append(html.escape(self._text[at:]))
        return '<pre style="white-space: pre-wrap">' + "".join(parts) + "</pre>"


def highlight(text: str, scanner: Optional[Scanner] = None) -> Highlighted:
    """The text with its findings marked, for a notebook. It shows the values.

    >>> highlight("mail bo@example.org")
    <1 findings in 19 characters>
    """
    return Highlighted(text, (scanner or _scanner()).scan(text))
