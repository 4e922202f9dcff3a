"""A report of what somebody said, checked against a short talk."""

from __future__ import annotations

from quotecheck.model import ReportCheck, Source, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify.reports import Report, ReportChecker

RULES = load()
OTHERS = "Good evening to all of you who have come. The weather has been kind to us this week."


def checked(said: str, report: str, speaker: str = "Nolan", label: str = "Nolan") -> ReportCheck:
    """The check of a report by a speaker against words that stand behind a label."""
    text, turns = "", []
    for name, words in (("Clerk", OTHERS), (label, said), ("Pryce", "So much for the rest.")):
        text += f"{name}: "
        turns.append(Turn(name, len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    library = Library(RULES, Canon(RULES)).adding([Source("talk", text, tuple(turns))])
    context = f"{speaker} said {report}."
    return ReportChecker(library, RULES).check(
        Report(report, speaker, None, context, context.index(report))
    )
