"""Web pages as an editor sees them: every word of the page, and nothing of the site."""

import contextlib
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotecheck.errors import InputError
from quotecheck.formats import web, web_tree

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import fuzz_web_mail


def page(body, head=""):
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return next(iter(web.read(html.encode(), "page.html")))


def texts(body):
    return [block.text for block in page(body).blocks]


def test_paragraphs_headings_and_line_breaks():
    blocks = page("<h1>Harbour vote</h1><p>We wait,<br>then we go.<p>No.").blocks
    assert [(each.text, each.heading, each.joined) for each in blocks] == [
        ("Harbour vote", True, False),
        ("We wait,", False, False),
        ("then we go.", False, True),
        ("No.", False, False),
    ]
    assert [each.place for each in blocks][1:] == ["paragraph 2", "paragraph 2", "paragraph 3"]


def test_preformatted_lines_stay_lines():
    blocks = page("<pre>Mr. MOEN. We\n  wait.\n\nMr. LUND. No.</pre>").blocks
    assert [(each.text, each.joined) for each in blocks] == [
        ("Mr. MOEN. We", False),
        ("  wait.", True),
        ("Mr. LUND. No.", False),
    ]


def test_the_bold_start_of_a_paragraph_is_its_lead():
    (block,) = page("<p><b>Ida Moen:</b> We <b>will</b> wait.</p>").blocks
    assert block.text[: block.lead] == "Ida Moen:"


def test_table_rows_are_lines_and_layout_tables_are_not():
    data = "<table><tr><th>Moen</th><td>Aye</td></tr></table>"
    layout = "<table><tr><td><p>One.</p><p>Two.</p></td><td>Side</td></tr></table>"
    assert texts(data) == ["Moen\tAye"]
    assert texts(layout) == ["One.", "Two.", "Side"]


def test_quote_elements_get_marks():
    assert texts("<p>She said <q>we wait</q>.</p>") == ["She said “we wait”."]


@pytest.mark.parametrize(
    ("raised", "kept"),
    [
        ("wait.<sup>3</sup>", "wait."),
        ("wait.<sup><a href='#n'>[3]</a></sup>", "wait."),
        ("wait<a href='#n3'>[3]</a>.", "wait."),
        ("5 km<sup>2</sup>", "5 km2"),
        ("10<sup>6</sup> fish", "106 fish"),
        ("the 19<sup>th</sup> vote", "the 19th vote"),
    ],
)
def test_note_marks_go_and_powers_stay(raised, kept):
    assert texts(f"<p>{raised}</p>") == [kept]


def test_a_time_that_is_a_link_is_the_time_of_what_follows():
    (block,) = page("<p><a href='?t=9'>00:09</a> We wait.</p>").blocks
    assert (block.time, block.text) == ("00:09", "We wait.")


def test_menus_banners_and_hidden_parts_are_left_out():
    content = page(
        "<nav>Home</nav><div class='cookie-banner'>Cookies!</div>"
        "<p>We wait, and then we wait again until the harbour is open to all ships.</p>"
        "<p style='display: none'>Secret</p><footer>Imprint</footer>"
    )
    assert [each.text[:8] for each in content.blocks] == ["We wait,"]
    assert content.notes == ("1 hidden part of the page left out",)


@pytest.mark.parametrize(
    "wrapper",
    [
        "<form action='/'>{}</form>",
        "<div class='post tag-cookies'>{}</div>",
        "<div class='advert'>{}</div>",
        "<div style='display:none'>{}</div>",
        "<noscript>{}</noscript>",
        "<footer>{}</footer>",
    ],
)
def test_what_holds_nearly_all_words_is_the_page(wrapper):
    assert texts(wrapper.format("<p>We wait until the harbour is open.</p>")) == [
        "We wait until the harbour is open."
    ]


def test_who_is_quoted_in_a_block_quotation_stays():
    assert texts(
        "<blockquote><p>We wait.</p><footer>Ida Moen</footer></blockquote><p>Long end."
    ) == [
        "We wait.",
        "Ida Moen",
        "Long end.",
    ]


def test_metadata():
    head = """<title>Vote</title><meta property="og:site_name" content="The Quay">
    <meta name="author" content="Per Lund"><link rel="canonical" href="https://quay.example/1">
    <script type="application/ld+json">{"@graph": [{"datePublished": "2026-03-02"}]}</script>"""
    content = page("<p>We wait.", head)
    assert (content.title, content.outlet, content.author) == ("Vote", "The Quay", "Per Lund")
    assert (content.date, content.address) == ("2026-03-02", "https://quay.example/1")


def test_charsets():
    declared = "<meta charset='windows-1251'><p>Ждём".encode("cp1251")
    assert next(iter(web.read(declared, "a.html"))).blocks[0].text == "Ждём"
    late = b"<!--" + b"x" * 9000 + b"--><meta charset=gb2312><p>" + "等等".encode("gb18030")
    assert next(iter(web.read(late, "a.html"))).blocks[0].text == "等等"


def test_zero_bytes_in_a_page_do_not_make_it_binary():
    data = b"<html><body>" + b" " * 100 + b"<p>We wait." + b"\0" * 50 + b"\n"
    assert next(iter(web.read(data, "a.html"))).blocks[0].text == "We wait."


@pytest.mark.parametrize(
    "body",
    [
        "<div>x" * 5000,
        "<font a=i>x<p>" * 5000,
        "<table><tr><td>x" * 3000,
        "<b>x" * 20000,
        "<blockquote>x" * 5000,
    ],
)
def test_no_word_is_lost_however_deep_elements_nest(body):
    assert sum(text.count("x") for text in texts(body)) == body.count("x")


def test_no_word_is_lost_past_the_largest_number_of_elements(monkeypatch):
    monkeypatch.setattr(web_tree, "MAX_ELEMENTS", 10)
    assert " ".join(texts("<p>x" * 30)).count("x") == 30


@pytest.mark.parametrize("data", [b"", b"  \n", b"<!-- -->"])
def test_pages_without_text_have_no_blocks(data):
    with contextlib.suppress(InputError):
        assert not any(content.blocks for content in web.read(data, "a.html"))


def test_a_picture_is_refused():
    with pytest.raises(InputError, match=r"a\.html: is binary"):
        list(web.read(b"\x89PNG\r\n\0\0\0", "a.html"))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for start in (b"", b"<p>"):
        with contextlib.suppress(InputError):
            list(web.read(start + data, "a.html"))


def test_damaged_pages_are_read_or_refused():
    chance = random.Random(5)
    for _ in range(150):
        with contextlib.suppress(InputError):
            list(web.read(fuzz_web_mail.mutated(fuzz_web_mail.PAGE.encode(), chance), "a.html"))
