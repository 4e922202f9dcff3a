"""What comes of one document: a record, or a failure. Small plain data that travels between
processes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be done: at which stage (walk, read, extract, check, time, worker),
    and why."""

    path: str
    stage: str
    reason: str
    digest: bytes = b""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one quotation, for the search for conflicts across articles.

    ``words`` are canonical, with a space between; ``sketch`` is that of `quotecheck.batch.sketch`.
    """

    quote: str
    speaker: str | None
    words: str
    sketch: bytes


@dataclass(frozen=True, slots=True)
class Success:
    """A document that was done.

    ``record`` is its line of the results, ``digest`` the hash of the bytes it was made from.
    ``counts`` maps (what, name) to a number: ("verdict", "verbatim") -> 3.
    """

    path: str
    digest: bytes
    record: bytes
    words: int
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    said: tuple[Said, ...] = ()


Outcome = Success | Failure
