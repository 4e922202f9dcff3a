"""Deciding the kind of a quoted span: a clause, a fragment, a headline, or not speech at all."""

from __future__ import annotations

from quotecheck.model import Kind

_NEAR = 40  # characters in which to look for the mark before a span


def kind_of(text: str, start: int, end: int, *, headline: bool, spoken: bool) -> Kind:
    """The kind of the span ``text[start:end]``.

    ``headline`` says that it stands in the headline, ``spoken`` that somebody says it.
    """
    if not spoken:
        return Kind.NON_SPEECH
    if headline:
        return Kind.HEADLINE
    inner = text[start:end].strip("“”\"'‘’«»「」„` ")
    before = text[max(0, start - _NEAR) : start].rstrip(" ")
    opens = not before or before[-1] in '.?!:,\n”"—–-'
    whole = inner[:1].isupper() and (opens or inner[-1:] in ".?!,")
    return Kind.DIRECT if whole and " " in inner else Kind.PARTIAL
