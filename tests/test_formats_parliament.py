"""Records of parliaments in XML: every word with its speaker, its time and its column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.errors import InputError
from quotecheck.formats import contents


def read(text, name="record.xml"):
    (content,) = contents(text.encode(), name)
    assert content.kind == "hansard"
    return content


def said(content):
    return [(block.speaker, block.text) for block in content.blocks if not block.heading]


AKOMA = (
    '<akomaNtoso xmlns="%s"><debate><meta><identification><FRBRWork>'
    '<FRBRthis value="/za/debaterecord/2012-02-21/main"/></FRBRWork></identification><references>'
    '<TLCPerson id="kell" showAs="Dana Kell"/><TLCRole id="chair" showAs="The Chairperson"/>'
    "</references></meta><debateBody>%s</debateBody></debate></akomaNtoso>"
)
NAMESPACES = (
    "http://docs.oasis-open.org/legaldocml/ns/akn/3.0",
    "http://www.akomantoso.org/2.0",
    "http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD03",
)


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_akoma_ntoso(namespace):
    body = (
        "<debateSection><heading>The harbour</heading><narrative>The House met at"
        ' <recordedTime time="2012-02-21T14:02:00">14:02</recordedTime>.</narrative>'
        '<speech by="#kell"><from>Ms D KELL:</from><p>We <i>never</i> left.</p><p>Never.</p>'
        "</speech>"
        '<speech by="#kell" startTime="2012-02-21T14:05:00"><p>I said so.</p>'
        "<scene>Laughter.</scene><p>Twice.</p></speech>"
        '<speech by="#nobody" as="#chair"><p>Order!</p></speech><speech><p>Shame!</p></speech>'
        "</debateSection>"
    )
    content = read(AKOMA % (namespace, body))
    assert content.date == "2012-02-21"
    assert [block.text for block in content.blocks if block.heading] == ["The harbour"]
    assert said(content) == [
        ("", "The House met at 14:02."),
        ("Ms D KELL", "We never left."),
        ("Ms D KELL", "Never."),
        ("Dana Kell", "I said so."),
        ("", "Laughter."),
        ("Dana Kell", "Twice."),
        ("The Chairperson", "Order!"),
        (None, "Shame!"),
    ]
    assert [block.time for block in content.blocks][4:7] == ["14:05:00"] * 3


def test_words_that_stand_in_no_paragraph_are_kept():
    body = (
        '<speech by="#kell">We left<authorialNote><p>a note</p></authorialNote> at nine.'
        "<p>All <b>of</b> us</p>and nobody<blockquote>stayed <p>behind</p></blockquote></speech>"
    )
    content = read(AKOMA % (NAMESPACES[0], body))
    assert [text for _, text in said(content)] == [
        "We left at nine.",
        "All of us",
        "and nobody",
        "stayed",
        "behind",
    ]


PUBLIC_WHIP = (
    '<publicwhip><major-heading id="uk.org.publicwhip/debate/2011-07-19.3.0"'
    ' url="https://records.example/19jul.htm#column_1">Ports</major-heading>'
    '<minor-heading id="x">The ferry</minor-heading>'
    '<speech id="uk.org.publicwhip/debate/2011-07-19.3.1" speakername="Dana Kell" colnum="917"'
    ' time="14:35:00" person_id="uk.org.publicwhip/person/1"><p pid="a">We never'
    ' <phrase class="honfriend" name="Bo Lind">my friend</phrase> agreed.</p>'
    "<table><tr><td>1</td><td><p>ferry</p></td></tr></table></speech>"
    '<speech id="y" nospeaker="true" colnum="918"><p>Question put.</p></speech></publicwhip>'
)


def test_public_whip():
    content = read(PUBLIC_WHIP)
    assert (content.date, content.title) == ("2011-07-19", "Ports")
    assert content.address == "https://records.example/19jul.htm"
    assert [(block.page, block.time, block.speaker, block.text) for block in content.blocks] == [
        (None, None, None, "Ports"),
        (None, None, None, "The ferry"),
        ("917", "14:35:00", "Dana Kell", "We never my friend agreed."),
        ("917", "14:35:00", "Dana Kell", "1"),
        ("917", "14:35:00", "Dana Kell", "ferry"),
        ("918", None, "", "Question put."),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<publicwhip><member id='1' firstname='Dana'/></publicwhip>", "not read"),
        ("<rss><channel><item>x</item></channel></rss>", "Akoma Ntoso"),
        ("<akomaNtoso><debate><debateBody/></debate></akomaNtoso>", "not read"),
        ("<publicwhip><speech>", "damaged"),
        ("<p>" * 300, "deep"),
    ],
)
def test_other_xml_is_refused_with_what_would_be_read(text, reason):
    with pytest.raises(InputError, match=reason):
        read(text)


WORDS = st.sampled_from(["salt", "bread", "<b>river</b>", "<br/>"])
RUNS = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{' '.join(parts)}</{name}>",
        st.sampled_from(["p", "i", "blockquote", "li", "other", "block"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


@given(st.lists(RUNS, max_size=5))
def test_each_word_of_a_speech_is_read_once(runs):
    inner = " ".join(runs)
    content = read(AKOMA % (NAMESPACES[0], f'<speech by="#kell"><p>Begin</p>{inner}</speech>'))
    found = " ".join(text for _, text in said(content))
    for word in ("salt", "bread", "river"):
        assert found.count(word) == inner.count(word)
    assert {speaker for speaker, _ in said(content)} == {"Dana Kell"}
