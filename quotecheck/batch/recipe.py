"""The settings by which a run does its documents, in a form small enough to travel with each
task."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings by which documents are done; small, so that they travel with each task.

    ``sources`` may be empty: then quotations are extracted, not checked. ``limit`` is the time
    that a document may take, in seconds. ``rules_hash`` and ``library_hash`` are what the run
    began with. With ``reports`` what is reported without marks is looked for as well. ``base`` is
    the folder that relative paths count from, where a worker may have been started in another.
    """

    rules: str | None = None
    cache: str | None = None
    sources: tuple[str, ...] = ()
    index: str | None = None
    policy: str | None = None
    as_of: str | None = None
    only_medium: str | None = None
    limit: float = 0.0
    rules_hash: str = ""
    library_hash: str = ""
    base: str | None = None
    reports: bool = False
