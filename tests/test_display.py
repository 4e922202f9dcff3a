"""Text that others wrote, on an editor's terminal."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from quotecheck.display import Palette, clip, counted, one_line, visible, wants_colour, wrap


def test_terminal_escapes_are_written_out():
    assert visible("a\x1b]0;owned\x07b") == "a<U+001B>]0;owned<U+0007>b"
    assert visible("\x9b31m") == "<U+009B>31m"


def test_direction_overrides_are_written_out():
    assert visible("\u202edlrow") == "<U+202E>dlrow"
    assert visible("“Ça va” — שלום") == "“Ça va” — שלום"


@given(st.text())
def test_what_is_visible_can_be_encoded_and_has_no_controls(text):
    shown = visible(text)
    shown.encode()
    assert not any(ord(each) < 32 and each not in "\t\n" for each in shown)


@given(st.text(), st.integers(3, 40))
def test_clipping_keeps_to_the_width(text, width):
    assert len(clip(text, width)) <= width


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" ")), st.integers(5, 40))
def test_wrapping_keeps_to_the_width_and_loses_nothing(text, columns):
    text = one_line(text)
    lines = wrap(text, columns)
    assert all(len(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_colour_respects_no_color_and_pipes():
    pipe = io.StringIO()
    assert not wants_colour(pipe, "auto", {})
    assert wants_colour(pipe, "always", {"NO_COLOR": "1"})
    assert wants_colour(pipe, "auto", {"FORCE_COLOR": "1"})
    assert not wants_colour(pipe, "auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"})
    assert Palette(on=False).bold("a") == "a"


def test_a_noun_agrees_with_its_number():
    assert counted(1, "quotation") == "1 quotation"
    assert counted(0, "quotation") == "0 quotations"
    assert counted(1200, "clash", "clashes") == "1,200 clashes"
