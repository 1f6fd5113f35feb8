"""Makes a scanner or scrubber again where it was sent to."""

from typing import Any, Optional


def make(kind: Any, policy: Optional[str], key: Any, project: Optional[str], options: Any) -> Any:
    entities, regions, min_score = options
    chosen = {"entities": entities, "regions": regions, "min_score": min_score}
    if kind.__name__ == "Scanner":
        return kind(policy, **chosen)
    return kind(policy, key, project=project, **chosen)
