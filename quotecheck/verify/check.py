"""Checking quotations against a library: finding the words, judging the differences, explaining
them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property, partial

from quotecheck.errors import InputError
from quotecheck.extraction.indirect.subjects import names_nobody
from quotecheck.extraction.reading.word_classes import words_of
from quotecheck.model import (
    Article,
    Check,
    Document,
    Flag,
    Kind,
    Medium,
    Quotation,
    Speaker,
    SpeakerMatch,
    Triage,
    Verdict,
)
from quotecheck.rules import Rules
from quotecheck.rules.wording import Policy
from quotecheck.sources import Library
from quotecheck.sources.days import ordinal
from quotecheck.verify.compare.placement import place_exactly
from quotecheck.verify.compare.printed import Printed, brackets_of, take_apart, without_marks
from quotecheck.verify.context.meeting import uncropped
from quotecheck.verify.reports import Report, ReportChecker, stated
from quotecheck.verify.search.finding import Claim, Finder
from quotecheck.verify.story.captions import in_captions
from quotecheck.verify.story.headline import compare_with_story
from quotecheck.verify.story.joined import flag_joined
from quotecheck.verify.verdict import conclude

_REMEMBERED = 5_000  # quotations; agency copy brings the same ones in story after story
_NOT_WORDS = {
    Kind.NON_SPEECH: "not speech: a title, a term or a nickname",
    Kind.INDIRECT: "reported without quotation marks; there are no words to compare",
}


class Checker:
    """A checker of quotations against one library, which keeps its preparations for the next
    quotation.

    ``policy`` names what passes (default: the rules'), ``as_of`` is the day of the article
    (YYYY-MM-DD) where the quotation has none, ``only_medium`` restricts the sources. ``library``
    holds the sources, ``finder`` lays quotations beside their passages. Raises InputError for an
    unknown policy or medium, and for an invalid date.
    """

    def __init__(
        self,
        library: Library,
        rules: Rules,
        *,
        policy: str | None = None,
        as_of: str | None = None,
        only_medium: str | None = None,
    ) -> None:
        name = policy or rules.wording.policy
        policies = rules.wording.policies
        if policies and name not in policies:
            raise InputError(f"there is no policy {name!r}", hint=f"one of: {', '.join(policies)}")
        media = [str(medium) for medium in Medium]
        if only_medium is not None and only_medium not in media:
            raise InputError(
                f"there is no medium {only_medium!r}", hint=f"one of: {', '.join(media)}"
            )
        if as_of is not None and ordinal(as_of) is None:
            raise InputError(f"there is no day {as_of!r}", hint="write it as 2026-05-04")
        self.library = library
        self._rules = rules
        self._policy = policies[name] if policies else Policy()
        self._as_of = as_of
        self._only = Medium(only_medium) if only_medium else None
        self.finder = Finder(library, rules)
        self._done: dict[tuple[str, str | None, str | None, Medium], Check] = {}

    def check_document(self, document: Document) -> Document:
        """The document with a Check for each quotation, which may depend on the others, and a
        ReportCheck for each report."""
        article, wording = document.article, self._rules.wording
        date = self._as_of or article.date
        marked = [quote for quote in document.quotes if quote.kind is not Kind.INDIRECT]
        reports = [quote for quote in document.quotes if quote.kind is Kind.INDIRECT]
        checked = [replace(quote, check=self.check_quotation(quote, date)) for quote in marked]
        pronouns = self._rules.sources.pronouns
        whole = partial(uncropped, policy=self._policy)
        joined = flag_joined(article, checked, wording.limits, pronouns, whole)
        captions = in_captions(article.text, joined, wording.captions)
        quotes = compare_with_story(
            joined, captions, self.library.canon, wording.limits.headline_share
        )
        told = (
            self._report_checked(article, part, date)
            for quote in reports
            for part in self.reports.statements(article, quote)
        )
        return replace(document, quotes=(*quotes, *told))

    @cached_property
    def reports(self) -> ReportChecker:
        """The checker of reports, made when the first is met."""
        return ReportChecker(self.library, self._rules)

    def _report_checked(self, article: Article, quote: Quotation, date: str | None) -> Quotation:
        context, at = quote.context, quote.context.find(quote.text)
        if not context:
            context, at = article.text, quote.start
        speaker = quote.speaker.name if quote.speaker else None
        if speaker and names_nobody(speaker, words_of(self._rules)):
            speaker = None  # "those who say so"
        report = Report(stated(quote), speaker, quote.date or date, context, at)
        return replace(quote, report=self.reports.check(report))

    def check(
        self,
        text: str,
        *,
        speaker: str | None = None,
        date: str | None = None,
        medium: Medium = Medium.UNKNOWN,
    ) -> Check:
        """Check a quotation against the sources; ``text`` may have its quotation marks."""
        asked = text, speaker, date, medium
        found = self._done.get(asked)
        if found is None:
            if len(self._done) >= _REMEMBERED:
                self._done.clear()
            found = self._done[asked] = self._check(*asked)
        return found

    def _check(self, text: str, speaker: str | None, date: str | None, medium: Medium) -> Check:
        if not len(self.library):
            return Check(Verdict.UNCHECKED, Triage.OPEN, why="there is no source to check against")
        printed = self._take_apart(without_marks(text))
        if len(printed.words) > self._rules.wording.limits.most_words:
            why = (
                f"the quotation has {len(printed.words):,} words; "
                f"{self._rules.wording.limits.most_words:,} can be compared"
            )
            return Check(Verdict.UNCHECKED, Triage.OPEN, why=why)
        if not len(printed.words):
            return Check(Verdict.UNCHECKED, Triage.OPEN, why="there are no words to check")
        claim = Claim(printed, speaker, date or self._as_of, medium, self._only)
        return conclude(claim, self.finder.find(claim), self.finder, self._policy)

    def _take_apart(self, text: str) -> Printed:
        printed = take_apart(text, self.library.canon)
        brackets = brackets_of(printed)
        if brackets:
            plain = take_apart(text, self.library.canon, brackets=False)
            for place in self.library.exact(plain.words.forms, 1):
                found = place_exactly(place, len(plain.words))
                said = found.text[found.start : found.end]
                if all(bracket in said for bracket in brackets):
                    return plain
        return printed

    def check_quotation(self, quotation: Quotation, date: str | None = None) -> Check:
        """Check a quotation of an article of that date against the sources."""
        if why := _NOT_WORDS.get(quotation.kind):
            return Check(Verdict.UNCHECKED, Triage.PASS, SpeakerMatch.UNKNOWN, why=why)
        day, speaker = quotation.date or date, quotation.speaker
        found = self.check(
            quotation.text,
            speaker=speaker.name if speaker else None,
            date=day,
            medium=quotation.medium,
        )
        sure = self._rules.wording.limits.sure_name
        if found.verdict is Verdict.MISATTRIBUTED and speaker and _may_be_another(quotation, sure):
            wording = self.check(quotation.text, date=day, medium=quotation.medium)
            return _doubting(wording, found, speaker)
        return found


def _may_be_another(quotation: Quotation, sure: float) -> bool:
    """Return whether the quotation's own words for the speaker ("the mayor", "he") share nothing
    with the name, and confidence in the name is below ``sure``."""
    speaker = quotation.speaker
    if speaker is None or speaker.mention is None or quotation.name_confidence >= sure:
        return False
    said = set(re.findall(r"\w+", speaker.mention.text.lower()))
    return not said & set(re.findall(r"\w+", speaker.name.lower()))


def _doubting(wording: Check, found: Check, speaker: Speaker) -> Check:
    """The check of words that somebody else says, in case the article means that person."""
    said = speaker.mention.text if speaker.mention else speaker.name
    doubt = f"{found.why}, and “{said}” may not mean {speaker.name}"
    return replace(
        wording,
        triage=wording.triage if wording.triage is not Triage.PASS else Triage.LOOK,
        speaker_match=SpeakerMatch.UNKNOWN,
        flags=tuple(flag for flag in Flag if flag in wording.flags or flag is Flag.SPEAKER_UNSURE),
        why=f"{wording.why}; {doubt}",
    )


def check(
    document: Document,
    library: Library,
    rules: Rules,
    *,
    policy: str | None = None,
    as_of: str | None = None,
    only_medium: str | None = None,
) -> Document:
    """The document with a check for each quotation and each report of its article.

    Raises InputError for an unknown policy or medium, or an invalid day.
    """
    checker = Checker(library, rules, policy=policy, as_of=as_of, only_medium=only_medium)
    return checker.check_document(document)


def check_quotation(
    quotation: Quotation, library: Library, rules: Rules, *, date: str | None = None
) -> Check:
    """The check of a quotation of an article of that date."""
    return Checker(library, rules).check_quotation(quotation, date)


def check_quote(
    text: str,
    library: Library,
    rules: Rules,
    *,
    speaker: str | None = None,
    date: str | None = None,
    medium: Medium = Medium.UNKNOWN,
) -> Check:
    """The check of some words without an article around them; for many, make a `Checker` once."""
    return Checker(library, rules).check(text, speaker=speaker, date=date, medium=medium)
