"""A claim and a label mean one person, or two, or nobody can tell."""

from dataclasses import replace

import pytest

from quotecheck.model import Flag, Kind, Mention, Quotation, Speaker, SpeakerMatch, Triage, Verdict
from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.verify import Checker
from quotecheck.verify.speaker.speakers import Speakers, SpeakersHeard

RULES = load()
SAME, OTHER, UNKNOWN = SpeakerMatch.SAME, SpeakerMatch.OTHER, SpeakerMatch.UNKNOWN
LABELS = ["THE PRESIDENT", "MS. ROWE", "DAVID MUIR", "AUDIENCE MEMBER", "MODERATOR"]
TALK = SpeakersHeard("Remarks", LABELS)
TITLED = SpeakersHeard("Remarks by President Diaz and Vice President Okoro", ())


@pytest.fixture
def speakers(tmp_path):
    path = tmp_path / "rules.yaml"
    path.write_text(
        "extends: default\n"
        'people:\n  Bo Lind: "@bolind, the harbour master, Captain Lind"\n  Eva Lind: "@eva"\n',
        encoding="utf-8",
    )
    return Speakers(load(path), LABELS)


@pytest.mark.parametrize(
    ("claim", "label", "expected"),
    [
        ("Rowe", "MS. ROWE", SAME),
        ("Ana Rowe", "MS. ROWE", SAME),
        ("Ana Rowe", "PAUL ROWE", OTHER),
        ("A. Rowe", "ANA ROWE", SAME),
        ("Sen. Ana Rowe (D-Vt.)", "ROWE", SAME),
        ("Ana Rowe, a farmer from Ellery,", "ANA ROWE", SAME),
        ("Radio Ellery moderator David Muir", "DAVID MUIR", SAME),
        ("Rowe’s", "MS. ROWE", SAME),
        ("Muir", "MS. ROWE", OTHER),
        ("Paul Rowe Jr.", "PAUL ROWE", OTHER),
        ("Karine Jean-Pierre", "MS. JEAN-PIERRE", SAME),
        ("Kim Jong Un", "CHAIRMAN KIM", SAME),
        ("she", "MS. ROWE", UNKNOWN),
        (None, "MS. ROWE", UNKNOWN),
        ("Rowe", None, UNKNOWN),
        ("the senator", "ROWE", UNKNOWN),
        ("the Vermont senator", "ROWE", UNKNOWN),
        ("the senator from Vermont", "ROWE", UNKNOWN),
        ("The president", "THE PRESIDENT", SAME),
        ("PRESIDENT DIAZ", "THE PRESIDENT", SAME),
        ("VICE PRESIDENT OKORO", "THE PRESIDENT", OTHER),
        ("MS. ROWE", "THE PRESIDENT", OTHER),
        ("Ana Diaz", "THE PRESIDENT", UNKNOWN),
        ("MODERATOR", "DAVID MUIR", OTHER),
        ("AUDIENCE MEMBER", "THE PRESIDENT", OTHER),
        ("Bo Lind", "Harbour Bo (@BoLind)", SAME),
        ("Captain Lind", "@bolind", SAME),
        ("Bo Lind", "Eva (@eva)", OTHER),
        ("the harbour master", "BO LIND", SAME),
        ("a reporter", "Q", SAME),
        ("a Radio Ellery journalist", "QUESTION", SAME),
        ("Ana Rowe", "Q", UNKNOWN),
        ("DAVID MUIR", "Q", OTHER),
        ("the president", "Q", OTHER),
        ("Ana O’Rell", "MS. O RELL", SAME),
        ("Ana O'Rell", "MS. ORELL", SAME),
        ("Ana O’Rell", "MR. RELL", OTHER),
        ("Ana De Rell", "ANA DERELL", SAME),
    ],
)
def test_claim_and_label(speakers, claim, label, expected):
    assert speakers.match(claim, label, "talk", lambda: TALK) is expected


@pytest.mark.parametrize(
    ("claim", "label", "expected"),
    [
        ("Ana Rowe", "CORONER ROWE", SAME),
        ("Ana Rowe", "NURSE ROWE", SAME),
        ("Coroner Ana Rowe", "CORONER ROWE", SAME),
        ("Ana Rowe", "HARBORMASTER ROWE", UNKNOWN),
        ("Ana Rowe", "PAUL ROWE", OTHER),
        ("Ana Rowe", "NURSE PAUL ROWE", OTHER),
        ("Sheriff Rowe", "CORONER ROWE", UNKNOWN),
        ("Ana Rowe", "SHERIFF MUIR", OTHER),
        ("Ana Rowe", "DEAN ROWE", OTHER),
    ],
)
def test_a_title_before_a_surname_is_not_a_given_name(speakers, claim, label, expected):
    assert speakers.match(claim, label, "talk", lambda: TALK) is expected
    assert speakers.match(label, claim, "talk", lambda: TALK) is expected


@pytest.mark.parametrize(
    ("claim", "label", "expected"),
    [
        ("Ana Diaz", "THE PRESIDENT", SAME),
        ("Okoro", "THE PRESIDENT", OTHER),
        ("Okoro", "THE VICE PRESIDENT", SAME),
    ],
)
def test_the_title_of_a_source_names_who_holds_an_office(speakers, claim, label, expected):
    assert speakers.match(claim, label, "titled", lambda: TITLED) is expected


def test_a_namesake_who_speaks_in_the_same_source_is_somebody_else(speakers):
    cast = SpeakersHeard("Remarks by President Rowe at the pier", ["THE PRESIDENT", "MS. ROWE"])
    read = lambda: cast  # noqa: E731
    assert speakers.match("MS. ROWE", "THE PRESIDENT", "pier", read) is SpeakerMatch.OTHER
    assert speakers.match("Rowe", "THE PRESIDENT", "pier", read) is SpeakerMatch.SAME


@pytest.mark.parametrize(
    "claim",
    [
        "Harbor Board statement",
        "Statement",
        "the Ord campaign",
        "Ord Campaign",
        "Republican front-runner",
        "The Republican Nominee",
        "Ord’s lawyer",
        "New York businessman",
        "the Ord administration",
    ],
)
def test_a_description_or_a_document_is_not_compared_like_a_name(claim):
    speakers = Speakers(RULES, ["MARA QUILL", "TOM ORD"])
    cast = SpeakersHeard(None, ["MARA QUILL", "TOM ORD"])
    for label in ("MARA QUILL", "TOM ORD"):
        assert speakers.match(claim, label, "s", lambda: cast) is SpeakerMatch.UNKNOWN


@pytest.mark.parametrize(
    ("claim", "label", "expected"),
    [
        ("Ord himself", "TOM ORD", SpeakerMatch.SAME),
        ("Quill spokesman Tom Ord", "MARA QUILL", SpeakerMatch.OTHER),
        ("Tom Ord, a lawyer", "MARA QUILL", SpeakerMatch.OTHER),
        ("Larry King", "TOM ORD", SpeakerMatch.OTHER),
    ],
)
def test_a_name_with_a_description_is_compared(claim, label, expected):
    speakers = Speakers(RULES, ["MARA QUILL", "TOM ORD"])
    assert speakers.match(claim, label, "s", lambda: SpeakersHeard(None, [label])) is expected


def test_whoever_answers_may_be_somebody_whom_another_source_names(tmp_path):
    """In a transcript of questions and answers the witness is only “A.”."""
    (tmp_path / "court.txt").write_text(
        "THE COURT:  Go ahead.\nBY MS. ROWE:\nQ.   Where were you?\n"
        "A.   I was at the pier with my brothers.\nQ.   When?\nA.   In May.\n"
    )
    (tmp_path / "talk.txt").write_text("Bo Voss: I will not say.\n\nAna Rowe: Why not?\n")
    rules = load()
    library = open_library([tmp_path], rules)
    found = Checker(library, rules).check("I was at the pier with my brothers", speaker="Bo Voss")
    assert (found.verdict, found.speaker_match) == (Verdict.VERBATIM, SpeakerMatch.UNKNOWN)
    assert (found.triage, found.flags) == (Triage.LOOK, (Flag.SPEAKER_UNSURE,))


def test_initials_that_fit_are_not_somebody_else():
    speakers = Speakers(load(), ["JB", "DA"])
    cast = SpeakersHeard(None, ["JB", "DA"])
    assert speakers.match("Jonty Braithwaite", "JB", "t", lambda: cast) is SpeakerMatch.UNKNOWN


def test_a_doubtful_mayor_accuses_nobody(tmp_path):
    """A guess of the engine that “the mayor” means somebody is not enough, where the source has
    another mayor's words."""
    (tmp_path / "talk.txt").write_text(
        "Odile Frane: We shall mend the harbour wall by May.\n\nAda Lundgren: Good.\n"
    )
    rules = load()
    checker = Checker(open_library([tmp_path], rules), rules)
    quote = Quotation(
        "1",
        0,
        1,
        "We shall mend the harbour wall by May",
        Kind.DIRECT,
        speaker=Speaker("Ada Lundgren", Mention("the mayor", 0, 9)),
        rule="after-cue-name",
        confidence=0.98,
        name_confidence=0.8,
    )
    found = checker.check_quotation(quote)
    assert (found.verdict, found.triage) == (Verdict.VERBATIM, Triage.LOOK)
    assert (found.speaker_match, found.flags) == (SpeakerMatch.UNKNOWN, (Flag.SPEAKER_UNSURE,))
    assert "“the mayor” may not mean Ada Lundgren" in found.why
    sure = checker.check_quotation(replace(quote, name_confidence=0.97))
    assert sure.verdict is Verdict.MISATTRIBUTED
    named = replace(quote, speaker=Speaker("Ada Lundgren", Mention("Lundgren", 0, 8)))
    assert checker.check_quotation(named).verdict is Verdict.MISATTRIBUTED


@pytest.mark.parametrize(
    ("claim", "label", "expected"),
    [
        ("Okorro", "SAMUEL OKORO", UNKNOWN),
        ("Samuel Okorro", "SAMUEL OKORO", UNKNOWN),
        ("Samuel Okroo", "SAMUEL OKORO", UNKNOWN),
        ("Helen Brandt", "Helena Brandt", UNKNOWN),
        ("Paul Brandt", "Paula Brandt", OTHER),
        ("Maria Brandt", "Marta Brandt", OTHER),
        ("Peter Okorro", "SAMUEL OKORO", OTHER),
        ("Bond", "Bold", OTHER),
    ],
)
def test_a_slip_of_the_pen_is_not_another_person(speakers, claim, label, expected):
    assert speakers.match(claim, label, "talk", lambda: TALK) is expected
