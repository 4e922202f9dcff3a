"""Positions as editors count them, and quotations carried over an edit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quotecheck.articles import make_article
from quotecheck.extraction import extract
from quotecheck.lsp.moving import moved
from quotecheck.lsp.positions import Encoding, Positions
from quotecheck.lsp.wording import escaped
from quotecheck.rules import load

RULES = load()
STORY = (
    "“We shall mend the harbour wall,” Mara Quill said. “The ‘old’ slipway stays,” she said.\n\n"
    "The vote was close. Ed Voss, who builds, said: “My crews can start in May.”\n"
)
DOCUMENT = extract(make_article(STORY), RULES)
CODECS = {Encoding.UTF8: "utf-8", Encoding.UTF16: "utf-16-le", Encoding.UTF32: "utf-32-le"}
UNIT = {Encoding.UTF8: 1, Encoding.UTF16: 2, Encoding.UTF32: 4}


@given(
    st.text(alphabet=st.sampled_from("aé😀\u2028\x0c\n\r“"), max_size=40),
    st.integers(0, 40),
    st.sampled_from(Encoding),
)
def test_a_position_leads_back_to_its_offset(text, offset, encoding):
    offset = min(offset, len(text))
    if text[offset - 1 : offset + 1] == "\r\n":
        offset -= 1  # between the two there is no position
    positions = Positions(text, encoding)
    place = positions.of(offset)
    assert positions.offset(*place) == offset
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    assert place.line == before.count("\n")
    line = before.rpartition("\n")[2].encode(CODECS[encoding])
    assert place.column == len(line) // UNIT[encoding]


def test_positions_that_are_not_there_lead_to_the_nearest_before():
    positions = Positions("ab\r\ncd", Encoding.UTF16)
    assert positions.offset(0, 99) == 2
    assert positions.offset(99, 0) == 6
    assert positions.offset(-1, 5) == 0
    assert Positions("😀b", Encoding.UTF16).offset(0, 1) == 0


@given(
    st.integers(0, len(STORY)),
    st.integers(0, 12),
    st.text(alphabet=st.sampled_from("ab 😀,.‘’-"), max_size=8),
)
def test_quotations_keep_their_words_over_an_edit(start, length, typed):
    text = STORY[:start] + typed + STORY[start + length :]
    document = moved(DOCUMENT, make_article(text))
    if document is None:
        return
    assert len(document.quotes) == len(DOCUMENT.quotes)
    for old, new in zip(DOCUMENT.quotes, document.quotes, strict=True):
        assert new.text == text[new.start : new.end]
        assert (new.text[0], new.text[-1]) == ("“", "”")
        if not start < old.end <= start + length and not old.start < start + length < old.end:
            outside = start >= old.end or start + length <= old.start
            assert not outside or new.text == old.text
        speaker = new.speaker
        assert (
            speaker is None
            or speaker.mention is None
            or (speaker.mention.text == text[speaker.mention.start : speaker.mention.end])
        )


@given(st.integers(0, len(STORY) - 1))
def test_an_edit_of_a_mark_or_a_line_end_asks_for_a_new_reading(at):
    text = STORY[:at] + STORY[at + 1 :]
    structural = STORY[at] in "“”\n"
    assert (moved(DOCUMENT, make_article(text)) is None) == structural


def test_what_is_moved_is_what_is_found_anew():
    for typed in ("really ", "n", "😀"):
        at = STORY.index("slipway")
        text = STORY[:at] + typed + STORY[at:]
        document = moved(DOCUMENT, make_article(text))
        found = extract(make_article(text), RULES)
        assert [(q.start, q.end, q.speaker) for q in document.quotes] == [
            (q.start, q.end, q.speaker) for q in found.quotes
        ]


@given(st.text(max_size=60))
def test_no_text_is_markup_in_a_hover(text):
    shown = escaped(text)
    assert "\n" not in shown
    bare = shown.replace("\\\\", "")
    for mark in "`*_[]<>&~|$#!":
        assert mark not in bare.replace(f"\\{mark}", "")
    assert "http://" not in escaped("see http://evil.example and https://evil.example")
