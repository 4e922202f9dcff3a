"""Quotations checked against another outlet's story, where everybody's words stand in marks."""

import pytest

from quotecheck.articles import read_article
from quotecheck.extraction import extract
from quotecheck.model import Flag, Triage, Verdict
from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.verify import check, check_quote

STORY = """<html><head><title>Pier closed</title></head><body><article>
<p>The harbor master, Ed Voss, spoke at noon.
“We will close the north pier until the spring,” he said.</p>
<p>“My father told us, ‘The pier will outlive every one of you,’” said Ann Ord.</p>
</article></body></html>"""


@pytest.mark.parametrize(
    ("quote", "speaker", "expected"),
    [
        ("We will close the north pier until the spring", "Ed Voss", Verdict.VERBATIM),
        ("We will close the north pier until the spring", "Ann Ord", Verdict.MISATTRIBUTED),
        ("north pier until the spring", "Ann Ord", Verdict.MISATTRIBUTED),
        ("The pier will outlive every one of you", "Bo Lind", Verdict.SECONDHAND),
    ],
)
def test_the_marks_of_a_story_are_not_those_of_somebody_who_quotes(
    tmp_path, quote, speaker, expected
):
    (tmp_path / "story.html").write_text(STORY, encoding="utf-8")
    rules = load()
    found = check_quote(quote, open_library([tmp_path], rules), rules, speaker=speaker)
    assert found.verdict is expected, found.why


TALK = """Date: 2026-11-20

FINCH: Will it stay?
ORD: The ferry will stay if the county pays. No town can lose that and no honest mayor says it can.
FINCH: For how long?
ORD: The lock will hold if the rain stops. That is all that I know of the weather up there.
"""
TOLD = """Ferry

“The ferry will stay,” Ann Ord said, “if the county pays.”

“No town can lose that,” Ms. Ord went on, “and no honest mayor says it can.”

“The lock will hold,” Ms. Ord said. “That is all that I know of the weather up there.”
"""


def test_words_that_stand_in_the_next_quotation_are_not_cut_off(tmp_path):
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "story.txt").write_text(TOLD, encoding="utf-8")
    rules = load()
    article = read_article(tmp_path / "story.txt")
    library = open_library([tmp_path / "talk.txt"], rules)
    quotes = check(extract(article, rules), library, rules).quotes
    assert [quote.check.verdict for quote in quotes] == [Verdict.VERBATIM] * 6
    cut = [quote.text for quote in quotes if Flag.CROPPED in quote.check.flags]
    assert cut == ["“The lock will hold,”"]
    looked = [quote.text for quote in quotes if quote.check.triage is not Triage.PASS]
    assert looked == cut


@pytest.mark.parametrize(
    ("told", "flagged"),
    [
        (
            "Ann Ord called it “a scandal of the board” on Monday. “The boats are old,” she said.",
            False,
        ),
        ("“It is a scandal of the board,” Ann Ord said, adding, “The boats are old.”", True),
    ],
)
def test_words_inside_a_sentence_are_not_joined_to_the_next_one(tmp_path, told, flagged):
    said = "The boats are old. We have looked at each of them. It is a scandal of the board."
    (tmp_path / "talk.txt").write_text(f"FINCH: And?\nORD: {said}\n", encoding="utf-8")
    (tmp_path / "story.txt").write_text(f"Ferry\n\n{told}\n", encoding="utf-8")
    rules = load()
    article = read_article(tmp_path / "story.txt")
    library = open_library([tmp_path / "talk.txt"], rules)
    quotes = check(extract(article, rules), library, rules).quotes
    flags = [Flag.CROSSES_TURN in quote.check.flags for quote in quotes]
    assert flags == [False, flagged]
