"""Stories told in dialogue: who speaks takes turns, and does something beside the words.

In news a quotation that is a paragraph of its own mostly goes on with the speaker before; in a
story it mostly is the other one’s answer.
"""

from __future__ import annotations

from collections.abc import Collection

_ALONE = frozenset({"Q", "E"})
_SHORT = frozenset({"1", "2-3", "4-7"})
_LEAST = 4  # short answers
_SHARE = 0.1  # of the paragraphs


def is_told(letters: Collection[str], sizes: Collection[str]) -> bool:
    """Whether an article is told in dialogue.

    ``letters`` are the chunks of its paragraphs, ``sizes`` those of the quotations, each of which
    is all that its paragraph holds and is closed.
    """
    short = sum(size in _SHORT for size in sizes)
    return short >= max(_LEAST, _SHARE * len(letters)) and 2 * short >= len(sizes)


def is_alone(letters: str) -> bool:
    """Whether a paragraph holds nothing but a quotation."""
    return letters.rstrip(".") in _ALONE


def actor_after(letters: str, at: int) -> int:
    """The chunk of who does something right after the words: “No.” She put down the bucket.

    -1 if there is nobody, or if the next sentence says who speaks.
    """
    after = at + 1 + letters[at + 1 : at + 2].count(".")
    ends = letters[at] == "E" or after > at + 1
    acts = letters[after : after + 1] == "S" and letters[after + 1 : after + 2] not in ("V", ",")
    return after if ends and acts else -1
