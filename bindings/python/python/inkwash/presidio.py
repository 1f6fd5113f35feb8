"""For users of Presidio: inkwash as a recogniser, and its operators and names as a policy.

>>> import inkwash
>>> analyzed = InkwashRecognizer().analyze("mail bo@example.org", ["EMAIL_ADDRESS"])
>>> [(r.entity_type, r.start, r.end) for r in analyzed]
[('EMAIL_ADDRESS', 5, 19)]
>>> policy = policy_of({"CREDIT_CARD": "mask", "DEFAULT": "replace"})
>>> inkwash.Scrubber(policy, key=inkwash.new_key()).scrub("mail bo@example.org")
'mail [EMAIL_ADDRESS]'
"""

from typing import Any, Dict, List, Mapping, Optional

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from . import Scanner, entities
from ._errors import PolicyError

__all__ = ["InkwashRecognizer", "OPERATORS", "TO_INKWASH", "policy_of"]

#: Presidio's names of entities, and inkwash's where they differ. About sixty are the same.
TO_INKWASH: Dict[str, str] = {
    "ABA_ROUTING_NUMBER": "US_ABA_ROUTING",
    "CA_POSTAL_CODE": "POSTAL_CODE",
    "CRYPTO": "BITCOIN_ADDRESS",
    "DATE_TIME": "DATE_OF_BIRTH",
    "DE_FUEHRERSCHEIN": "DE_DRIVING_LICENCE",
    "DE_PLZ": "POSTAL_CODE",
    "DE_TAX_ID": "DE_STEUER_ID",
    "IN_VOTER": "IN_VOTER_ID",
    "LOCATION": "STREET_ADDRESS",
    "MEDICAL_LICENSE": "US_DEA",
    "UK_POSTCODE": "POSTAL_CODE",
    "ZA_ID_NUMBER": "ZA_ID",
}

#: Presidio's operators, and the transforms that do the same or better.
OPERATORS: Dict[str, str] = {
    "replace": "redact",
    "redact": "remove",
    "mask": "mask",
    "hash": "hash",
    "encrypt": "tokenise",
    "keep": "keep",
}


def _to_inkwash(name: str) -> str:
    known = set(entities())
    for candidate in (name, TO_INKWASH.get(name, name)):
        if candidate in known:
            return candidate
    raise PolicyError(f"inkwash has no entity for Presidio's {name}")


def policy_of(operators: Mapping[str, str]) -> str:
    """The policy (TOML) for Presidio's operators by entity; `DEFAULT` is for all others.

    >>> print(policy_of({"DEFAULT": "replace", "CREDIT_CARD": "mask"}))
    [transforms]
    default = "redact"
    CREDIT_CARD = "mask"
    """
    lines = ["[transforms]"]
    for name, operator in operators.items():
        if operator not in OPERATORS:
            raise PolicyError(f"there is no operator {operator!r}; there are {', '.join(OPERATORS)}")
        entity = "default" if name == "DEFAULT" else _to_inkwash(name)
        lines.append(f'{entity} = "{OPERATORS[operator]}"')
    return "\n".join(lines)


class InkwashRecognizer(EntityRecognizer):
    """All that inkwash finds, under Presidio's names where it has them."""

    def __init__(
        self,
        scanner: Optional[Scanner] = None,
        supported_entities: Optional[List[str]] = None,
        supported_language: str = "en",
    ) -> None:
        back: Dict[str, str] = {}
        for theirs, ours in TO_INKWASH.items():
            # Where several of theirs are one of ours, which one it is is not known.
            back[ours] = ours if ours in back else theirs
        self._names = {ours: back.get(ours, ours) for ours in entities()}
        self._scanner = scanner
        super().__init__(
            supported_entities=supported_entities or sorted(set(self._names.values())),
            name=type(self).__name__,
            supported_language=supported_language,
        )

    def load(self) -> None:
        """Makes the scanner, if none was given."""
        if self._scanner is None:
            self._scanner = Scanner()

    def analyze(self, text: str, entities: List[str], nlp_artifacts: Any = None) -> List[RecognizerResult]:
        self.load()
        assert self._scanner is not None
        results = []
        for f in self._scanner.scan(text):
            name = self._names[f.entity]
            if entities and name not in entities:
                continue
            why = AnalysisExplanation(
                recognizer=type(self).__name__,
                original_score=f.score,
                textual_explanation=", ".join(f.evidence),
            )
            results.append(RecognizerResult(name, f.start, f.end, f.score, analysis_explanation=why))
        return results
