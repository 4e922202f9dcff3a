"""The statements of a report: "that the ferry would stop, and that the quay was sold" has two; "the
volunteers", who were thanked, has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quotecheck.model import Quotation
from quotecheck.rules import Rules
from quotecheck.sources.canonical import Canon, Words
from quotecheck.sources.stems import Stems
from quotecheck.verify.compare.lexicon import FoldedLists

_FIRST = re.compile(r"that\s", re.IGNORECASE)
_NEXT = re.compile(r",?\s+(?:and|but|while)\s+(?=that\s+\w+\s+\w+\s+\w)", re.IGNORECASE)
_LEAST_TERMS = 2  # words of weight that say something: “to say when” does not
_LEAST_WORDS = 3
_MOST_OF_TAG = 10  # words
_DIRECT = re.compile(r"[\s,:]*")
_PAST = "ed"
_GOING_ON = "ing"
_NUMBER = re.compile(r"(?!1$)[$£€]?\d[\d.,/]*(?:st|nd|rd|th|s|k|m|bn)?%?")


def statements(quote: Quotation) -> Iterator[Quotation]:
    """The statements of a report in order, each to be checked by itself; the first keeps the id,
    and the others add a number to it."""
    if not _FIRST.match(quote.text):
        yield quote
        return
    start, number = 0, 1
    for joint in _NEXT.finditer(quote.text):
        yield _part(quote, start, joint.start(), number)
        start, number = joint.end(), number + 1
    yield _part(quote, start, len(quote.text), number)


def _part(quote: Quotation, start: int, end: int, number: int) -> Quotation:
    return replace(
        quote,
        id=quote.id if number == 1 else f"{quote.id}.{number}",
        start=quote.start + start,
        end=quote.start + end,
        text=quote.text[start:end],
    )


def stated(quote: Quotation) -> str:
    """The words of a report with spaces for a tag in the middle that names the speaker: "The ferry
    will stop, Quill said on Monday, if the state pays". Offsets stay the same."""
    text, cue = quote.text, quote.cue
    if cue is None or not quote.start < cue.start < quote.end:
        return text
    start, end = text.rfind(",", 0, cue.start - quote.start), text.find(",", cue.end - quote.start)
    if start < 0 or end < 0 or len(text[start:end].split()) > _MOST_OF_TAG:
        return text
    return text[:start] + " " * (end + 1 - start) + text[end + 1 :]


class Statements:
    """A test that tells reports which state something, and so can be compared with a source, from
    those that only name a matter, an addressee or an intention."""

    def __init__(self, rules: Rules, canon: Canon, lexicon: FoldedLists, stems: Stems) -> None:
        reports = rules.reports
        self._canon, self._lexicon, self._stems = canon, lexicon, stems
        self._light = frozenset(reports.light)
        self._auxiliaries = lexicon.auxiliaries | frozenset(reports.auxiliaries) - {"to"}
        self._subjects = frozenset((*reports.subject_words, *reports.third_words))
        self._days = frozenset((*reports.months, *reports.weekdays))
        self._saying = frozenset(form for word in reports.saying for form in canon.forms(word))
        self._opening = lexicon.relatives | {"if", "whether"}

    def states(self, quote: Quotation, text: str) -> bool:
        """Return whether a report of an article with some text has a clause with a verb of its own
        and something to compare, or a number or a day."""
        words = self._canon.read(quote.text)
        if any(_NUMBER.fullmatch(form) or form in self._days for form in words.forms):
            return True
        weighty = {self._stems.of(form) for form in words.forms if self._weighs(form)}
        if len(weighty) < _LEAST_TERMS or len(words) < _LEAST_WORDS:
            return False
        return self._is_said(quote, text) or self._has_verb(words, quote.text)

    def _weighs(self, form: str) -> bool:
        lexicon = self._lexicon
        light = form in lexicon.function or form in self._light or form in lexicon.pronouns
        return form[:1].isalnum() and not light

    def _is_said(self, quote: Quotation, text: str) -> bool:
        """Return whether a report stands right after or before a verb of saying, as clauses do:
        "said people flee it", not "talked about the ferry"."""
        if quote.cue is None or self._saying.isdisjoint(self._canon.forms(quote.cue.text)):
            return False
        if quote.cue.end <= quote.start:
            return bool(_DIRECT.fullmatch(text, quote.cue.end, quote.start))
        return quote.cue.start >= quote.end

    def _has_verb(self, words: Words, text: str) -> bool:
        forms = words.forms
        if forms[0] in self._opening or not self._auxiliaries.isdisjoint(forms):
            return True
        if forms[0].endswith(_GOING_ON) and self._weighs(forms[0]):
            return True
        return any(self._is_verb(words, text, at) for at in range(len(words)))

    def _is_verb(self, words: Words, text: str, at: int) -> bool:
        """Return whether a word is a verb, by the word before it or by its own form."""
        form, before = words.forms[at], words.forms[at - 1] if at else ""
        if text[words.starts[at]].isupper() or form in self._lexicon.function:
            return False
        if before == "to" or (before in self._subjects and not form.endswith("ly")):
            return self._weighs(form) or form in self._light
        named = self._weighs(before) or before in self._lexicon.pronouns
        past = form.endswith(_PAST) or self._stems.is_irregular(form)
        return bool(before) and named and past and before not in self._lexicon.determiners
