"""Stories told in dialogue: speakers take turns, and act right beside their words.

In news a quotation that is a paragraph of its own mostly goes on with the speaker before; in a
story it is mostly the other person’s answer.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from quotecheck import lazily
from quotecheck.extraction.reading.alphabet import CUE, SENTENCE, SPEAKER
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.rules.limits import Attributions

# A name between marks: “Tell me, my dear Roe, is it late?” “Roe!”
_CALLED = lazily.pattern(
    r"(?:^\W*|[,.?!;—-]+ )"
    r"(?:(?:my|dear|old|poor|oh|no|yes|well|but|and|Mr\.?|Mrs\.?|Miss|Dr\.?) ){0,3}"
    r"([A-Z][\w’'-]*\w)(?=[,.?!;—]|\W*$)"
)


def told_in_dialogue(paragraphs: Sequence[Chunked], short: int, limits: Attributions) -> bool:
    """Return whether an article is told in dialogue.

    ``short`` is the number of paragraphs that begin with a short quoted sentence. In a dialogue one
    paragraph after another begins with speech, much of it short; in news either is rare.
    """
    quoted = sum(bool(each.quotes) for each in paragraphs)
    pairs = sum(one.begins_quoted and other.begins_quoted for one, other in pairwise(paragraphs))
    enough = short >= max(limits.dialogue_short, limits.dialogue_short_share * quoted)
    return enough and pairs >= max(limits.dialogue_pairs, limits.dialogue_share * quoted)


def actor_after(letters: str, at: int) -> int:
    """The chunk of the person who acts right after the words: “No.” She put down the bucket.

    -1 if there is nobody, or if the next sentence says who speaks.
    """
    after = at + 1 + letters[at + 1 : at + 2].count(".")
    ends = letters[at] == SENTENCE or after > at + 1
    acts = letters[after : after + 1] == SPEAKER and letters[after + 1 : after + 2] not in (
        CUE,
        ",",
    )
    return after if ends and acts else -1


def call_to(words: str, names: Container[str]) -> tuple[int, int] | None:
    """The place where spoken words last call somebody by one of ``names``: “Are you there, Roe?”"""
    found = [each.span(1) for each in _CALLED.finditer(words) if each.group(1) in names]
    return found[-1] if found else None
