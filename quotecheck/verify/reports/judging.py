"""The verdict on a report: whether a passage supports it, and which particular clashes and why.

The verdict never calls a paraphrase fair: it says where to look and what does not agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp

from quotecheck.model import (
    Article,
    Particular,
    ParticularKind,
    Passage,
    Quotation,
    ReportCheck,
    ReportVerdict,
    SpeakerMatch,
    State,
)
from quotecheck.rules import Rules
from quotecheck.rules.report_weights import report_weights
from quotecheck.sources import Library
from quotecheck.sources.stems import Stems
from quotecheck.verify.compare.lexicon import lexicon_of
from quotecheck.verify.reports.asking import Asker, Question, Report
from quotecheck.verify.reports.particulars import Comparer, reasons_of
from quotecheck.verify.reports.passages import Evidence, PassageReader
from quotecheck.verify.reports.qualified import Qualified
from quotecheck.verify.reports.statements import Statements, statements
from quotecheck.verify.reports.stating import Rival
from quotecheck.verify.speaker.names import misspelt

_NEEDED = ParticularKind.NUMBER, ParticularKind.DATE, ParticularKind.NAME
_ENOUGH = 0.6  # share of a report's words that identify it
_COMPARED = 6  # passages in which particulars are looked for
_SURE = 50.0
_LEAST_TERMS = 2  # of a report that says something: “the delay” does not
_IN_COMMON = 0.4  # share of a report's own words, before they are taken for somebody else's


class ReportChecker:
    """A checker of reports against one library, by the weights of the rules or by those
    ``learned``."""

    def __init__(
        self, library: Library, rules: Rules, learned: Mapping[str, float] | None = None
    ) -> None:
        self._library = library
        self._limits = rules.reports.limits
        self._weights = report_weights(rules, "found", learned)
        lexicon, stems = lexicon_of(rules, library.canon), Stems(rules, library)
        self._asker = Asker(library, rules, lexicon, stems)
        self._reader = PassageReader(library, rules, report_weights(rules, "weights", learned))
        self._comparer = Comparer(
            rules, lexicon, stems, library, report_weights(rules, "clashes", learned)
        )
        self._qualified = Qualified(rules, lexicon, self._comparer.amounts)
        self._statements = Statements(rules, library.canon, lexicon, stems)

    def statements(self, article: Article, quote: Quotation) -> Iterator[Quotation]:
        """The statements of a report, each to be checked by itself; none if it states nothing that
        could be compared. A row of a quote list, with the text around it, is always one
        statement."""
        if quote.context or not article.text or self._statements.states(quote, article.text):
            yield from statements(quote)

    def check(self, report: Report) -> ReportCheck:
        """The check of a report against the sources."""
        if not len(self._library):
            return ReportCheck(ReportVerdict.UNCHECKED, why="there is no source to check against")
        question = self._asker.ask(report)
        if len(question.words) > self._limits.most_words:
            why = f"the report has {len(question.words):,} words; too many for one statement"
            return ReportCheck(ReportVerdict.UNCHECKED, why=why)
        if not question.terms:
            return ReportCheck(ReportVerdict.UNCHECKED, why="there are no words to look for")
        if len(question.terms) < _LEAST_TERMS and not self._comparer.has_figures(question):
            why = "the report names a matter and says nothing of it that could be compared"
            return ReportCheck(ReportVerdict.UNCHECKED, why=why)
        found = self._reader.find(question)
        own = [each for each in found if each.speaker is not SpeakerMatch.OTHER]
        others = [each for each in found if each.speaker is SpeakerMatch.OTHER]
        if accused := self._other_speaker(question, own, others):
            return self._by_another(report, accused, found)
        odds = self._odds(own)
        chance = 1 / (1 + exp(-odds))
        particulars = self._comparer.compare(question, self._on_the_matter(own), odds)
        if report.speaker:
            particulars = _by_the_speaker(particulars, own)
        verdict = self._verdict(chance, particulars)
        if verdict is ReportVerdict.NO_PASSAGE and (best := self._word_for_word(others)):
            return self._near_another(report, best, found)
        why = _why(verdict, particulars, found, own)
        if verdict is ReportVerdict.SUPPORTED and (
            left := self._qualified.left_out(question, own[0])
        ):
            verdict = ReportVerdict.RELATED
            why = f"a passage has nearly the same words with “{left}”, which the report leaves out"
        elif verdict is ReportVerdict.SUPPORTED and (slip := _slip(report, own[0])):
            verdict = ReportVerdict.RELATED
            why = f"a passage has nearly the same words: is “{slip[0]}” misspelt ({slip[1]})?"
        matches = tuple(self._passage(each) for each in (*own, *others)[: self._limits.shown])
        speaker = own[0].speaker if own else SpeakerMatch.UNKNOWN
        return ReportCheck(verdict, matches, tuple(particulars), speaker, why)

    def _verdict(self, chance: float, particulars: Sequence[Particular]) -> ReportVerdict:
        limits = self._limits
        if chance >= limits.clash_chance and any(p.state is State.DIFFERS for p in particulars):
            return ReportVerdict.CLASH
        if chance < limits.related_chance:
            return ReportVerdict.NO_PASSAGE
        missing = any(_lacks(particulars, kind) for kind in _NEEDED)
        if chance < limits.supported_chance or missing:
            return ReportVerdict.RELATED
        return ReportVerdict.SUPPORTED

    def _on_the_matter(self, own: Sequence[Evidence]) -> list[Evidence]:
        """The passages whose particulars are compared: the best one, and those of the next that
        have so much of the report that they may be about the same."""
        least = self._limits.matter_words
        beside = (each for each in own[1:_COMPARED] if each.features["words"] >= least)
        return [*own[:1], *beside]

    def _odds(self, own: Sequence[Evidence]) -> float:
        """The log odds that the best passage is the one that the report rests on."""
        if not own:
            return -_SURE
        around = self._weights.get("around", 0.0) * own[0].features["around"]
        total = self._weights.get("always", 0.0) + around
        total += self._weights.get("score", 0.0) * own[0].score
        return max(-_SURE, min(_SURE, total))

    def considered(self, report: Report) -> tuple[Question, list[Evidence]]:
        """The question for a report, and the passages that may answer it, best first."""
        question = self._asker.ask(report)
        return question, self._reader.find(question) if question.terms else []

    def rivals(self, question: Question, found: Sequence[Evidence]) -> Iterator[Rival]:
        """The particulars that may differ, with what speaks for each."""
        own = [each for each in found if each.speaker is not SpeakerMatch.OTHER]
        odds = self._odds(own)
        for each in self._comparer.rivals(question, self._on_the_matter(own)):
            if isinstance(each, Rival):
                yield replace(each, reasons=reasons_of(each, odds))

    def _other_speaker(
        self, question: Question, own: Sequence[Evidence], others: Sequence[Evidence]
    ) -> Evidence | None:
        """A passage of somebody else that fits the report so much better than any of the claimed
        speaker's that the report is likely to be theirs. A single word, or a place that only the
        surroundings of the report point to, accuses nobody."""
        shared = (
            each
            for each in others
            if len(each.held) >= _LEAST_TERMS and each.features["words"] >= _IN_COMMON
        )
        best = max(shared, key=self._as_own, default=None)
        if best is None or self._is_answered(best, question):
            return None
        if not own and not self._is_word_for_word(best):
            return None  # the sources do not have the words of somebody who never speaks there
        most = own[0].score if own else 0.0
        asked = self._limits.asked_cost if self._asks(best, question) else 0
        return best if self._as_own(best) - asked - most >= self._limits.other_margin else None

    def _asks(self, evidence: Evidence, question: Question) -> bool:
        """Return whether a passage asks something or speaks to the claimed speaker, so that the
        report may be the answer."""
        own = self._library.canon.forms(question.report.speaker or "")[-1:]
        words = evidence.window.words.forms[evidence.low : evidence.high]
        return "?" in evidence.text or not set(own).isdisjoint(words)

    def _is_answered(self, evidence: Evidence, question: Question) -> bool:
        """Return whether the claimed speaker speaks right after a passage that asks something."""
        labels = evidence.window.speakers
        behind = (each for each in labels[evidence.high :] if each != labels[evidence.low])
        after = next(behind, None)
        if after is None:
            return False
        match = self._reader.match(question.report.speaker, evidence, after)
        return match is SpeakerMatch.SAME

    def _as_own(self, evidence: Evidence) -> float:
        return evidence.score - self._reader.weight("other")

    def _word_for_word(self, others: Sequence[Evidence]) -> Evidence | None:
        """A passage of somebody else that has a report nearly word for word."""
        return next(filter(self._is_word_for_word, others), None)

    def _is_word_for_word(self, evidence: Evidence) -> bool:
        """Return whether a passage has a report nearly word for word; a few words scattered over it
        do not count."""
        least, features = self._limits.other_same, evidence.features
        same = min(features["same words"], features["pairs"]) >= least
        return same and features["count"] >= _ENOUGH

    def _near_another(
        self, report: Report, best: Evidence, found: Sequence[Evidence]
    ) -> ReportCheck:
        """The check of a report whose words somebody else said, perhaps in a question or an
        answer."""
        label = best.shelf.label(best.window.speakers[best.low]) or "somebody else"
        why = f"a passage by {label}, not by {report.speaker}, has nearly the same words"
        matches = self._listed(best, found)
        return ReportCheck(ReportVerdict.RELATED, matches, (), SpeakerMatch.OTHER, why)

    def _listed(self, best: Evidence, found: Sequence[Evidence]) -> tuple[Passage, ...]:
        rest = [each for each in found if each is not best][: self._limits.shown - 1]
        return tuple(self._passage(each) for each in (best, *rest))

    def _by_another(self, report: Report, best: Evidence, found: Sequence[Evidence]) -> ReportCheck:
        label = best.shelf.label(best.window.speakers[best.low]) or ""
        name, said = report.speaker or "", best.passage(*best.core)
        part = Particular(ParticularKind.SPEAKER, 0, 0, name, State.DIFFERS, label, said)
        matches = self._listed(best, found)
        why = f"the nearest passage is by {label}, not by {report.speaker}"
        return ReportCheck(ReportVerdict.CLASH, matches, (part,), SpeakerMatch.OTHER, why)

    def _passage(self, evidence: Evidence) -> Passage:
        passage = self._library.passage(
            evidence.shelf,
            evidence.window,
            evidence.low,
            evidence.high,
            score=min(1.0, evidence.features["words"]),
            near=True,
        )
        return replace(passage, end=evidence.end, text=evidence.text)


def _by_the_speaker(particulars: Sequence[Particular], own: Sequence[Evidence]) -> list[Particular]:
    """The particulars, none of which differs by the words of a named person who may not be the
    speaker: whoever “campaign officials” are, the chair's words do not contradict theirs."""
    same = {each.source for each in own if each.speaker is SpeakerMatch.SAME}
    return [
        replace(part, state=State.MISSING, source="", passage=None)
        if part.passage and part.passage.speaker and part.passage.source not in same
        else part
        for part in particulars
    ]


def _slip(report: Report, best: Evidence) -> tuple[str, str] | None:
    """The word of a claimed speaker's name that may be misspelt, with the label that is like it."""
    label = best.shelf.label(best.window.speakers[best.low])
    if not report.speaker or not label or best.speaker is not SpeakerMatch.UNKNOWN:
        return None
    slip = misspelt(report.speaker, label)
    return (slip, label) if slip else None


def _lacks(particulars: Sequence[Particular], kind: ParticularKind) -> bool:
    """Return whether a report has particulars of a kind, and the passages none of them."""
    states = [part.state for part in particulars if part.kind is kind]
    if kind is ParticularKind.NUMBER:
        return State.MISSING in states
    return bool(states) and State.SAME not in states


def _why(
    verdict: ReportVerdict,
    particulars: Sequence[Particular],
    found: Sequence[Evidence],
    own: Sequence[Evidence],
) -> str:
    if verdict is ReportVerdict.CLASH:
        parts = (
            f"the report has “{part.text}”, the passage “{part.source}”"
            for part in particulars
            if part.state is State.DIFFERS
        )
        return "; ".join(parts)
    if verdict is ReportVerdict.SUPPORTED:
        return "a passage has nearly the same words; read whether it says the same"
    if verdict is ReportVerdict.RELATED:
        missing = [part.text for part in particulars if part.state is State.MISSING]
        lacks = f"; it does not have “{'”, “'.join(missing)}”" if missing else ""
        return f"a passage is about this and does not settle it{lacks}"
    if found and not own:
        return "no passage of the same speaker is like it"
    return "no passage is near enough" if own else "nothing like it is in the sources"
