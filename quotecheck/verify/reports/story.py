"""The particulars of a whole story, ticked off against the sources: names, titles, ages, numbers
and days."""

from __future__ import annotations

from collections.abc import Collection

from quotecheck.model import Article, Document, ReportVerdict, Tick
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.verify.reports.story_figures import StoryFigures
from quotecheck.verify.reports.story_names import StoryNames
from quotecheck.verify.reports.story_people import StoryPeople
from quotecheck.verify.reports.story_text import Story, Tools


class Ticker:
    """A ticker of the particulars of stories against one library."""

    def __init__(self, library: Library, rules: Rules) -> None:
        self._tools = Tools(library, rules)

    def ticks(self, article: Article, resting: Collection[str] = ()) -> tuple[Tick, ...]:
        """Each particular of a story once, in text order: whether a source of the story has it, has
        another, or has nothing, and where. ``resting`` are the ids of the sources that the story
        quotes."""
        story = Story(article, self._tools, resting)
        people = StoryPeople(story)
        ages = list(people.ages())
        figures = StoryFigures(story).ticks(but={tick.start for tick in ages})
        found = (*StoryNames(story).ticks(), *people.titles(), *ages, *figures)
        return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def resting_on(document: Document) -> frozenset[str]:
    """The ids of the sources that have words quoted in a checked story, or with which one of its
    reports was compared."""
    checks = (quote.check for quote in document.quotes if quote.check)
    reports = (quote.report for quote in document.reports if quote.report)
    found = {each.source for check in checks for each in check.matches[:1] if not each.near}
    told = (ReportVerdict.SUPPORTED, ReportVerdict.CLASH)
    found |= {
        each.source for report in reports if report.verdict in told for each in report.matches[:1]
    }
    return frozenset(found)
