"""Documents made by hand, for the tests of the desk and of its screens."""

from __future__ import annotations

from dataclasses import replace

from quotecheck.model import (
    Article,
    Check,
    DiffOp,
    Document,
    Flag,
    Kind,
    Mention,
    Particular,
    ParticularKind,
    Passage,
    Quotation,
    ReportCheck,
    ReportVerdict,
    Source,
    Speaker,
    SpeakerMatch,
    State,
    Tier,
    Triage,
    Turn,
    Verdict,
)

COUNCIL = """Ward closure goes to a second vote

The closure was put to a vote on Tuesday, 14 to 11.

“We would have closed the hospital if the vote had gone the other way,” Jane Okoro told the chamber.

Roy Tan disagreed. “The minutes show no such thing,” he said. “It is a disgrace,” Tan added.

“I did,” said Marta Vidal, who put the cost at “4.2 million a year”.

The so-called “night plan” was dropped.
"""

MINUTES = """CHAIR: Order, please. Councillor Okoro.
OKORO: Thank you, chair. Let me be plain about this.
OKORO: We would not have closed the hospital if the vote had gone the other way. We said so.
CHAIR: Councillor Tan?
TAN: The minutes show no such thing.
VIDAL: It is a disgrace, and I say so with regret.
CHAIR: Who moved the amendment?
VIDAL: I did. It will cost 4.7 million a year.
"""


def source(text: str = MINUTES, name: str = "minutes.txt") -> Source:
    turns = []
    at = 0
    for line in text.splitlines(keepends=True):
        speaker, _, words = line.partition(": ")
        start = at + len(speaker) + 2
        turns.append(Turn(speaker, start, start + len(words.rstrip("\n"))))
        at += len(line)
    return Source(name, text, tuple(turns), date="2026-11-20", path=name, title="Council minutes")


def passage(words: str, speaker: str, from_source: Source | None = None, **more) -> Passage:
    held = from_source or source()
    start = held.text.index(words)
    return Passage(
        held.id,
        start,
        start + len(words),
        words,
        path=held.path,
        title=held.title,
        date=held.date,
        speaker=speaker,
        line=held.text.count("\n", 0, start) + 1,
        tier=Tier.TRANSCRIPT,
        **more,
    )


def quotation(text: str, number: int, words: str, speaker: str | None, check: Check | None = None):
    start = text.index(words)
    named = None
    if speaker:
        last = speaker.split()[-1]
        at = text.index(last)
        named = Speaker(speaker, Mention(last, at, at + len(last)))
    paragraph = text.count("\n\n", 0, start)
    return Quotation(
        str(number),
        start,
        start + len(words),
        words,
        Kind.DIRECT,
        paragraph,
        named,
        rule="post-name-cue",
        confidence=0.9,
        check=check,
    )


SAME, OTHER = SpeakerMatch.SAME, SpeakerMatch.OTHER


def council(text: str = COUNCIL) -> Document:
    """Seven spans: flipped, verbatim, misattributed, verbatim, altered, and a scare quote."""
    flipped = Check(
        Verdict.FLIPPED,
        Triage.ERROR,
        SAME,
        (Flag.NEGATION,),
        (
            DiffOp("=", "We would"),
            DiffOp("-", "not"),
            DiffOp("=", "have closed the hospital if the vote had gone the other way"),
        ),
        (
            passage(
                "We would not have closed the hospital if the vote had gone the other way", "OKORO"
            ),
        ),
        why="source has “not”, article does not",
    )
    minutes = passage("The minutes show no such thing", "TAN")
    disgrace = passage("It is a disgrace", "VIDAL")
    altered = Check(
        Verdict.ALTERED,
        Triage.ERROR,
        SAME,
        (Flag.NUMBER,),
        (DiffOp("-", "4.7"), DiffOp("+", "4.2"), DiffOp("=", "million a year")),
        (passage("4.7 million a year", "VIDAL"),),
        why="4.2 for 4.7",
    )
    rows = [
        (
            "“We would have closed the hospital if the vote had gone the other way,”",
            "Jane Okoro",
            flipped,
        ),
        ("“The minutes show no such thing,”", "Roy Tan", _exact(minutes)),
        ("“It is a disgrace,”", "Roy Tan", _exact(disgrace, OTHER)),
        ("“I did,”", "Marta Vidal", _exact(passage("I did", "VIDAL"))),
        ("“4.2 million a year”", "Marta Vidal", altered),
        ("“night plan”", None, None),
    ]
    quotes = [quotation(text, n, *row) for n, row in enumerate(rows, 1) if row[0] in text]
    quotes = [
        replace(quote, kind=Kind.NON_SPEECH) if "night plan" in quote.text else quote
        for quote in quotes
    ]
    article = Article("council", text, path="council.txt", title=text.splitlines()[0])
    return Document(article, tuple(quotes))


def _exact(match: Passage, speakers: SpeakerMatch = SAME) -> Check:
    verdict = Verdict.VERBATIM if speakers is SAME else Verdict.MISATTRIBUTED
    triage = Triage.PASS if speakers is SAME else Triage.ERROR
    return Check(verdict, triage, speakers, (), (DiffOp("=", match.text),), (match,))


REPORTED = """The ferry will go on

Jane Okoro said the ferry would stop in 2031. The quay cost 4 million dollars, she said.

“We said so,” Okoro told the chamber.

Roy Tan said the museum would open in spring.
"""

TALK = """CHAIR: Order, please.
OKORO: The ferry will stop in 2041, I am told. We said so.
OKORO: The quay cost 4 million dollars to build.
TAN: The minutes show no such thing.
"""


def talk() -> Source:
    return source(TALK, "talk.txt")


def reported(text: str = REPORTED) -> Document:
    """One quotation, and three reports: a clash, a supported one, one without a passage."""
    held = talk()
    stop = passage("The ferry will stop in 2041, I am told. We said so.", "OKORO", held, near=True)
    cost = passage("The quay cost 4 million dollars to build.", "OKORO", held, near=True)
    none = passage("The minutes show no such thing.", "TAN", held, near=True)
    price = "4 million dollars"
    words = "the ferry would stop in 2031"
    checks = [
        (
            words,
            "Jane Okoro",
            ReportCheck(
                ReportVerdict.CLASH,
                (stop, cost),
                (_particular(ParticularKind.DATE, words, "2031", State.DIFFERS, "2041"),),
                SAME,
                "the report has “2031”, the passage “2041”",
            ),
        ),
        (
            "The quay cost 4 million dollars",
            "Jane Okoro",
            ReportCheck(
                ReportVerdict.SUPPORTED,
                (cost,),
                (
                    _particular(
                        ParticularKind.NUMBER,
                        "The quay cost 4 million dollars",
                        price,
                        State.SAME,
                    ),
                ),
                SAME,
                "a passage has nearly the same words; read whether it says the same",
            ),
        ),
        (
            "the museum would open in spring",
            "Roy Tan",
            ReportCheck(ReportVerdict.NO_PASSAGE, (none,), (), SAME, "no passage is near enough"),
        ),
    ]
    said = _exact(passage("We said so", "OKORO", held))
    quotes = [quotation(text, 1, "“We said so,”", "Jane Okoro", said)] if "“We" in text else []
    told = [
        replace(
            quotation(text, number, said_words, speaker),
            id=f"i{number}",
            kind=Kind.INDIRECT,
            report=check,
        )
        for number, (said_words, speaker, check) in enumerate(checks, 1)
        if said_words in text
    ]
    article = Article("ferry", text, path="ferry.txt", title=text.splitlines()[0])
    return Document(article, (*quotes, *told))


def _particular(kind, words: str, part: str, state: State, source_words: str = "") -> Particular:
    start = words.index(part)
    return Particular(kind, start, start + len(part), part, state, source_words)
