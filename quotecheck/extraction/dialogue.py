"""Stories told in dialogue: who speaks takes turns, and does something beside the words.

In news a quotation that is a paragraph of its own mostly goes on with the speaker before; in a
story it mostly is the other one’s answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

_OPENING = ("Q", "E")
_LEAST_PAIRS, _LEAST_SHORT = 4, 3
_SHARE_OF_PAIRS, _SHARE_OF_SHORT = 0.3, 0.25  # of the paragraphs with quotations


def is_told(letters: Sequence[str], short: Collection[int]) -> bool:
    """Whether an article is told in dialogue.

    ``letters`` are the chunks of its paragraphs, ``short`` the numbers of those that begin with a
    few words that are a whole sentence. In a dialogue one paragraph after the other begins with
    words that are spoken, many of them few; in news either is rare.
    """
    quoted = sum("Q" in each or "E" in each for each in letters)
    pairs = sum(
        one.startswith(_OPENING) and other.startswith(_OPENING) for one, other in pairwise(letters)
    )
    return pairs >= max(_LEAST_PAIRS, _SHARE_OF_PAIRS * quoted) and len(short) >= max(
        _LEAST_SHORT, _SHARE_OF_SHORT * quoted
    )


def actor_after(letters: str, at: int) -> int:
    """The chunk of who does something right after the words: “No.” She put down the bucket.

    -1 if there is nobody, or if the next sentence says who speaks.
    """
    after = at + 1 + letters[at + 1 : at + 2].count(".")
    ends = letters[at] == "E" or after > at + 1
    acts = letters[after : after + 1] == "S" and letters[after + 1 : after + 2] not in ("V", ",")
    return after if ends and acts else -1
