"""Captions into blocks: every word kept, none added, with its time and its speaker."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.errors import InputError
from quotecheck.formats import contents


def read(text, name="talk.srt"):
    (content,) = contents(text if isinstance(text, bytes) else text.encode(), name)
    return content


def said(content):
    return [(block.time, block.speaker, block.text) for block in content.blocks]


def texts(content):
    return [block.text for block in content.blocks]


def test_subrip_keeps_line_breaks_and_labels_but_no_markup():
    text = (
        "1\n00:00:01,000 --> 00:00:02,500 X1:40 X2:600\n{\\an8}>> KELL: We <i>never</i>\n"
        '<font color="#fff">agreed</font> &amp; said so.\n\n'
        "2\n00:00:02,250 --> 00:00:04,000\n- Why?\n- Ask Tom Ord: he knows.\n"
    )
    content = read(text)
    assert content.kind == "captions"
    assert content.format == "SubRip captions"
    assert said(content) == [
        ("00:00:01", None, ">> KELL: We never\nagreed & said so."),
        ("00:00:02.250", None, "- Why?\n- Ask Tom Ord: he knows."),
    ]


def test_webvtt_leaves_out_what_is_no_caption():
    text = (
        "\ufeffWEBVTT Kind: captions\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n"
        "STYLE\n::cue { color: lime }\n\nREGION\nid:fred\n\nNOTE checked by Ana\non Friday\n\n"
        "intro\n00:01.000 --> 00:02.000 line:0 position:20%\nWe will<00:01.500><c.x> hold</c>\n\n"
        "NOTE nobody said this\n\n00:02.000 --> 00:03.000\nthe <b>dam</b>\n"
    )
    assert said(read(text, "a.vtt")) == [
        ("00:00:01", None, "We will hold"),
        ("00:00:02", None, "the dam"),
    ]


@pytest.mark.parametrize(
    ("cue", "blocks"),
    [
        (
            "<v Ana Diaz>Yes.</v><v.loud Bo Lind>Never!</v>",
            [("Ana Diaz", "Yes."), ("Bo Lind", "Never!")],
        ),
        ("<v Ana &amp; Bo>Yes", [("Ana & Bo", "Yes")]),
        ("<v Ana>Yes.</v> No.", [("Ana", "Yes."), (None, "No.")]),
        ("Well, <v.a.b Ana>yes\nindeed", [(None, "Well,"), ("Ana", "yes\nindeed")]),
        ("<v>Yes", [(None, "Yes")]),
    ],
)
def test_a_voice_speaks_until_another_or_the_end_of_its_caption(cue, blocks):
    content = read(
        f"WEBVTT\n\n00:01.000 --> 00:02.000\n{cue}\n\n00:03.000 --> 00:04.000\nLater.\n", "a.vtt"
    )
    found = [(block.speaker, block.text) for block in content.blocks]
    assert found == [*blocks, (None, "Later.")]


@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
def test_a_caption_that_is_a_number_or_ends_in_one_keeps_it(name):
    head = "WEBVTT\n\n" if name.endswith("vtt") else ""
    text = (
        f"{head}1\n00:00:01.000 --> 00:00:02.000\nHow many were there?\n\n"
        "2\n00:00:03.000 --> 00:00:04.000\n40\n\n"
        "3\n00:00:05.000 --> 00:00:06.000\nIn the year\n2019\n\n"
        "4\n00:00:07.000 --> 00:00:08.000\nOnly then.\n"
    )
    assert texts(read(text, name)) == [
        "How many were there?",
        "40",
        "In the year\n2019",
        "Only then.",
    ]


def test_a_caption_without_a_name_before_it_loses_no_words():
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nWe met\n\nin May\n\n00:03.000 --> 00:04.000\nin 2019\n"
    )
    assert texts(read(text, "a.vtt")) == ["We met\nin May", "in 2019"]


def test_captions_without_empty_lines_between_them():
    text = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nLine {n}\n" for n in range(1, 4))
    assert texts(read(text)) == ["Line 1", "Line 2", "Line 3"]


def test_hours_of_the_clock_in_the_words_are_no_time_codes():
    text = "1\n00:00:01,000 --> 00:00:02,000\n10:30, 11:30\nand so on\n"
    assert texts(read(text)) == ["10:30, 11:30\nand so on"]


@pytest.mark.parametrize(
    ("broken", "number"),
    [("00:xx --> 00:00:09,000", 1), ("99999999999999:00:01,000 --> 00:00:03,500", 1)],
)
def test_words_under_a_broken_time_code_are_kept_and_told(broken, number):
    text = f"1\n00:00:01,000 --> 00:00:02,000\nFine.\n\n2\n{broken}\nBroken.\n"
    content = read(text)
    assert texts(content) == ["Fine.\nBroken."]
    assert any(f"{number} of 2 captions have broken time codes" in note for note in content.notes)
    alone = read(f"1\n{broken}\nBroken.\n")
    assert said(alone) == [(None, None, "Broken.")]


@pytest.mark.parametrize(
    ("name", "start", "cut"),
    [
        ("a.vtt", "WEBVTT\n\n", "\n00:00:0"),
        ("a.vtt", "WEBVTT\n\n", "\n00:00:03.000 --"),
        ("a.srt", "1\n", "\n2\n00:00:03,000 --> "),
        ("a.srt", "1\n", "\n2\n00:0\n"),
    ],
)
def test_a_file_that_is_cut_off_in_a_time_code_says_so(name, start, cut):
    content = read(f"{start}00:00:01.000 --> 00:00:02.000\nWe leave at\n10:30\n{cut}", name)
    assert texts(content) == ["We leave at\n10:30"]
    assert content.notes == ("ends in the middle of a time code; it seems cut off",)
    whole = read(f"{start}00:00:01.000 --> 00:00:02.000\nWe leave at\n10:30\n", name)
    assert (texts(whole), whole.notes) == (["We leave at\n10:30"], ())


def test_a_numbered_caption_without_time_is_told():
    content = read(
        "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\nTwo.\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nThree.\n"
    )
    assert texts(content) == ["One.\nTwo.", "Three."]
    assert "1 of 3 captions" in content.notes[0]


def test_long_recordings_and_times_that_go_back():
    content = read(
        "1\n100:00:01,000 --> 100:00:02,000\nLate.\n\n2\n99:59:59,000 --> 99:59:59,500\nEarly.\n"
    )
    assert [block.time for block in content.blocks] == ["100:00:01", "99:59:59"]
    assert "1 of 2 captions start earlier" in content.notes[0]


def test_rolling_captions_are_left_as_they_are():
    text = "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:02,000 --> 00:00:03,000\na\nb\n"
    assert texts(read(text)) == ["a", "a\nb"]


def test_sbv():
    content = read(
        "0:00:01.500,0:00:03.000\nAna: We left\nat nine.\n\n0:00:03.000,0:00:04.000\nLate.\n",
        "a.sbv",
    )
    assert said(content) == [
        ("00:00:01.500", None, "Ana: We left\nat nine."),
        ("00:00:03", None, "Late."),
    ]


TTML = (
    '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm='
    '"http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
    ' ttp:frameRate="25" ttp:tickRate="1000"><head><metadata><ttm:title>Harbour</ttm:title>'
    '<ttm:agent xml:id="k" type="person"><ttm:name type="full">Dana Kell</ttm:name></ttm:agent>'
    '<ttm:agent xml:id="c" type="character"><ttm:actor agent="k"/></ttm:agent></metadata>'
    '<styling><style xml:id="s"/></styling></head><body><div begin="10s">%s</div></body></tt>'
)


@pytest.mark.parametrize(
    ("begin", "time"),
    [
        ("00:00:01.250", "00:00:11.250"),
        ("00:00:01:05", "00:00:11.200"),
        ("2.5s", "00:00:12.500"),
        ("1500ms", "00:00:11.500"),
        ("1m", "00:01:10"),
        ("50f", "00:00:12"),
        ("4000t", "00:00:14"),
        ("soon", "00:00:10"),
        ("999999999h", "1000:00:00"),
    ],
)
def test_times_of_ttml(begin, time):
    content = read(TTML % f'<p begin="{begin}">We left</p>', "a.ttml")
    assert content.title == "Harbour"
    assert [block.time for block in content.blocks] == [time]


def test_words_and_speakers_of_ttml():
    body = (
        '<p begin="1s" ttm:agent="k" style="s">We <span style="s">never <span>agreed</span></span>'
        "<br/>to\n it.<metadata><ttm:desc>aside</ttm:desc></metadata></p>"
        '<p><span begin="2s" ttm:agent="c">Why?</span> <span begin="3s">Ask.</span></p>'
    )
    assert said(read(TTML % body, "a.xml")) == [
        ("00:00:11", "Dana Kell", "We never agreed\nto it."),
        ("00:00:12", "Dana Kell", "Why?"),
        ("00:00:12", None, "Ask."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_old_dfxp(encoding):
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        '<tt xmlns="http://www.w3.org/2006/10/ttaf1">'
        '<body><div><p begin="00:00:01.000">Salt &amp; bread</p></div></body></tt>'
    )
    assert said(read(text.encode(encoding), "a.dfxp")) == [("00:00:01", None, "Salt & bread")]


def test_captions_of_youtube():
    srv3 = '<timedtext><body><p t="1360" d="80">we <s t="200">will</s></p></body></timedtext>'
    srv1 = '<transcript><text start="1.36" dur="2">it&amp;#39;s late</text></transcript>'
    json3 = {
        "events": [{"tStartMs": 0}, {"tStartMs": 1360, "segs": [{"utf8": "we "}, {"utf8": "will"}]}]
    }
    assert said(read(srv3, "a.xml")) == [("00:00:01.360", None, "we will")]
    assert said(read(srv1, "a.xml")) == [("00:00:01.360", None, "it's late")]
    assert said(read(json.dumps(json3), "a.json")) == [("00:00:01.360", None, "we will")]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.srt", "This is prose, not captions.", "holds no captions"),
        ("a.vtt", "This is prose, not captions.", "is not WebVTT"),
        ("a.vtt", "WEBVTT\n", "holds no captions"),
        ("a.ttml", "<tt><body/></tt>", "holds no captions"),
        ("a.ttml", "<tt><body>", "damaged"),
        ("a.ttml", '<!DOCTYPE x [<!ENTITY a "b">]><tt>&a;</tt>', "entity"),
    ],
)
def test_files_without_captions_are_refused(name, text, reason):
    with pytest.raises(InputError, match=reason):
        read(text, name)


@given(
    st.lists(st.sampled_from(["1", "2", "2019", "", "NOTE x", "We left.", "a --> b"]), max_size=12)
)
def test_no_word_is_lost_between_two_captions(lines):
    """All words under the first time code of a SubRip file are read, whatever stands there."""
    text = (
        "00:00:01,000 --> 00:00:02,000\nStart\n"
        + "\n".join(lines)
        + "\n\n00:00:09,000 --> 00:00:10,000\nEnd"
    )
    words = " ".join(texts(read(text))).split()
    wanted = [word for line in lines for word in line.split() if not line.isdigit()]
    assert [word for word in words if not word.isdigit()] == ["Start", *wanted, "End"]


@pytest.mark.parametrize(
    "text",
    [
        "-" * 50_000,
        "1:" * 25_000,
        "<v " * 20_000,
        "<" * 50_000,
        "1 " * 25_000 + "-->",
        " " * 50_000 + "-->",
        "{\\" * 25_000,
    ],
)
def test_long_lines_of_one_kind(text):
    captions = f"1\n00:00:01,000 --> 00:00:02,000\n{text}\nEnd.\n"
    assert texts(read(captions))[-1].endswith("End.")
