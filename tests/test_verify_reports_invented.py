"""Invented reports with one wrong particular each, and harmless rewordings of them."""

from __future__ import annotations

import pytest

from quotecheck.model import Particular, ReportVerdict, Source, State, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify.reports import Report, ReportChecker

RULES = load()


def source(name: str, date: str, *turns: tuple[str, str], title: str = "") -> Source:
    text, found = "", []
    for speaker, words in turns:
        text += f"{speaker}: "
        found.append(Turn(speaker, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return Source(name, text, tuple(found), date=date, title=title or None)


# 4 March 2026 is a Wednesday.
COUNCIL = source(
    "council",
    "2026-03-04",
    ("Chair", "The meeting is open. Ms. Ferrante has the floor on the budget."),
    (
        "Ada Ferrante",
        (
            "The library in Tamworth Street will close for 18 months, beginning in June. We "
            "have raised 2.4 million pounds of the 3.1 million that the roof needs, and I "
            "expect the rest from the lottery fund. Attendance fell by 12 percent last year, "
            "mostly among pensioners. We will not cut the evening hours. Let me say that "
            "again, the evening hours stay."
        ),
    ),
    ("Chair", "Would you sell the Carlisle collection to pay for it?"),
    (
        "Ada Ferrante",
        (
            "Never. The Carlisle collection was a gift to this town and it is not for sale, "
            "not while I am the librarian. Councillor Brandt proposed it and I told him no."
        ),
    ),
    (
        "Tom Brandt",
        (
            "I voted against the new parking charges and I would do so again. They hurt the "
            "shops in the High Street. Nearly 400 traders signed the petition. The mayor "
            "promised a review by Friday and I will hold her to it. Between 40 and 50 shops "
            "have closed since 2019."
        ),
    ),
    (
        "Ines Okafor",
        (
            "Most of the drivers support the strike, but some of them might go back to work "
            "next week. The company offered 4 percent; we asked for 7. Our members have lost "
            "about a tenth of their pay since 2021. The company sued the union in January and"
            " lost. I met the minister in Lisbon on Monday."
        ),
    ),
    title="Council meeting",
)
HARBOUR = source(
    "harbour",
    "2026-03-09",
    ("Reporter", "Will the harbour be dredged before the winter?"),
    (
        "Rolf Hagen",
        (
            "It could be done by November, perhaps December. It depends on the weather, so I "
            "do not want to promise anything. The contract is worth 85 million euros. We had "
            "11,640 containers in February, which is a fifth more than a year ago. Traffic to"
            " Rotterdam has doubled, traffic to Riga has dropped."
        ),
    ),
    ("Reporter", "And the fire on the Saga Lind?"),
    (
        "Rolf Hagen",
        (
            "The crew put out the fire before the brigade arrived. Three sailors were treated"
            " for smoke and nobody was killed. Captain Joensen warned the pilot, and the "
            "pilot ignored him. The ship is 27 years old and safe to sail. I strongly support"
            " the union's plan for a second pilot. I would allow the ship to leave on "
            "Tuesday."
        ),
    ),
    (
        "Petra Voss",
        (
            "The ministry accepts every recommendation of the inquiry but one. We will "
            "publish the report in full. Norway has refused to pay its share, Denmark has "
            "paid. Unemployment on the island rose from 6 to 8 percent. We shall lower the "
            "fees for small boats next year. Dr. Malin Strand will lead the new agency, and "
            "it will have 60 inspectors."
        ),
    ),
    title="Press conference at the harbour",
)
FILLER = source(
    "minutes",
    "2026-03-02",
    (
        "Clerk",
        " ".join(f"Clause {n} of the by-laws was read aloud and adopted." for n in range(60)),
    ),
)
CHECKER = ReportChecker(Library(RULES, Canon(RULES)).adding([COUNCIL, HARBOUR, FILLER]), RULES)
DAY = "2026-03-10"

WRONG = [
    # numbers: another one, spelled, in money, as a share, in a range
    ("Ada Ferrante", "the library in Tamworth Street would close for 16 months", "number", "16"),
    ("Ada Ferrante", "the library would close for eighty months from June", "number", "eighty"),
    ("Ada Ferrante", "£2.7 million of what the roof needs had been raised", "number", "2.7"),
    ("Ada Ferrante", "attendance had fallen by 21 percent among pensioners", "number", "21"),
    ("Tom Brandt", "nearly 600 traders had signed the petition", "number", "600"),
    ("Tom Brandt", "between 40 and 70 shops had closed since 2019", "number", "70"),
    ("Ines Okafor", "the company had offered 6 percent", "number", "6"),
    ("Rolf Hagen", "the contract was worth 58 million euros", "number", "58"),
    ("Rolf Hagen", "the harbour had 16,140 containers in February", "number", "16,140"),
    ("Rolf Hagen", "thirteen sailors had been treated for smoke", "number", "thirteen"),
    ("Petra Voss", "unemployment on the island rose from 6 to 9 percent", "number", "9"),
    ("Petra Voss", "the new agency would have 90 inspectors", "number", "90"),
    # dates and weekdays
    ("Ada Ferrante", "the library will close for 18 months, beginning in July", "date", "July"),
    ("Tom Brandt", "some 40 shops had closed since 2016", "date", "2016"),
    ("Tom Brandt", "the mayor had promised a review by Thursday", "date", "Thursday"),
    ("Ines Okafor", "she met the minister in Lisbon on Sunday", "date", "Sunday"),
    ("Ines Okafor", "the company sued the union in April and lost", "date", "April"),
    ("Rolf Hagen", "he would allow the ship to leave on Thursday", "date", "Thursday"),
    # names and places
    ("Ines Okafor", "she met the minister in Madrid on Monday", "name", "Madrid"),
    (
        "Rolf Hagen",
        "traffic to Antwerp has doubled while that to Riga dropped",
        "name",
        "Antwerp",
    ),
    ("Petra Voss", "Sweden had refused to pay its share", "name", "Sweden"),
    ("Petra Voss", "Dr. Karin Holm will lead the new agency", "name", "Karin Holm"),
    ("Ada Ferrante", "the Durham collection was a gift to the town", "name", "Durham"),
    ("Rolf Hagen", "Captain Mikkelsen had warned the pilot", "name", "Mikkelsen"),
    # negation
    ("Ada Ferrante", "the library would cut the evening hours", "negation", "cut"),
    ("Petra Voss", "the ministry would not publish the report in full", "negation", "not publish"),
    ("Rolf Hagen", "the ship was not safe to sail", "negation", "not safe"),
    ("Tom Brandt", "the charges did not hurt the shops in the High Street", "negation", "hurt"),
    ("Ada Ferrante", "the Carlisle collection is for sale", "negation", "for sale"),
    # direction
    ("Tom Brandt", "he voted for the new parking charges", "direction", "for"),
    ("Petra Voss", "unemployment on the island fell", "direction", "fell"),
    ("Petra Voss", "the fees for small boats would be raised next year", "direction", "raised"),
    ("Rolf Hagen", "he opposed the union's plan for a second pilot", "direction", "opposed"),
    ("Rolf Hagen", "the crew put out the fire after the brigade arrived", "direction", "after"),
    # modality, quantity, who acts on whom, who said it
    ("Rolf Hagen", "the dredging would definitely be done by November", "modality", "definitely"),
    ("Ines Okafor", "all of the drivers supported the strike", "quantity", "all"),
    ("Petra Voss", "the ministry accepts some recommendations of the inquiry", "quantity", "some"),
    ("Ines Okafor", "the union had sued the company in January", "role", "sued"),
    ("Rolf Hagen", "the pilot had warned Captain Joensen", "role", "warned"),
    ("Tom Brandt", "the library in Tamworth Street will close for 18 months", "speaker", ""),
]
HARMLESS = [
    (
        "Ada Ferrante",
        "the library would be shut for a year and a half from June",
    ),
    ("Ada Ferrante", "the library would close for eighteen months"),
    ("Ada Ferrante", "£2.4m of the £3.1m that the roof needs had been raised"),
    ("Ada Ferrante", "she expected the rest of the money from the lottery fund"),
    ("Ada Ferrante", "attendance was down 12% last year"),
    ("Ada Ferrante", "attendance had dropped by 12 per cent, mostly among pensioners"),
    ("Ada Ferrante", "the evening hours would not be cut"),
    ("Ada Ferrante", "the evening hours would stay"),
    ("Ada Ferrante", "the Carlisle collection was not for sale"),
    ("Ada Ferrante", "she would never sell the Carlisle collection"),
    ("Ada Ferrante", "Brandt had proposed selling the collection"),
    ("Tom Brandt", "he had voted against the new parking charges"),
    ("Tom Brandt", "he opposed the parking charges, which hurt the shops in the High Street"),
    ("Tom Brandt", "almost 400 traders had signed the petition"),
    ("Tom Brandt", "the mayor promised a review by Friday"),
    ("Tom Brandt", "40 to 50 shops had closed since 2019"),
    ("Tom Brandt", "more than 40 shops in the town had closed since 2019"),
    ("Ines Okafor", "most drivers were in favor of the strike"),
    ("Ines Okafor", "some drivers might return to work next week"),
    ("Ines Okafor", "the union had asked for 7 percent and was offered 4"),
    ("Ines Okafor", "the company had sued the union in January and lost"),
    ("Ines Okafor", "she had met the minister in Lisbon on Monday"),
    ("Ines Okafor", "she had met the minister in Portugal"),
    ("Rolf Hagen", "the harbour could be dredged by November"),
    ("Rolf Hagen", "he did not want to promise anything because of the weather"),
    ("Rolf Hagen", "the contract was worth €85 million"),
    ("Rolf Hagen", "the harbour handled more than 11,000 containers in February"),
    ("Rolf Hagen", "about 11,600 containers had come in February, a fifth more than a year ago"),
    ("Rolf Hagen", "traffic to Rotterdam had doubled and traffic to Riga had fallen"),
    ("Rolf Hagen", "the fire was out before the brigade came"),
    ("Rolf Hagen", "three members of the crew were treated for smoke, and no one died"),
    ("Rolf Hagen", "Joensen had warned the pilot, who ignored him"),
    ("Rolf Hagen", "the 27-year-old ship was safe"),
    ("Rolf Hagen", "he backed the union's plan for a second pilot"),
    ("Rolf Hagen", "he would let the ship leave on Tuesday"),
    ("Petra Voss", "the ministry accepted all recommendations of the inquiry except one"),
    ("Petra Voss", "the report would be published in full"),
    ("Petra Voss", "Norway had not paid its share, while Denmark had"),
    ("Petra Voss", "unemployment on the island had risen from 6 to 8 percent"),
    ("Petra Voss", "Malin Strand would head the new agency with its 60 inspectors"),
]


def differing(text: str, speaker: str) -> tuple[ReportVerdict, list[Particular]]:
    found = CHECKER.check(Report(text, speaker, DAY))
    return found.verdict, [part for part in found.particulars if part.state is State.DIFFERS]


@pytest.mark.parametrize(("speaker", "text", "kind", "words"), WRONG)
def test_a_wrong_particular_is_a_clash_and_is_named(speaker, text, kind, words):
    verdict, parts = differing(text, speaker)
    assert verdict is ReportVerdict.CLASH
    named = [part for part in parts if words in part.text or part.text in words]
    assert named, parts
    assert kind in {part.kind.value for part in named}


@pytest.mark.parametrize(("speaker", "text"), HARMLESS)
def test_a_harmless_rewording_is_no_clash(speaker, text):
    verdict, parts = differing(text, speaker)
    assert verdict is not ReportVerdict.CLASH, parts
