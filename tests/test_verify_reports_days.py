"""Days and multiples of reports: a weekday that does not fit, years that only date a source,
passages on another matter, and "twice"."""

from quotecheck.model import ReportVerdict, Source, State, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify.reports import Report, ReportChecker

RULES = load()


def checked(
    text: str, *said: str, speaker: str | None = "Edna Rowe"
) -> tuple[ReportVerdict, dict[str, str]]:
    """The verdict on a report, and its particulars that differ, each with what the source has."""
    words = "\n\n".join(said)
    turns, at = [], 0
    for part in said:
        turns.append(Turn("EDNA ROWE", at, at + len(part)))
        at += len(part) + 2
    source = Source("talk", words, tuple(turns), date="2026-03-03")
    checker = ReportChecker(Library(RULES, Canon(RULES)).adding([source]), RULES)
    found = checker.check(Report(text, speaker, "2026-03-04"))
    differs = {p.text: p.source for p in found.particulars if p.state is State.DIFFERS}
    return found.verdict, differs


SURVEY = "The harbour surveyor would inspect the floating pontoon on Thursday 26 March."


def test_another_weekday_of_the_same_date_differs() -> None:
    verdict, differs = checked(
        "the harbour surveyor would inspect the floating pontoon on Tuesday, Mar. 26", SURVEY
    )
    assert verdict is ReportVerdict.CLASH
    assert differs == {"Tuesday, Mar. 26": "Thursday 26 March"}


def test_the_same_weekday_and_a_date_without_one_agree() -> None:
    for day in ("Thursday, Mar. 26", "March 26", "Thursday"):
        _, differs = checked(
            f"the harbour surveyor would inspect the floating pontoon on {day}", SURVEY
        )
        assert differs == {}, day


def test_the_weekday_of_a_date_is_no_day_of_its_own() -> None:
    """The source is of a Tuesday."""
    _, differs = checked(
        "the harbour surveyor would inspect the floating pontoon on Tuesday, April 28", SURVEY
    )
    assert differs == {"Tuesday, April 28": "Thursday 26 March"}


def test_the_year_that_dates_a_source_rivals_no_year_of_the_report() -> None:
    _, differs = checked(
        "the mill where biscuits have been baked since 1904 would close",
        "Issued on 2 March 2026 by the biscuit mill. The mill where biscuits are baked will close.",
    )
    assert "1904" not in differs


def test_a_passage_on_another_matter_rivals_no_number() -> None:
    filler = " ".join(f"Item {n} of the agenda was read and adopted." for n in range(40))
    _, differs = checked(
        "the mill at Holt Road would close and 120 people might lose their jobs there",
        f"The mill at Holt Road will close, and that is hard for the people there. {filler}",
        f"The ferry company employs 84 people. {filler}",
    )
    assert differs == {}


def test_twice_is_not_three_times() -> None:
    said = "They pay her three times what I could pay her at the foundry in the harbour."
    verdict, differs = checked("they pay her twice what he could pay her at the foundry", said)
    assert verdict is ReportVerdict.CLASH
    assert "twice" in differs
    _, differs = checked("they pay her three times what he could pay her at the foundry", said)
    assert differs == {}
