"""Days and times of chats and tables, and the days above the words of a transcript."""

from __future__ import annotations

import pytest

from quotecheck.formats import contents
from quotecheck.rules import load
from quotecheck.sources.making import make_source

RULES = load()


def source_of(text, name="talk.txt"):
    (content,) = contents(text.encode(), name)
    return make_source(content, name, RULES)


def times(source):
    return [turn.time for turn in source.turns]


def test_stamps_of_a_table_give_its_day_and_the_times_of_that_day():
    source = source_of(
        "when,speaker,text\n2026-05-04T18:30:05Z,Rowe,The lock is shut.\n"
        "2026-05-05T00:01:00Z,Voss,It was open.\n".replace("when", "timestamp"),
        "talk.csv",
    )
    assert source.date == "2026-05-04"
    assert times(source) == ["18:30:05", "00:01:00"]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (("7:30 PM", "12:05 AM"), ["19:30:00", "00:05:00"]),
        (("19:30", "19:31"), ["19:30:00", "19:31:00"]),
        (("0:05", "0:09"), ["00:00:05", "00:00:09"]),
        (("19:30", "19:40"), ["00:19:30", "00:19:40"]),
        (("31:30", "31:31"), ["00:31:30", "00:31:31"]),
    ],
    ids=["halves of the day", "hours", "a beginning", "words as slow as speech", "no such hour"],
)
def test_hours_of_a_table_are_told_from_time_codes(rows, wanted):
    one, other = rows
    table = f"time,speaker,text\n{one},Rowe,The lock is shut.\n{other},Voss,Since when?\n"
    assert times(source_of(table, "talk.csv")) == wanted


def test_half_days_in_a_chat():
    source = source_of(
        "Ana Rowe  11:58 AM\nis the lock shut\nBo Voss  12:04 PM\nyes it is\n1:09\nstill shut\n"
    )
    assert times(source) == ["11:58:00", "12:04:00", "13:09:00"]


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (("03/03/2026", "04/03/2026"), "2026-03-03"),
        (("11/03/2026", "25/03/2026"), "2026-03-11"),
        (("03/11/2026", "03/25/2026"), "2026-03-11"),
        (("11/03/2026", "12/03/2026"), None),
        (("2026-03-11", "2026-03-12"), "2026-03-11"),
    ],
)
def test_a_chat_has_the_day_of_its_first_stamp_where_the_month_can_be_told(days, wanted):
    one, other = days
    chat = f"[{one}, 10:00:12] Ana Rowe: is it shut\n[{other}, 10:01:00] Bo Voss: yes it is\n"
    assert source_of(chat).date == wanted


TALK = "ANA ROWE: We shut the lock on 2 May 2019.\n\nBO VOSS: And on June 3, 2020\n"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("Talk at the lock\nBy Jo Fell, 12 March 2026\n\n", "2026-03-12"),
        ("COUNTY COURT\n\n     DEPOSITION OF BO VOSS\n        March 4, 2026\n\n", "2026-03-04"),
        ("Lock call\nMon, Mar 9, 2026 10:00AM\n\n", "2026-03-09"),
        ("Bo Voss, born 4 May 1960\n\n", None),
        ("They spoke of 4 May 1960.\n\n", None),
        ("March 4, 2026\nPrinted March 9, 2026\n\n", None),
        ("", None),
    ],
)
def test_the_day_above_the_words_is_the_day_of_a_transcript(head, wanted):
    assert source_of(head + TALK).date == wanted
