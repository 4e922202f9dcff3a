"""PDF files as sources: lines, columns, margins, pages, what is hidden, what cannot be read."""

import io
import random
from contextlib import suppress
from dataclasses import replace

import pytest
from pdf_samples import HEIGHT, Page, column, pdf

from quotecheck.errors import InputError
from quotecheck.formats import pdf as reader
from quotecheck.formats.content import Content
from quotecheck.formats.pdf.blocks import said_pages


def read(data: bytes) -> Content:
    (content,) = reader.read(data, "file.pdf")
    return content


def texts(content: Content) -> list[str]:
    return [block.text for block in content.blocks]


def paragraphs(content: Content) -> list[str]:
    found: list[str] = []
    for block in content.blocks:
        if block.joined:
            found[-1] += " " + block.text.strip()
        else:
            found.append(block.text.strip())
    return found


@pytest.fixture(autouse=True)
def _no_ocr(monkeypatch):
    monkeypatch.setattr(reader.ocr, "missing", lambda: "pip install 'quotecheck-desk[ocr]'")


def test_each_printed_line_is_a_block_and_paragraphs_begin_at_indents():
    page = Page()
    page.lines(
        72,
        700,
        [
            "   The ferry did not leave the harbour on",
            "time, and nobody said why it had to wait",
            "for the tide.",
            "   The council met in the evening, and it",
            "was over soon.",
        ],
    )
    content = read(pdf(page))
    assert content.format == "PDF"
    assert [block.joined for block in content.blocks] == [False, True, True, False, True]
    assert texts(content)[0].startswith("   The ferry")
    assert texts(content)[1].startswith("time,")


def test_white_between_lines_begins_a_paragraph():
    page = Page()
    page.lines(72, 700, ["The first paragraph runs over two", "lines of the page and ends here."])
    page.lines(72, 660, ["The second paragraph does so too,", "and that is all there is of them."])
    assert len(paragraphs(read(pdf(page)))) == 2


def test_the_numbers_in_the_margin_of_a_court_transcript_stay_at_the_margin():
    page = Page()
    said = ["     Q.   Did the ferry leave?", "     A.   It did not leave the harbour on", "time."]
    for number in range(1, 26):
        page.text(60, 760 - 26 * number, f"{number:>2}")
        page.text(90, 760 - 26 * number, said[number % 3])
    page.text(280, 740 + 30, "14")
    content = read(pdf(page))
    numbered = [text for text in texts(content) if text.strip() != "14"]
    assert [int(text.split()[0]) for text in numbered] == list(range(1, 26))
    assert numbered[2].startswith(" 3        Q.   Did the ferry")
    assert content.blocks[0].text.strip() == "14"


@pytest.mark.parametrize("count", [2, 3])
def test_columns_are_read_one_after_the_other(count):
    page = Page()
    page.text(200, 750, "A title over all of the columns", font="bold", size=14)
    width = 520 / count
    letters = int(width / 4.8) - 3
    for number in range(count):
        page.lines(50 + number * width, 700, column("ABC"[number], 30, letters), size=8)
    read_order = [text.split()[0] for text in texts(read(pdf(page)))[1:]]
    assert read_order == [f"{'ABC'[number]}{line}" for number in range(count) for line in range(30)]


def test_a_line_over_both_columns_divides_them():
    page = Page()
    for top, seeds in ((720, "AB"), (420, "CD")):
        page.lines(50, top, column(seeds[0], 14), size=8)
        page.lines(320, top, column(seeds[1], 14), size=8)
    page.text(
        50, 480, "A heading that runs over the whole width of the page without a stop", size=12
    )
    firsts = [text.split()[0] for text in texts(read(pdf(page)))]
    tens = [first for first in firsts if first.endswith("0")]
    assert tens == [f"{seed}{number}" for seed in "ABCD" for number in (0, 10)]
    assert firsts.index("B13") < firsts.index("A", 1) < firsts.index("C0")


def test_a_table_and_labels_before_their_words_stay_on_one_line():
    page = Page()
    page.lines(72, 700, [f"KELL {n}:" for n in range(12)])
    page.lines(200, 700, [f"The ferry leaves at {n} in the morning" for n in range(12)])
    for number, text in enumerate(texts(read(pdf(page)))):
        assert text.startswith(f"KELL {number}:")
        assert text.endswith("in the morning")


def test_head_and_foot_are_blocks_of_their_own_and_a_paragraph_goes_on_over_the_page():
    pages = []
    for number in (1, 2):
        page = Page()
        page.text(72, 760, f"HOUSE OF HARBOURS {'':<20} {number}", size=9)
        page.lines(72, 700, [f"the words of line {n} go on and on and on" for n in range(40)])
        page.text(300, 40, f"Page {number}", size=9)
        pages.append(page)
    content = read(pdf(*pages))
    firsts = [n for n, block in enumerate(content.blocks) if "HOUSE OF" in block.text]
    assert [content.blocks[n].joined for n in firsts] == [False, False]
    feet = [block for block in content.blocks if block.text.strip().startswith("Page")]
    assert [block.joined for block in feet] == [False, False]
    assert content.blocks[firsts[1] + 1].joined


def test_pages_are_called_what_is_printed_on_them():
    pages = []
    for _ in range(3):
        pages.append(Page())
        pages[-1].text(72, 700, "Words of the ledger.")
    content = read(pdf(*pages, labels="0 << /S /r >> 1 << /S /D /P (S) /St 710 >>"))
    assert [block.page for block in content.blocks] == ["i", "S710", "S711"]
    assert [block.page for block in read(pdf(*pages)).blocks] == ["1", "2", "3"]


def test_a_bold_start_is_a_lead():
    page = Page()
    page.line(72, 700, ("mono-bold", "Mara Quill: "), ("mono", "The ferry was late again."))
    page.text(72, 688, "It was late the day before, too, and nobody had said so.")
    first, second = read(pdf(page)).blocks
    assert first.text[: first.lead].strip() == "Mara Quill:"
    assert second.lead == 0


def test_all_bold_sets_nothing_apart():
    page = Page()
    page.lines(72, 700, ["The ferry was late again.", "It will be."], font="mono-bold")
    assert [block.lead for block in read(pdf(page)).blocks] == [0, 0]


def test_the_mark_of_a_note_is_left_out_but_not_a_power_or_an_ordinal():
    page = Page()
    page.text(72, 700, "The ferry")
    page.text(72 + 54, 704, "12", size=6)
    page.text(72 + 54 + 9, 700, " was late on the 9")
    page.text(72 + 54 + 9 + 18 * 6, 704, "th", size=6)
    page.text(72, 680, "An area of 10")
    page.text(72 + 13 * 6, 684, "2", size=6)
    lines = texts(read(pdf(page)))
    assert lines[0] == "The ferry was late on the 9th"
    assert lines[1].replace(" ", "") == "Anareaof102"


def test_hyphens_at_the_end_of_a_line_stay():
    page = Page()
    page.lines(
        72, 700, ["The ferry was late because the har-", "bour was frozen over again, they said."]
    )
    assert texts(read(pdf(page)))[0].endswith("har-")


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_pages_that_lie_on_their_side_are_read(angle):
    page = Page(rotate=angle)
    for number in range(5):
        at = {
            90: (100 + 14 * number, 80),
            180: (500, 100 + 14 * number),
            270: (300 - 14 * number, 700),
        }
        x, y = at[angle]
        page.text(x, y, f"Line {number} of the ledger", angle=angle)
    assert texts(read(pdf(page))) == [f"Line {n} of the ledger" for n in range(5)]


def test_what_is_not_shown_is_left_out_and_told():
    page = Page()
    page.lines(72, 700, ["Everybody can see this line of words."])
    page.text(72, 600, "white on white", gray=1)
    page.box(60, 480, 300, 40, gray=0.1)
    page.text(72, 495, "white on black", gray=1)
    page.text(72, 400, "invisible ink", mode=3)
    page.text(72, HEIGHT + 50, "off the page")
    page.text(72, 300, "tiny", size=0.5)
    content = read(pdf(page))
    assert [text.strip() for text in texts(content)] == [
        "Everybody can see this line of words.",
        "white on black",
    ]
    told = " ".join(content.notes)
    for part in ("in the color of the page", "not shown", "off the page"):
        assert part in told
    for words in ("“white on white”", "“invisible ink”", "“off the page tiny”"):
        assert words in told


def test_a_page_is_as_large_as_the_file_says_once_for_all_pages():
    page = Page()
    page.text(40, 842 - 30, "CHAIR AMBRY: The quay is closed.")
    page.text(590, 400, "Aside")
    page.text(72, 400, "MR. FELL: For how long?")
    content = read(pdf(page, size=(842, 842)))
    assert [text.split() for text in texts(content)] == [
        ["CHAIR", "AMBRY:", "The", "quay", "is", "closed."],
        ["MR.", "FELL:", "For", "how", "long?", "Aside"],
    ]
    assert not content.notes


def test_words_under_a_scan_are_a_machine_s_reading():
    page = Page()
    page.image()
    page.lines(72, 700, ["Words that a machine has read", "from the picture of a page."], mode=3)
    content = read(pdf(page))
    assert content.kind == "machine"
    assert content.format == "scanned PDF, read by OCR"
    assert "page 1" in content.notes[0]
    assert len(content.blocks) == 2


def test_a_scan_without_text_is_refused_with_what_to_do():
    page = Page()
    page.image()
    with pytest.raises(InputError, match=r"is a scan without a text layer.*ocr"):
        read(pdf(page, page))


def test_pictures_among_pages_of_text_are_told_by_page():
    scan, words = Page(), Page()
    scan.image()
    words.text(72, 700, "Words of the ledger.")
    content = read(pdf(words, scan, words, scan))
    assert len(content.blocks) == 2
    assert any("pages 2 and 4" in note or "pages 2, 4" in note for note in content.notes)
    assert content.kind is None


def test_title_author_and_date_come_from_the_file_where_they_are_of_use():
    page = Page()
    page.text(72, 700, "Words of the ledger.")
    info = {"Title": "Harbour ledger", "Author": "Mara Quill", "CreationDate": "D:20240131120000Z"}
    content = read(pdf(page, info=info))
    assert (content.title, content.author, content.date) == (
        "Harbour ledger",
        "Mara Quill",
        "2024-01-31",
    )
    content = read(pdf(page, info={"Title": "Microsoft Word - x.doc", "CreationDate": "soon"}))
    assert (content.title, content.author, content.date) == (None, None, None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is not a PDF"),
        (b"<html>", "is not a PDF"),
        (b"%PDF-1.4\n", "is damaged"),
        (b"%PDF-1.4\n" + b"x" * 5000, "is damaged"),
        (pdf(), "is damaged|holds no text"),
        (pdf(Page()), "holds no text"),
    ],
)
def test_what_cannot_be_read_is_refused(data, reason):
    with pytest.raises(InputError, match=reason):
        read(data)


def test_damaged_files_raise_nothing_else():
    page = Page()
    page.lines(72, 700, column("A", 20))
    sound = pdf(page, pack=True)
    chance = random.Random(7)
    for _ in range(25):
        data = bytearray(sound)
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(InputError):
            read(bytes(data))


def test_a_page_that_unpacks_to_hundreds_of_megabytes_is_refused():
    page = Page()
    page.drawn.append("0 0 m " * 30_000_000)
    with pytest.raises(InputError, match=r"page|beginning|damaged|no text"):
        read(pdf(page, pack=True))


def test_pages_in_words():
    assert said_pages(["3"]) == "page 3"
    assert said_pages(["3", "4", "5", "9"]) == "pages 3-5 and 9"
    assert said_pages(["i", "S710"]) == "pages i and S710"


def test_ocr_reads_a_scan(monkeypatch):
    monkeypatch.undo()
    if need := reader.ocr.missing():
        pytest.skip(f"OCR is not installed: {need}")
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("L", (1700, 2200), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=44)
    for number, line in enumerate(["The ferry did not leave", "the harbour on time."]):
        draw.text((200, 300 + 70 * number), line, fill=0, font=font)
    buffer = io.BytesIO()
    image.save(buffer, "PDF", resolution=200)
    content = read(buffer.getvalue())
    assert content.kind == "machine"
    assert "ferry did not leave" in " ".join(texts(content))
    assert replace(content, blocks=()).notes
