import pytest
from conftest import KEY

import inkwash


def test_presidio():
    presidio = pytest.importorskip("presidio_analyzer")
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

    from inkwash.presidio import OPERATORS, InkwashRecognizer, policy_of

    class NoEngine(NlpEngine):
        def load(self): ...
        def is_loaded(self): return True
        def process_text(self, text, language): return NlpArtifacts([], [], [], [], self, language)
        def process_batch(self, texts, language, **_): return ((t, self.process_text(t, language)) for t in texts)
        def is_stopword(self, word, language): return False
        def is_punct(self, word, language): return False
        def get_supported_entities(self): return []
        def get_supported_languages(self): return ["en"]

    registry = presidio.RecognizerRegistry(supported_languages=["en"])
    registry.add_recognizer(InkwashRecognizer())
    analyzer = presidio.AnalyzerEngine(registry=registry, nlp_engine=NoEngine(), supported_languages=["en"])
    text = "😀 mail bo@example.org, card 4111 1111 1111 1111"
    found = {r.entity_type: text[r.start : r.end] for r in analyzer.analyze(text, "en")}
    assert found["EMAIL_ADDRESS"] == "bo@example.org" and found["CREDIT_CARD"] == "4111 1111 1111 1111"
    assert [r.entity_type for r in analyzer.analyze(text, "en", entities=["CREDIT_CARD"])] == ["CREDIT_CARD"]
    for operator in OPERATORS:
        inkwash.Scrubber(policy_of({"DEFAULT": operator, "LOCATION": operator}), key=KEY)
    with pytest.raises(inkwash.PolicyError):
        policy_of({"DEFAULT": "custom"})


def test_every_name_of_presidio_leads_to_one_of_ours():
    pytest.importorskip("presidio_analyzer")
    from inkwash.presidio import TO_INKWASH, InkwashRecognizer, policy_of

    ours = set(inkwash.entities())
    assert not ours & TO_INKWASH.keys() and set(TO_INKWASH.values()) <= ours
    for theirs in [*TO_INKWASH, "US_SSN", "EMAIL_ADDRESS", "UK_NHS"]:
        inkwash.Scrubber(policy_of({theirs: "mask"}), key=KEY)
    names = InkwashRecognizer().supported_entities
    assert {"DE_TAX_ID", "POSTAL_CODE", "LOCATION", "EMAIL_ADDRESS"} <= set(names) and "DE_PLZ" not in names
    with pytest.raises(inkwash.PolicyError, match="NRP"):
        policy_of({"NRP": "mask"})
