"""What a quoted span is: a whole clause, a fragment, a headline, or no speech at all."""

from __future__ import annotations

import re

from quotecheck.model import Kind

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def kind_of(text: str, start: int, end: int, *, headline: bool, spoken: bool) -> Kind:
    """The kind of the span ``text[start:end]``.

    ``headline`` says that it stands in the headline, ``spoken`` that a rule found who says it.
    """
    if headline:
        return Kind.HEADLINE
    inner = text[start:end].strip("“”\"'‘’«»「」„ ")
    words = _WORD.findall(inner)
    if not spoken and _is_term(words, inner, text, end):
        return Kind.NON_SPEECH
    before = text[:start].rstrip()
    opens = not before or before[-1] in '.?!:,\n”"—–-' or text[:start].endswith("\n")
    whole = inner[:1].isupper() and (opens or inner[-1:] in ".?!,")
    return Kind.DIRECT if whole and len(words) > 1 else Kind.PARTIAL


def _is_term(words: list[str], inner: str, text: str, end: int) -> bool:
    """Whether a span that nobody says reads like a term, a title or a name."""
    if len(words) <= 3 and inner[-1:] not in ".,?!":
        return True
    titled = [word for word in words if word[0].isupper() or word.lower() in _SMALL]
    return len(words) <= 8 and len(titled) == len(words) and inner[-1:] not in ",?!"


_SMALL = frozenset(
    {"a", "an", "and", "at", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)
