"""The subject of a verb, noun or adjective that reports, by the chunks of its sentence."""

from __future__ import annotations

import re

# Quill, who built the dam, says; Quill (the younger) says.
_ASIDE = re.compile(r"[Ss](?=(?:,[^,]{1,40},|\([^()]{1,15}\),?)$)")
# Two in three voters say: no list knows the noun, but nothing else can be the subject.
_OPEN = re.compile(r"(?:^|[,b&;:(-])[oiO]{0,12}$")
_SUBJECT = re.compile("[Ss]")
_AFTER_COMMA = re.compile(",([Ss])")
_ANY = re.compile("[Ssw]")
_UNKNOWN = re.compile("[oOm]")
_DOING = re.compile("[Ssw](?=o?[VeP])")


def subject_of(letters: str, start: int, at: int, stop: int) -> int | None:
    """The number of the chunk that is the subject of another, if the sentence has one.

    ``letters`` are the chunks of a paragraph, ``start`` and ``stop`` the ends of the sentence in
    which the chunk ``at`` stands. What is set off by commas or brackets is looked across.
    """
    before = letters[at - 1] if at > start else ""
    if before and (before in "wSs" or (before == "h" and letters[at] in "VePo")):
        return at - 1
    if aside := _ASIDE.search(letters, start, at):
        return aside.start()
    if letters[at] == "V" and (
        before == "O" or (before == "o" and _OPEN.search(letters[start:at]))
    ):
        return at - 1
    if letters[at] == "G" and before in ("", "i", "b"):
        # “Noting that the dam was old, Quill asked for money.”
        clause = letters[max(start, letters.rfind(",", start, at) + 1) : at]
        found = None if _SUBJECT.search(clause) else _AFTER_COMMA.search(letters, at, stop)
        if found:
            return found.start(1)
    if before == "&" and (doing := list(_DOING.finditer(letters, start, at))):
        return doing[-1].start()
    if before and before in ",&b" and (found := _ANY.search(letters, start, at)):
        return found.start()
    last = max(letters.rfind(letter, start, at) for letter in "Ssw")
    if last < 0 and (found := _UNKNOWN.search(letters, start, at)):
        return found.start()
    return last if last >= 0 else None
