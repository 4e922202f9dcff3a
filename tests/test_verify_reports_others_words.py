"""A report whose words somebody else has, word for word."""

from quotecheck.model import ReportVerdict, Source, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify.reports import Report, ReportChecker

RULES = load()


def test_what_somebody_asked_is_shown_and_not_called_unlike_everything() -> None:
    text, turns = "", []
    for who, words in (
        ("LUNDY", "The builder says that the new oven would double the bread output."),
        ("SORREL", "I saw that leaflet, and I want to taste a loaf."),
    ):
        text += f"{who}: "
        turns.append(Turn(who, len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    where = Library(RULES, Canon(RULES)).adding([Source("talk", text, tuple(turns))])
    report = Report("that the new oven would double the bread output", "Ann Sorrel")
    found = ReportChecker(where, RULES).check(report)
    assert found.verdict in (ReportVerdict.RELATED, ReportVerdict.CLASH)
    assert found.matches[0].speaker == "LUNDY"
    assert "LUNDY" in found.why
