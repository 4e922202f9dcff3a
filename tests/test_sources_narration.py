"""Stories and press releases as sources: their quotations are somebody's words, what they tell
themselves is searched and read, and is nobody's words."""

import json

import pytest

from quotecheck.api import check, extract
from quotecheck.model import NARRATION, Article, Flag, ReportVerdict, State, Triage, Verdict
from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.verify.reports.story import Ticker

RULES = load()
STORY = (
    "FERRYMEN TO BALLOT OVER PIER\n\n12 May 2026\n\n"
    "The Ferrymen's Union has 214 members at the pier and will ballot them on Monday 18 May.\n\n"
    "Organiser Tom Ord said: “They heard of it on the radio. That is no way to treat people.”\n\n"
    "Steward Ada Rowe, who has worked at the pier for 19 years, said: “We would take two boats "
    "instead of three,” before she added: “All we ask for is a meeting.”\n"
)


def checked(tmp_path, draft, story=STORY, name="release.txt"):
    (tmp_path / name).write_text(story, encoding="utf-8")
    library = open_library([tmp_path / name], RULES)
    (source,) = library.sources.values()
    return check(extract(draft, rules=RULES, indirect=True), library, rules=RULES), source


def test_what_a_story_tells_are_turns_of_nobody(tmp_path):
    _, source = checked(tmp_path, "Nothing.")
    told = [turn for turn in source.turns if turn.label == NARRATION]
    text = " ".join(source.text[turn.start : turn.end] for turn in told)
    assert all(turn.speaker is None for turn in told)
    assert "214 members" in text
    assert "19 years" in text
    assert "radio" not in text
    starts = [turn.start for turn in source.turns]
    assert starts == sorted(starts)
    assert all(a.end <= b.start for a, b in zip(source.turns, source.turns[1:], strict=False))


def test_words_that_a_story_tells_itself_are_nobodys_quotation(tmp_path):
    draft = "“The union has 214 members at the pier and will ballot them on Monday,” Ord said.\n"
    found, _ = checked(tmp_path, draft)
    (quote,) = found.marked
    assert quote.check.verdict is Verdict.NOT_FOUND
    assert quote.check.triage is Triage.OPEN
    assert quote.check.matches[0].label == NARRATION


def test_words_that_a_press_release_tells_itself_are_looked_at(tmp_path):
    draft = (
        "“The Ferrymen's Union has 214 members at the pier,” a spokesman for the union said.\n\n"
        "“They heard of it on the radio,” Tom Ord said.\n"
    )
    found, source = checked(tmp_path, draft, "Kind: press release\n\n" + STORY)
    told, said = found.marked
    assert source.kind == "release"
    assert told.check.triage is Triage.LOOK
    assert Flag.SPEAKER_UNSURE in told.check.flags
    assert "outside quotation marks" in told.check.why
    assert (said.check.verdict, said.check.triage) == (Verdict.VERBATIM, Triage.PASS)


def test_an_editor_says_who_tells_a_release(tmp_path, run):
    (tmp_path / "release.txt").write_text("Kind: release\n\n" + STORY, encoding="utf-8")
    draft = tmp_path / "story.txt"
    draft.write_text("“The Ferrymen's Union has 214 members at the pier,” said Tom Ord.\n")
    run("sources", "name", tmp_path / "release.txt", "narration=Ferrymen's Union")
    status, out, _ = run("check", draft, "--sources", tmp_path / "release.txt", "--format", "json")
    (document,) = json.loads(out)
    (quote,) = document["quotes"]
    assert quote["check"]["verdict"] == "misattributed"
    assert quote["check"]["matches"][0]["speaker"] == "Ferrymen's Union"
    assert status == 1


def test_narration_between_two_quotations_interrupts_nobody(tmp_path):
    draft = "“We would take two boats instead of three. All we ask for is a meeting,” Rowe said.\n"
    found, _ = checked(tmp_path, draft)
    (quote,) = found.marked
    assert quote.check.verdict in (Verdict.VERBATIM, Verdict.STYLE)
    assert Flag.CROSSES_TURN not in quote.check.flags


def test_a_quotation_is_found_in_somebodys_mouth_before_it_is_found_in_the_telling(tmp_path):
    story = STORY + "\nAll they ask for is a meeting.\n\nThey heard of it on the radio.\n"
    found, _ = checked(tmp_path, "“They heard of it on the radio,” Tom Ord said.\n", story)
    (quote,) = found.marked
    assert quote.check.matches[0].speaker == "Tom Ord"
    assert quote.check.triage is Triage.PASS
    assert Flag.MANY_PLACES not in quote.check.flags


def test_a_report_rests_on_what_a_release_tells(tmp_path):
    draft = "Tom Ord said the union had 241 members at the pier.\n"
    found, _ = checked(tmp_path, draft)
    (report,) = found.reports
    assert report.report.verdict is ReportVerdict.CLASH
    assert "214" in report.report.matches[0].text


def test_particulars_are_ticked_off_by_what_a_release_tells(tmp_path):
    draft = "Ada Rowe has worked at the pier for 19 years, she said on Tuesday.\n"
    (tmp_path / "release.txt").write_text(STORY, encoding="utf-8")
    library = open_library([tmp_path / "release.txt"], RULES)
    found = Ticker(library, RULES).ticks(Article("a", draft))
    (years,) = [tick for tick in found if tick.text.startswith("19")]
    assert years.state is State.SAME


def test_what_a_release_tells_is_searched(tmp_path, run):
    (tmp_path / "release.txt").write_text(STORY, encoding="utf-8")
    _, out, _ = run("sources", "search", '"214 members"', tmp_path / "release.txt")
    assert "»214 members« at the pier" in out


def test_the_words_around_a_quotation_are_the_storys_without_names_put_in(tmp_path):
    (tmp_path / "release.txt").write_text(STORY, encoding="utf-8")
    from quotecheck.sources.surroundings import surroundings

    library = open_library([tmp_path / "release.txt"], RULES)
    (source,) = library.sources.values()
    at = source.text.index("All we ask")
    before, _ = surroundings(source, at, at + 10)
    assert before.endswith("before she added: “")


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Remarks by Ada Rowe", "Ada Rowe"),
        ("Remarks by Ada Rowe, chief executive, Ord Mills plc", "Ada Rowe"),
        ("Remarks by Ada Rowe, Chief Executive, Ord Mills plc", "Ada Rowe"),
        ("Remarks by Ada Rowe, Secretary of State for Ports", "Ada Rowe"),
        ("Remarks by Governor Rowe on the Dam and Bridge Bill", "Governor Rowe"),
        ("Remarks by Ada Rowe and Tom Ord", None),
        ("Remarks by Ada Rowe, Tom Ord and Lee Voss", None),
        ("Remarks by Ada Rowe, Tom Ord, Lee Voss", None),
        ("Statement by Ada Rowe, mayor of Ellery, and Tom Ord, town clerk", None),
    ],
)
def test_a_heading_names_the_one_person_who_speaks(tmp_path, title, speaker):
    path = tmp_path / "speech.txt"
    path.write_text(
        f"{title}\nTown Hall\n12 May 2026\n\nThank you. We will close the mill.\n\nI do.\n"
    )
    (source,) = open_library([path], RULES).sources.values()
    assert {turn.speaker for turn in source.turns} == {speaker}


def test_nobody_is_asked_who_says_all_of_the_minutes(tmp_path):
    (tmp_path / "council.txt").write_text("Kind: minutes\n\nThe pier was discussed. No vote.\n")
    (source,) = open_library([tmp_path / "council.txt"], RULES).sources.values()
    (warning,) = source.warnings
    assert "has no speakers" in warning
    assert "one person" not in warning


def test_a_source_is_shown_by_the_path_that_check_prints(tmp_path, run):
    path = tmp_path / "release.txt"
    path.write_text(STORY, encoding="utf-8")
    status, out, _ = run("sources", "show", path, tmp_path)
    assert status == 0
    assert "214 members" in out
