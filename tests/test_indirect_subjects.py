"""The subject of a report: what it may be, and what the words around say about it."""

from __future__ import annotations

import pytest

import quotecheck
from quotecheck import rules
from quotecheck.articles import make_article
from quotecheck.extraction.attribution.preparing import prepare
from quotecheck.extraction.indirect.reporting import CueReading, readings
from quotecheck.extraction.indirect.subjects import Subject, subjects
from quotecheck.model import Kind

RULES = rules.load()


def possible(text: str, cue: str) -> dict[str, set[str]]:
    """The phrases that may be the subject of a cue of a text, each with its features."""
    work = prepare(make_article(text), RULES)
    (part, *_), chunked = work.parts, work.chunked[0]
    found: list[CueReading] = [
        way
        for ways in readings(work.text, part, chunked, work.words)
        for way in ways
        if text[slice(*way.cue.place)].endswith(cue)
    ]
    (reading, *_) = found
    all_of_them: list[Subject] = list(
        subjects(work.text, chunked, reading.cue, reading.speaker, work.words)
    )
    return {
        text[slice(*each.place)]: {name for names in each.features for name in names}
        for each in all_of_them
    }


@pytest.mark.parametrize(
    ("text", "cue", "subject"),
    [
        ("Quill left the hall after Jo Lind said the dam would leak.", "said", "Jo Lind"),
        ("Quill won the praise of engineers supporting the dam.", "supporting", "engineers"),
        ("Quill leads a party that mocks the plan and says the dam would leak.", "says", "that"),
        ("Of the voters, few left the hall and said the dam would leak.", "said", "few"),
        ("Residents reported that the town calls saying the dam leaks.", "saying", "calls"),
    ],
)
def test_what_may_be_a_subject(text: str, cue: str, subject: str) -> None:
    assert subject in possible(text, cue)


@pytest.mark.parametrize(
    ("text", "cue", "subject", "feature"),
    [
        (
            "The mayor asked Jo Lind to say whether the dam would leak.",
            "say",
            "Jo Lind",
            "subject before the cue with to, after “asked”",
        ),
        (
            "The mayor faced criticism from rivals that the dam would leak.",
            "criticism",
            "rivals",
            "subject right after the cue, after “from”",
        ),
        (
            "Quill left the hall after Jo Lind said the dam would leak.",
            "said",
            "Jo Lind",
            "subject of a cue, within a phrase, may begin a clause",
        ),
        (
            "Quill stood at her desk in Troy, Ohio, and said the dam would leak.",
            "said",
            "Ohio",
            "subject, between an object + a comma and a comma",
        ),
        (
            "Quill met the owners of the mill and said the dam would leak.",
            "said",
            "Quill",
            "subject of a cue, bare a verb + and",
        ),
        (
            "The mayor was rebuked by opponents for the plan to raise the dam.",
            "rebuked",
            "The mayor",
            "subject of a verb, by after it",
        ),
    ],
)
def test_what_the_words_around_tell(text: str, cue: str, subject: str, feature: str) -> None:
    assert feature in possible(text, cue)[subject]


@pytest.mark.parametrize(
    ("text", "cue", "subject", "feature"),
    [
        (
            "She met the owners and says that the dam may leak.",
            "says",
            "She",
            "is one, verb of one",
        ),
        (
            "The engineers, who met Lind, say the dam may leak.",
            "say",
            "The engineers",
            "is many, verb of many",
        ),
        (
            "The owners met Lind, who has said the dam may leak.",
            "said",
            "The owners",
            "verb of one",
        ),
        ("The owners met Lind and would say that the dam may leak.", "say", "The owners", ""),
    ],
)
def test_a_verb_agrees_with_its_subject(text: str, cue: str, subject: str, feature: str) -> None:
    told = [name for name in possible(text, cue).get(subject, ()) if ", verb of " in name]
    assert any(feature in name for name in told) if feature else not told


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The mayor faced criticism from rivals that the dam would leak.", "rivals"),
        ("The mayor won the praise of engineers supporting the new dam.", "engineers"),
    ],
)
def test_whose_words_are_reported(text: str, speaker: str) -> None:
    quotes = quotecheck.extract(text, indirect=True).quotes
    speakers = [quote.speaker for quote in quotes if quote.kind is Kind.INDIRECT]
    assert speaker in [each.mention.text for each in speakers if each and each.mention]


@pytest.mark.parametrize(
    ("text", "speaker", "report"),
    [
        ("Councillors were warned that the borough was broke.", None, None),
        ("Mara Quill was told that the mill would close in May.", None, None),
        ("Residents have been warned that the bridge may shut in June.", None, None),
        ("Parents were reassured that the school was safe.", None, None),
        ("Mara Quill was promised that the road would open.", None, None),
        (
            "Mara Quill was warned by Ed Voss that the mill would close.",
            "Ed Voss",
            "that the mill would close",
        ),
        ("Mara Quill was convinced that the dam would hold.", "Mara Quill", None),
        ("Mara Quill warned that the dam would not hold.", "Mara Quill", None),
    ],
)
def test_who_is_told_does_not_say_so(text: str, speaker: str | None, report: str | None) -> None:
    (found,) = quotecheck.extract(text, indirect=True).reports
    assert (found.speaker.name if found.speaker else None) == speaker
    if report:
        assert found.text == report
