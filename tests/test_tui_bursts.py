"""Keys that were sent and not typed: they decide nothing; typing and held keys go on working."""

from __future__ import annotations

import random

import pytest
from desk_samples import council
from tui_desk import press_every, running, screen_text, standing

from quotecheck.desk import Status
from quotecheck.model import Wording
from quotecheck.tui.hurry import Bursts
from quotecheck.tui.keyboard import DROPPED, NOT_ENTERED
from quotecheck.tui.screens.desk import DeskScreen

PASTED = "Dear all, we cannot pay.\nYes: act now, I said!\n\n- a\n- c\nGoing, gone\n"
NAMES = {" ": "space", "\n": "enter", "-": "minus", ",": "comma", ".": "full_stop"}
SENT = 0.012  # seconds from key to key, as a program that types sends them


def keys_of(text):
    return [NAMES.get(letter, letter) for letter in text]


def standings(app):
    state = app.desk_screen.session.state
    rows = [(each.quote.text, each.status, each.decision) for each in state.quotes]
    return rows, len(state.signed), sum(len(each.history) for each in state.quotes)


def bursts(*keys):
    """Return for each key, with the seconds since the one before it, whether it is of a burst."""
    found, at, told = Bursts(), 0.0, []
    for key, gap in keys:
        at += gap
        found.take(key, at, waiting=False)
        told.append(found.going_on)
    return told


def test_one_key_over_and_over_is_held_down():
    assert bursts(("j", 1), *[("j", 0.016)] * 9) == [False] * 10


def test_other_keys_at_once_are_a_burst_until_it_is_quiet():
    told = bursts(*zip("sent as text", [1, *[0.01] * 11], strict=True), ("a", 0.1), ("a", 0.4))
    assert told == [False, *[True] * 12, False]


def test_two_keys_that_slip_through_the_fingers_are_no_longer_one_at_the_next():
    assert bursts(("t", 1), ("h", 0.02), ("e", 0.06)) == [False, True, False]


@pytest.mark.parametrize("seed", range(6))
async def test_text_sent_to_the_desk_decides_nothing(tmp_path, seed):
    chance, now = random.Random(seed), [0.0]
    letters = PASTED if seed == 0 else "".join(chance.choices("acpvdxewWtTsJSGAiuU-\n yn", k=40))
    async with running(tmp_path, clock=lambda: now[0]) as (app, pilot):
        now[0] += 1
        before = standings(app)
        await press_every(pilot, now, SENT if seed % 2 else 0.0, *keys_of(letters))
        assert standings(app) == before
        assert isinstance(app.screen, DeskScreen)
        assert DROPPED in screen_text(app)
        now[0] += 1
        await press_every(pilot, now, 0.1, "g", "2", "enter")
        now[0] += 1
        await press_every(pilot, now, 0.1, "a")
        assert standing(app, 2).decision.wording is Wording.CONFIRMED


@pytest.mark.parametrize("opens", ["x", "A", "G", "S", "i", "e", "W", "w", "s", "t", "slash"])
async def test_text_sent_to_a_dialog_decides_nothing(tmp_path, opens):
    now = [0.0]
    async with running(tmp_path, clock=lambda: now[0], size=(80, 24)) as (app, pilot):
        await press_every(pilot, now, 1.0, "g", "2", "enter")
        await press_every(pilot, now, 1.0, opens)
        before = standings(app)
        now[0] += 1
        await press_every(pilot, now, SENT, *keys_of(PASTED))
        assert standings(app) == before


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_an_enter_in_sent_text_is_not_the_answer_and_says_so(tmp_path, size):
    now = [0.0]
    async with running(tmp_path, clock=lambda: now[0], size=size) as (app, pilot):
        await press_every(pilot, now, 1.0, "g", "2", "enter", "W")
        await press_every(pilot, now, SENT, *keys_of("the desk\nknows\n"))
        assert standing(app, 2).status is Status.OPEN
        assert app.focused.value == "the desk knows "
        assert NOT_ENTERED in screen_text(app)
        await press_every(pilot, now, 0.5, "enter")
        assert standing(app, 2).decision.reason == "the desk knows"


async def test_sent_lines_stay_lines_in_a_note(tmp_path):
    now = [0.0]
    async with running(tmp_path, clock=lambda: now[0]) as (app, pilot):
        await press_every(pilot, now, 1.0, "g", "2", "enter", "t")
        await press_every(pilot, now, SENT, *keys_of("one\ntwo\n"))
        await press_every(pilot, now, 0.5, "enter")
        assert standing(app, 2).decision.note == "one\ntwo"


async def test_fast_hands_type_and_enter(tmp_path):
    now = [0.0]
    async with running(tmp_path, clock=lambda: now[0]) as (app, pilot):
        await press_every(pilot, now, 1.0, "g", "2", "enter", "W")
        for number, key in enumerate(keys_of("the other three agree")):
            # Every fifth key is down before the one before it is up.
            await press_every(pilot, now, 0.02 if number % 5 == 4 else 0.05, key)
        await press_every(pilot, now, 0.08, "enter")
        assert standing(app, 2).decision.reason == "the other three agree"


@pytest.mark.parametrize(("key", "gap"), [("j", 0.033), ("j", 0.016), ("k", 0.016)])
async def test_a_key_held_down_goes_on_moving(tmp_path, key, gap):
    now = [0.0]
    base = council()
    async with running(tmp_path, documents=[base], clock=lambda: now[0]) as (app, pilot):
        await press_every(pilot, now, 1.0, "O", *[{"j": "k", "k": "j"}[key]] * 5)
        places = [app.desk_screen.session.index]
        await press_every(pilot, now, 0.5, key)
        for _ in range(3):
            await press_every(pilot, now, gap, key)
            places.append(app.desk_screen.session.index)
        assert abs(places[-1] - places[0]) >= 3
        assert DROPPED not in screen_text(app)


async def test_a_deciding_key_held_down_at_the_fastest_decides_once(tmp_path):
    now = [0.0]
    async with running(tmp_path, clock=lambda: now[0]) as (app, pilot):
        await press_every(pilot, now, 1.0, "minus")
        await press_every(pilot, now, 0.25, "minus")
        for gap in [0.016, 0.016, 0.031] * 8:
            await press_every(pilot, now, gap, "minus")
        assert sum(len(each.history) for each in app.desk_screen.session.state.quotes) == 1


async def test_what_was_asked_is_not_meant_by_sent_keys(tmp_path):
    now = [0.0]
    async with running(tmp_path, clock=lambda: now[0]) as (app, pilot):
        await press_every(pilot, now, 1.0, "g", "2", "enter", "a", "g", "2", "enter", "p")
        assert app.desk_screen.session.question is not None
        await press_every(pilot, now, SENT, "enter", "x")
        await press_every(pilot, now, 1.0, "enter")
        assert standing(app, 2).decision.wording is Wording.CONFIRMED
