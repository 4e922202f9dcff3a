"""Small stories of many genres and countries: who speaks, and what is no speech at all."""

from __future__ import annotations

import pytest
from name_samples import outcome, quotes_of

Said = list[tuple[str, str | None]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "Police arrested nine people in Operation “Silver Net” on Friday, Supt "
                "Alan Keogh said."
            ),
            [("“Silver Net”", None)],
        ),
        ("The so-called “bedroom tax” was dropped, the minister said.", [("“bedroom tax”", None)]),
        (
            "Hundreds carried signs that read “Save Our Surgery” through the town.",
            [("“Save Our Surgery”", None)],
        ),
        (
            (
                "He was charged with “making a false statement to a public officer”, "
                "the court heard."
            ),
            [("“making a false statement to a public officer”", None)],
        ),
        (
            "The file, named “final_v2.xls”, was opened twice, said the auditor, Nils Aaby.",
            [("“final_v2.xls”", None)],
        ),
        ("Jorge Luna, dubbed “The Eel” by the press, lost on points.", [("“The Eel”", None)]),
        (
            (
                "The word “woke” has been used 60 times in the chamber this year, "
                "according to Hansard."
            ),
            [("“woke”", None)],
        ),
        (
            (
                "Known locally as “the Widowmaker”, the bend has seen nine crashes, "
                "said PC Jo Firth."
            ),
            [("“the Widowmaker”", None)],
        ),
        (
            "The drug, sold as “blue ice”, has killed six people, Sgt Tom Vale said.",
            [("“blue ice”", None)],
        ),
        (
            "He pleaded guilty to “possessing a bladed article”, the court was told.",
            [("“possessing a bladed article”", None)],
        ),
        (
            "The MV “Sea Otter” ran aground at four, according to the coastguard.",
            [("“Sea Otter”", None)],
        ),
        (
            (
                "Under the policy, “serious harm” means an injury that needs hospital "
                "care, the trust said."
            ),
            [("“serious harm”", None)],
        ),
    ],
)
def test_terms_charges_and_definitions_are_no_speech(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            ("Kaplan was speaking in what host Dana Reyes called “the hottest seat in radio”."),
            [("“the hottest seat in radio”", "Dana Reyes")],
        ),
        (
            ("The crew had orders from Captain Yusuf Demir to “stay below until told otherwise”."),
            [("“stay below until told otherwise”", "Yusuf Demir")],
        ),
        (
            (
                "Mensah received a letter from the bank warning her that “further "
                "action may follow”."
            ),
            [("“further action may follow”", "a letter from the bank")],
        ),
        (
            ("What began as a joke, said organiser Femi Ojo, was now “bigger than Christmas”."),
            [("“bigger than Christmas”", "Femi Ojo")],
        ),
        ("Brigid Toolan’s view of the merger? “Daft.”", [("“Daft.”", "Brigid Toolan")]),
        (
            "There was, in the words of coach Petra Vlk, “no excuse” for the defeat.",
            [("“no excuse”", "Petra Vlk")],
        ),
        (
            ("Rail bosses, in what union chief Mick Dunne termed “panic mode”, called a meeting."),
            [("“panic mode”", "Mick Dunne")],
        ),
        (
            "Describing herself as “a farmer first”, Senator Joan Tully voted against.",
            [("“a farmer first”", "Joan Tully")],
        ),
        (
            (
                "The Xinhua news agency cited fire chief Liu Wen as saying the blaze "
                "was “under control”."
            ),
            [("“under control”", "Liu Wen")],
        ),
        (
            "The paper quotes one neighbour, Vera Solis, as saying he was “always polite”.",
            [("“always polite”", "Vera Solis")],
        ),
        (
            '"The roof is sound." The engineer told the meeting.',
            [('"The roof is sound."', "The engineer")],
        ),
        (
            (
                "Two crew members were killed, the US military said in a statement.\n"
                "\n"
                "“An inquiry has begun,” the statement said."
            ),
            [("“An inquiry has begun,”", "the US military")],
        ),
        (
            "Dockers marching through the streets chanted “Whose harbour?” until noon.",
            [("“Whose harbour?”", "Dockers")],
        ),
        (
            "Norland branded the island an “outlaw in the neighbourhood.”",
            [("“outlaw in the neighbourhood.”", "Norland")],
        ),
        (
            (
                "Voss waited while the rest of the board called the pier a “sound "
                "investment,” as a Harbour Office memo put it."
            ),
            [("“sound investment,”", "a Harbour Office memo")],
        ),
        (
            "Olander was voted off in what host Tom Berge described as the “hardest verdict yet.”",
            [("“hardest verdict yet.”", "Tom Berge")],
        ),
        (
            (
                "Ana Roe spoke for an hour. The mayor pointed to her claim that they were “slow”, "
                "and left."
            ),
            [("“slow”", "Ana Roe")],
        ),
        (
            "The board looked into Odd Lie’s claim that the vote was “not fair at all”.",
            [("“not fair at all”", "Odd Lie")],
        ),
        (
            (
                "Dora Kell Calls Her Rival's New Boat a Bathtub\n\n“She is a fine sailor,” she "
                "said of her cousin.\n\nDora Kell won the cup in May."
            ),
            [("“She is a fine sailor,”", "Dora Kell")],
        ),
        ("“It stinks,” harrumphed Colonel Basil Froude.", [("“It stinks,”", "Basil Froude")]),
        (
            "“She taught me to swear in Greek,” remembers the poet Alun Price.",
            [("“She taught me to swear in Greek,”", "Alun Price")],
        ),
        (
            "“Rates will rise,” central bank governor Tor Lien told the Post on Thursday.",
            [("“Rates will rise,”", "Tor Lien")],
        ),
    ],
)
def test_somebody_else_than_the_subject_speaks(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Prof. Emerita Hana Kobayashi said the finding was “a surprise to us all”.",
            [("“a surprise to us all”", "Hana Kobayashi")],
        ),
        (
            (
                "The Rt Hon Sir Alasdair Muir KC MSP said he would not stand again. “I "
                "am tired,” Sir Alasdair said."
            ),
            [("“I am tired,”", "Alasdair Muir")],
        ),
        (
            (
                "Head of Women’s Football Carla Benedetti said the club would appeal. "
                "“We will win,” Benedetti said."
            ),
            [("“We will win,”", "Carla Benedetti")],
        ),
        (
            (
                "Minister for Water, Sanitation and Hygiene Tadesse Bekele cut the "
                "ribbon. “Drink,” Bekele said."
            ),
            [("“Drink,”", "Tadesse Bekele")],
        ),
        (
            "Transport for Marlow said passengers should “allow extra time”.",
            [("“allow extra time”", "Transport for Marlow")],
        ),
        (
            (
                "Kelly-Ann Broome, 23, from Hull, says she woke up in hospital. "
                "Kelly-Ann said: “I thought I was dead.” Her boyfriend Kyle Dent, 25, "
                "said: “She was blue.” Kyle added: “I’ll never forget it.”"
            ),
            [
                ("“I thought I was dead.”", "Kelly-Ann Broome"),
                ("“She was blue.”", "Kyle Dent"),
                ("“I’ll never forget it.”", "Kyle Dent"),
            ],
        ),
        (
            (
                "Tom and Ann Varn lost their barn. “It was full of hay,” Ann Varn "
                "said. “Gone in ten minutes,” her husband said."
            ),
            [("“It was full of hay,”", "Ann Varn"), ("“Gone in ten minutes,”", "Tom Varn")],
        ),
        (
            (
                "Maria Santos and her mother, Inês Santos, came by boat. “I was sick "
                "all night,” said the younger Santos."
            ),
            [("“I was sick all night,”", "Maria Santos")],
        ),
        (
            (
                "Priya was nine when the flood came. Her cousin Priya Nair, who "
                "drowned, was ten. “I remember the water,” Priya said."
            ),
            [("“I remember the water,”", "Priya")],
        ),
        (
            "Another critic, Martin H. Tribe, likened the levy to “burning the harvest.”",
            [("“burning the harvest.”", "Martin H. Tribe")],
        ),
        (
            (
                "Norland’s Chief of Army Staff General Pekka Aho warned of it. He "
                "denounced “loose tongues”."
            ),
            [("“loose tongues”", "Pekka Aho")],
        ),
    ],
)
def test_names_are_whole_and_nothing_but_names(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "Dr Amara Nwosu told the inquiry that records were lost. “Nobody wrote "
                "anything down,” she said.\n"
                "\n"
                "‘A total shambles’\n"
                "\n"
                "The next witness, nurse Colm Devane, described the ward as “a total "
                "shambles from top to bottom”."
            ),
            [
                ("“Nobody wrote anything down,”", "Amara Nwosu"),
                ("‘A total shambles’", "Colm Devane"),
                ("“a total shambles from top to bottom”", "Colm Devane"),
            ],
        ),
        (
            (
                "Chef Mirko Balaž opened his third restaurant in May. We asked how he "
                "sleeps.\n"
                "\n"
                "“Badly. I wake at four and count onions.”\n"
                "\n"
                "And his family?\n"
                "\n"
                "“They have given up on me.”"
            ),
            [
                ("“Badly. I wake at four and count onions.”", "Mirko Balaž"),
                ("“They have given up on me.”", "Mirko Balaž"),
            ],
        ),
        (
            (
                "The winner, 19-year-old Saskia Pohl, from Bremen, who only took up "
                "the sport after a skiing accident, was “speechless”, she said."
            ),
            [("“speechless”", "Saskia Pohl")],
        ),
        (
            (
                "Ansel, drawing near to the fire, said,\n"
                "\n"
                "“Is there soup?”\n"
                "\n"
                "“There is,” answered Dilys."
            ),
            [("“Is there soup?”", "Ansel"), ("“There is,”", "Dilys")],
        ),
        (
            (
                "“I cannot say,” Ed Voss said.\n"
                "\n"
                "‘Coal Is No Villain.’\n"
                "\n"
                "It rained. “Coal is no villain,” Mara Quill told the miners."
            ),
            [("‘Coal Is No Villain.’", "Mara Quill")],
        ),
        (
            (
                "“It is late,” said Ida.\n"
                "\n"
                "Renn, drawing near to the stove, said to her--\n"
                "\n"
                "“Is there soup?”\n"
                "\n"
                "“There is,” said Ida."
            ),
            [("“Is there soup?”", "Renn")],
        ),
    ],
)
def test_who_is_named_beside_or_above_the_words(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


def test_a_line_before_labelled_turns_says_nothing() -> None:
    text = "Partial transcript as follows:\n\n“VOSS: Will it hold?”\n\n“QUILL: It will, I think.”"
    assert [who for _, who in outcome(text)] == ["VOSS", "QUILL"]


def test_a_name_in_a_story_told_in_dialogue_is_less_sure_behind_a_pronoun() -> None:
    lines = ["“Come in,” said Ida Moss.", "“Is it late?” asked Nell Roe.", "“It is.”", "“Oh.”"] * 4
    story = "\n\n".join([*lines, "“Shut the door,” she said."])
    quote = quotes_of(story)[-1]
    news = quotes_of("Ida Moss spoke on Monday. “Shut the door,” she said.")[-1]
    assert quote.name_confidence < news.name_confidence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (  # a place that nobody has introduced is hardly “she”
            (
                "Edith Lorne, who has died aged 90, was a botanist. Professor Hal Quist "
                "envied her.\n\nIn 1971, when builders planned to drain Tarn Hollow, she "
                "sat on a digger. “I was not being brave,” she told the Echo."
            ),
            [("“I was not being brave,”", "Edith Lorne")],
        ),
        (  # the main clause tells more than the one in front of it
            (
                "Marta’s uncle, a docker called Osk, kept bees. “They know,” he told her."
                "\n\nWhen the inspector arrives and asks who lit the fire, Osk shrugs. "
                "“Ask the bees,” he says."
            ),
            [("“Ask the bees,”", "Osk")],
        ),
        (
            (
                "“Our badges stopped working,” said one clerk. Another said they were told "
                "not to call it a “layoff”. Another told the Echo: “I am moving out.”"
            ),
            [("“layoff”", "Another"), ("“I am moving out.”", "Another")],
        ),
        (  # behind a semicolon somebody else speaks
            (
                "The Times called it “a quiet masterpiece”; Hugh Tarrant thought it “sound, "
                "if a little damp”."
            ),
            [("“sound, if a little damp”", "Hugh Tarrant")],
        ),
        (  # a newspaper that no list knows passes on what somebody told others
            (
                "According to The Lantern, Jabir Otoye later told aides that “nothing is off "
                "the table”."
            ),
            [("“nothing is off the table”", "Jabir Otoye")],
        ),
        (
            "Det Con Asha Lund praised the “courage” of the crew.",
            [("“courage”", "Asha Lund")],
        ),
        (  # where a story comes from says nothing
            (
                "NEW DELHI: The High Court pulled up the city, asking whether it was “waiting "
                "for somebody to die”."
            ),
            [("“waiting for somebody to die”", "High Court")],
        ),
        (
            (
                "Court raps city\n\nKollampet: The High Court asked whether it was “waiting for "
                "somebody to die”."
            ),
            [("“waiting for somebody to die”", "High Court")],
        ),
        (
            (
                "Justices R S Kulkarne and Anita D’Melo heard it. “Where are the roads?” "
                "Justice Kulkarne asked."
            ),
            [("“Where are the roads?”", "R S Kulkarne")],
        ),
        (  # somebody named so is a person
            (
                "A courier named Arif hurt his thumb. Lord Penders, who wrote the review, sits "
                "on two boards, he says.\n\nArif’s thumb got well. I asked him whether he would "
                "go back. “I never left,” he said."
            ),
            [("“I never left,”", "Arif")],
        ),
        (
            (
                "Sheila Kerr called him “cool” in recordings in which Ewan Bard is heard telling "
                "the coastguard: “Bring tugs.”"
            ),
            [("“Bring tugs.”", "Ewan Bard")],
        ),
        (  # he who is asked answers
            (
                "Neil Garritt denies it.\n\nAsked by his own counsel, Simon Abarra, how he felt, "
                "the defendant paused. “Sorry for her,” he said."
            ),
            [("“Sorry for her,”", "Neil Garritt")],
        ),
        (
            "The tribunal was told Mara Roe texted him: “You are finished.”",
            [("“You are finished.”", "Mara Roe")],
        ),
        (
            "The committee heard Dr Jo Voss say the plan was “dead on arrival”.",
            [("“dead on arrival”", "Jo Voss")],
        ),
        (
            (
                "The court has heard that Lady Arabella Stowe wrote to trustees that he was "
                "“the most honest man I know”."
            ),
            [("“the most honest man I know”", "Arabella Stowe")],
        ),
        (  # nobody is named who claims so
            "Three notebooks were sold amid claims that they were “fakes”.",
            [("“fakes”", None)],
        ),
        (  # the letters of an office
            (
                "Chief Minister Bhavesh Trivedy met families. “Nobody will be spared,” the CM "
                "tweeted."
            ),
            [("“Nobody will be spared,”", "Bhavesh Trivedy")],
        ),
        (  # a heading of an interview does not speak
            "Five minutes with Amara Nwosa.\n\nOn her first job: “I washed pots for a man.”",
            [("“I washed pots for a man.”", None)],
        ),
    ],
)
def test_who_is_meant_where_somebody_else_stands_near(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


def test_a_count_is_no_sure_name() -> None:
    (quote,) = quotes_of("One clerk wept. Another said it was “a shambles”.")
    assert quote.name_confidence < 0.9


def test_whoever_asked_hardly_gives_the_answer_in_the_next_paragraph() -> None:
    text = (
        "“Do you pay bonuses?” asked Sen. Carol Whitford.\n\n“Some of us have goals, Senator.”"
        "\n\n“It is late,” she said.\n\n“We should go home.”"
    )
    _, answer, _, more = quotes_of(text)
    assert answer.confidence < 0.75 < more.confidence


def test_what_is_thrown_out_despite_a_warning_does_not_warn() -> None:
    (quote,) = quotes_of(
        "Plans for 220 homes were thrown out despite a warning that it could cost “thousands”."
    )
    assert quote.confidence < 0.75


def test_behind_a_semicolon_a_subject_without_a_verb_of_a_list_ends_the_speech_before() -> None:
    text = "The Echo called it “a gem”; readers, among them Jo Lind, were “appalled”."
    assert ("“appalled”", "The Echo") not in outcome(text)
