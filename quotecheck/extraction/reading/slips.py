"""Slips of the pen: a mark never closed, a stop where a comma belongs."""

from __future__ import annotations

from quotecheck import lazily
from quotecheck.extraction.reading.alphabet import CUE, QUOTATION, SENTENCE
from quotecheck.extraction.reading.word_classes import WordClasses

# “What should we do? Mara Quill asked.
_WHO = r"(?:[A-Z][\w’'-]*\.?(?: [A-Z][\w’'-]*\.?){0,3}|he|she|they)"
_TAG = lazily.pattern(rf"[,?!…](?P<tag> (?:{_WHO} (?P<verb>\w+)|(?P<cue>\w+) {_WHO}))\.?$")
_REACH = 120  # characters
# “We will build here.” Grace Okoro said.
_STOPPED = lazily.pattern(r"E(?=(?:S(?:,[^.QEV]{1,12},)?V|V[SO])(?:\.|$))")


def tag_in(quoted: str, words: WordClasses) -> int:
    """The place at which a quotation that is never closed goes on to name its speaker, or -1."""
    found = _TAG.search(quoted, max(1, len(quoted) - _REACH))
    if found is None:
        return -1
    verb = found.group("verb") or found.group("cue")
    return found.start("tag") if words.classes.get(verb.lower()) == CUE else -1


def unstopped(letters: str) -> str:
    """Chunk letters in which a full stop inside the marks does not end the sentence if only the
    speaker and cue follow."""
    return _STOPPED.sub(QUOTATION, letters) if SENTENCE in letters else letters
