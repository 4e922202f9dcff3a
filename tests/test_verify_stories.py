"""Quotations checked against another outlet's story, where everybody's words stand in marks."""

import pytest

from quotecheck.model import Verdict
from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.verify import check_quote

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
