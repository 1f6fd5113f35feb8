"""Makes a scanner or scrubber again where it was sent to."""

from typing import Any, Optional

from ._inkwash import Scrubber


def make(kind: Any, policy: Optional[str], key: Any, project: Optional[str], options: Any) -> Any:
    entities, regions, min_score, environment = options
    chosen = {"entities": entities, "regions": regions, "min_score": min_score, "environment": environment}
    if issubclass(kind, Scrubber):
        return kind(policy, key, project=project, **chosen)
    return kind(policy, **chosen)
