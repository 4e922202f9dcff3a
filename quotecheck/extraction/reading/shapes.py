"""The shape of a quoted span: features for and against its being speech, such as a short title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quotecheck import lazily
from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.alphabet import ADVERB, BEING, DETERMINER, IN_WORDS, NAME, OTHER
from quotecheck.extraction.reading.terms import is_called, is_lettering
from quotecheck.extraction.reading.word_classes import WordClasses

_LONG = "8+"
_SHORT = ("1", "2-3")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDINGS = {
    ",": "a comma",
    **dict.fromkeys("?!", "a question"),
    **dict.fromkeys(".…", "a stop"),
}
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"}
)
# Robert C. “Bob” Smith: a nickname, not a quotation.
_INSIDE_NAME = lazily.pattern(r"\b[A-Z][\w’'-]*\.?$")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_NAME_GOES_ON = lazily.pattern(r" [A-Z][a-z’'-]+")
# CNN’s “Newsroom”: a show, not the network's words.
_OWNER = lazily.pattern(r"([A-Z][\w.]*(?: [A-Z]\w*){0,3})['’]s?$")
_OWNED = ("'s", "’s", "s'", "s’")
_NAMED = frozenset({"dubbed", "nicknamed", "named", "codenamed", "christened"})
_BEEN = frozenset({"is", "are", "was", "were", "been", "be", "being"})
_BEFORE = 90  # characters
_NOTE = 3  # words: (APPLAUSE)
_LETTERS = 2  # too few to be an acronym
_GOING = frozenset({"go", "goes", "going", "went"})
_FIRST_PERSON = frozenset(
    {"i", "me", "my", "we", "us", "our", "i'm", "i’m", "i've", "i’ve", "we're", "we’re"}
)


class Shape(NamedTuple):
    """The shape of a quoted span, with the features for and against its being speech.

    ``words`` are the words inside, in lower case.
    """

    size: str
    fragment: bool
    titled: bool
    colon: bool
    ending: str
    features: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def opening(self) -> str:
        """The way in which the quotation begins."""
        return "a colon" if self.colon else "a fragment" if self.fragment else "a clause"

    @property
    def long(self) -> bool:
        """Return whether the span has more words than a term or a nickname."""
        return self.size == _LONG


def shape_of(text: str, start: int, end: int, words: WordClasses) -> Shape:
    """The shape of the span ``text[start:end]``."""
    inner = text[start:end].strip("“”\"'‘’«»「」„` ")
    tokens = _WORD.findall(inner)
    lower = [token.lower() for token in tokens]
    count = len(tokens)
    size = "1" if count <= 1 else "2-3" if count <= 3 else "4-7" if count <= 7 else _LONG
    fragment = not inner[:1].isupper()
    capitals = [token for token in tokens if token[0].isupper() or token.lower() in _SMALL]
    titled = count <= 9 and len(capitals) == len(tokens) and (count > 1 or inner[:1].isupper())
    before = text[max(0, start - _BEFORE) : start].rstrip()
    beside = _WORD.findall(before.rpartition("\n")[2])
    last = beside[-1:]
    after = text[end : end + 40].partition("\n")[0]
    features = [feature.SPAN(size)]
    if titled:
        features.append(feature.TITLED)
    opens = not before or before[-1] in ".?!\n" or text[max(0, start - 1) : start] in ("\n", "")
    if opens and not fragment and inner[-1:] in ".?!…":
        features.append(feature.WHOLE)
    if inner[-1:] in ".!?,":
        features.append(feature.STOPPED)
    features += _named(before, beside, words, titled=titled)
    line = before.rpartition("\n")[2]
    if is_called(line, after.lstrip(" "), words, titled=titled):
        features.append(feature.CALLED)
    elif is_lettering(line, words):
        features.append(feature.LETTERING)
    features += _named_behind(inner, beside, _NEXT_WORD.match(after), words, titled=titled)
    if inner.rstrip(",.").lower() in words.outlets:
        features.append(feature.OUTLET_NAME)
    if after[:1] == " " and after[1:2].islower() and inner[-1:] not in ".!?,":
        features.append(feature.BEFORE_WORD)
    inside = count == 1 and text[start - 1 : start] == " " and inner[-1:] not in ",.?!"
    if inside and _INSIDE_NAME.search(before) and _NAME_GOES_ON.match(after):
        features.append(feature.INSIDE_NAME)
    goes_on = _NEXT_WORD.match(after)
    if last and text[start - 1] == " ":
        word = last[0].lower()
        features.append(feature.AFTER_THE_WORD(word))
        features.append(feature.AFTER_CLASS(size, class_of(last[0], words)))
    if goes_on:
        word = goes_on.group(1).lower()
        features.append(feature.BEFORE_THE_WORD(word))
        features.append(feature.BEFORE_CLASS(size, class_of(word, words)))
    if inner[:1] == "(" and inner[-1:] == ")" and count <= _NOTE:
        features.append(feature.NOTE)
    features += _inside(tokens, lower, size, words)
    colon = before.endswith((":", ","))
    return Shape(size, fragment, titled, colon, _ending(inner), tuple(features), tuple(lower))


def _named_behind(
    inner: str,
    beside: list[str],
    following: re.Match[str] | None,
    words: WordClasses,
    *,
    titled: bool,
) -> Iterator[str]:
    """Features of a span that is an acronym, a title or a term, by its words and the word behind
    it."""
    last = beside[-1].lower() if beside else ""
    word = following.group(1).lower() if following else ""
    if len(inner) > _LETTERS and inner.rstrip(".,").isalpha() and inner.isupper():
        yield feature.ACRONYM
    if titled and words.classes.get(last) == DETERMINER and words.is_role(word):
        yield feature.ARTICLE_AND_ROLE
    if titled and word in words.works:
        yield feature.TITLED_BEFORE
    if last == "so-called" and not _is_before_noun(following, words):
        yield feature.CALLED


def _is_before_noun(following: re.Match[str] | None, words: WordClasses) -> bool:
    """Return whether a word that the lexicon does not have follows, such as most nouns."""
    return following is not None and class_of(following.group(1), words) == IN_WORDS[OTHER]


def _named(before: str, beside: list[str], words: WordClasses, *, titled: bool) -> Iterator[str]:
    """Features of a span that is a term or a title, by the words right before it."""
    last = beside[-1].lower() if beside else ""
    if last in words.naming:
        yield feature.SPAN_NAMED
    elif titled and last in words.works:
        yield feature.TITLED_AFTER
    elif titled and any(word.lower() in words.naming for word in beside[-5:-1]):
        yield feature.NAMED_FAR
    if last in words.inscribed or _is_called(beside, words, titled=titled):
        yield feature.MOTTO
    if words.classes.get(last) == DETERMINER:
        yield feature.AFTER_ARTICLE
    if owner := _owner(before, words):
        yield feature.OWNED(owner)
        if titled:
            yield feature.TITLED_OWNED(owner)


def _is_called(beside: list[str], words: WordClasses, *, titled: bool) -> bool:
    """Return whether the words before a span introduce a name: goes by, the motto was, the book
    is."""
    noun, last = ("", "", *(word.lower() for word in beside))[-2:]
    if (noun, last) == ("known", "as") or (noun in _GOING and last == "by"):
        return True
    if last in _NAMED and (noun in _BEEN or beside[-3:-2] in (["is"], ["was"], ["been"])):
        return True
    named = noun in words.inscribed or (titled and noun in words.works)
    return named and words.classes.get(last) == BEING


def _owner(before: str, words: WordClasses) -> str:
    """The owner of a span, if it has one: an outlet or a name."""
    found = _OWNER.search(before) if before.endswith(_OWNED) else None
    if found is None:
        return ""
    names = found.group(1).lower().split()
    outlet = any(" ".join(names[first:]) in words.outlets for first in range(len(names)))
    return "an outlet" if outlet else "a name"


def brevity_of(shapes: Sequence[Shape]) -> str:
    """The share of an article’s quotations that are as short as a term, in words."""
    share = sum(shape.size in _SHORT for shape in shapes) / max(1, len(shapes))
    return "few" if share < 0.1 else "some" if share < 0.3 else "many" if share < 0.6 else "most"


def _ending(inner: str) -> str:
    """The mark with which the words of a span end: after a comma somebody is named next."""
    return _ENDINGS.get(inner[-1:], "no mark")


def _inside(tokens: list[str], lower: list[str], size: str, words: WordClasses) -> Iterator[str]:
    """Features from the words of a span: sentences have pronouns and contractions, terms do not."""
    if not tokens:
        return
    yield feature.BEGINS(size, class_of(tokens[0], words))
    if any("'" in word or "’" in word for word in lower):
        yield feature.CONTRACTION(size)
    if not _FIRST_PERSON.isdisjoint(lower):
        yield feature.FIRST_PERSON(size)


def class_of(token: str, words: WordClasses) -> str:
    """The class of a word by the lexicon, in words."""
    known = words.classes.get(token.lower())
    if known is None:
        if token[0].isupper():
            return IN_WORDS[NAME]
        return IN_WORDS[ADVERB] if token.endswith("ly") else IN_WORDS[OTHER]
    return feature.name_of_letter(known)
