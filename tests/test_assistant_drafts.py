"""Drafts as an assistant writes them, with its usual mistakes: does the answer lead to the right
next step? Each was tried by hand first; what misled is told in the names of the tests."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from mcp import Client

from quotecheck.assistant.server import make_server
from quotecheck.assistant.workspace import Workspace
from quotecheck.folders import Typed

ROOT = Path(__file__).parents[1]
COUNCIL = """\
Port Ellery town council, ordinary meeting
12 March 2026

MARA QUILL: We shall mend the harbour wall before autumn. We are not going to sell the slipway. It \
will cost us 4.2 million pounds over nine years, and I know that some of you will say it is too \
much.

TOMAS RENN: The figures worry me. I would not support a loan unless the county pays half of it. I \
have asked for the accounts three times.

ED VOSS: My crews can start in the first week of May, if the weather holds.

MARA QUILL: People keep telling me, "The pier will never be finished." I have heard it for eleven \
winters. I do not believe it.
"""
INTERVIEW = """\
WEBVTT

00:00:06.500 --> 00:00:14.000
<v Lena Brandt>I saw the light go out, and then I heard a crack, like ice.

00:00:15.000 --> 00:00:20.000
<v Lena Brandt>Nobody from the council has called me, not once.
"""


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    (folder / "sources").mkdir()
    (folder / "sources" / "council.txt").write_text(COUNCIL, encoding="utf-8")
    (folder / "sources" / "interview.vtt").write_text(INTERVIEW, encoding="utf-8")
    return Workspace([folder], Typed(folder / "cache"))


async def checked(work, text):
    async with Client(make_server(work, "1")) as client:
        answer = await client.call_tool("check_draft", {"text": text})
    assert not answer.is_error
    return answer.structured_content


async def test_what_is_nearest_to_an_invented_quotation_is_not_its_evidence(work):
    answer = await checked(
        work,
        "“We shall mend the harbour wall before autumn,” said Mara Quill, the mayor. "
        "“I know that the sea will not beat us,” she said.",
    )
    assert answer["summary"] == "2 quotations: 1 open, 1 passed"
    (lost,) = answer["findings"]
    assert (lost["verdict"], lost["evidence"], lost["corrected"]) == ("not-found", None, "")
    assert "find_words" in lost["next_step"]


RESTORED = (
    "“I saw the light go out, and then I heard a crack, like ice. "
    "Nobody from the council has called me,”"
)
WRONG = [
    (
        "The repair “will cost us 2.4 million pounds over nine years,” Quill said.",
        "altered",
        "“will cost us 4.2 million pounds over nine years,”",
        "Take the source's words",
    ),
    (
        "“We are going to sell the slipway,” Mara Quill said.",
        "flipped",
        "“We are not going to sell the slipway,”",
        "change what was said",
    ),
    (
        "“The figures worry me,” Ed Voss told the council.",
        "misattributed",
        "",
        "Name TOMAS RENN as the speaker",
    ),
    (
        "“I saw the light go out. Nobody from the council has called me,” Lena Brandt said.",
        "dropped",
        RESTORED,
        "Put the words back",
    ),
]


@pytest.mark.parametrize(("draft", "verdict", "corrected", "step"), WRONG)
async def test_what_is_wrong_comes_with_what_to_print(work, draft, verdict, corrected, step):
    (finding,) = (await checked(work, draft))["findings"]
    assert (finding["verdict"], finding["desk"]) == (verdict, "error")
    assert finding["corrected"] == corrected
    assert step in finding["next_step"]
    assert finding["nearest"] is None


LOOKS = [
    ("“My crews can start in the first week of May,” said Ed Voss.", "goes on"),
    ("“I would not support a loan,” Tomas Renn said.", "goes on"),
    ("“Nobody from the council has called me, not once,” one resident said.", "is Lena Brandt"),
    ("“The pier will never be finished,” Mayor Mara Quill said.", "whose words they are"),
]


@pytest.mark.parametrize(("draft", "step"), LOOKS)
async def test_what_a_person_decides_says_what_is_to_be_decided(work, draft, step):
    (finding,) = (await checked(work, draft))["findings"]
    assert finding["desk"] == "look"
    assert step in finding["next_step"]
    assert finding["evidence"]


async def test_words_of_ones_own_in_marks_are_looked_for_and_found(work):
    draft = "Renn said he had “requested the accounts repeatedly” from the town."
    (finding,) = (await checked(work, draft))["findings"]
    assert finding["verdict"] == "not-found"
    async with Client(make_server(work, "1")) as client:
        answer = await client.call_tool("find_words", {"words": "accounts", "speaker": "Mr Renn"})
    (place,) = answer.structured_content["found"]
    assert place["words"] == "I have asked for the accounts three times."
    assert place["speaker"] == "TOMAS RENN"


async def test_terms_in_marks_and_unmarked_blocks_are_not_counted_as_right(work):
    answer = await checked(
        work,
        "# Port Ellery\n\nThe so-called “ghost ferry” ran again. Mara Quill said:\n\n"
        "> We shall mend the harbour wall before winter, and soon.\n",
    )
    assert answer["summary"] == "no quotations in marks"
    assert answer["passed"] == 0
    told = " ".join(answer["not_checked"])
    assert "“ghost ferry”" in told
    assert "line 5: a block quotation" in told
    assert "reported without quotation marks" in told


async def test_the_transcript_in_the_docs_is_true(tmp_path):
    page = (ROOT / "docs" / "assistants.md").read_text(encoding="utf-8")
    blocks = [json.loads(each) for each in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    at, asked = next((at, each) for at, each in enumerate(blocks) if "arguments" in each)
    samples = ROOT / "seeds" / "samples"
    work = Workspace([samples], Typed(tmp_path))
    async with Client(make_server(work, "1")) as client:
        answer = await client.call_tool(asked["name"], asked["arguments"])
    assert answer.structured_content == blocks[at + 1]
