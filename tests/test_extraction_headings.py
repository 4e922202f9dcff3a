"""Headings, and labels at the head of a draft, are nobody."""

from __future__ import annotations

import pytest

from quotecheck.articles import make_article
from quotecheck.extraction import extract
from quotecheck.rules import load

RULES = load()
STORY = """Council backs ferry pier after late vote
{label}

The town council of Port Ellery voted eight to five to build a new ferry pier below the east bank.

“This pier will pay for itself in nine years,” Councillor Mara Quill said.

{heading}

The fate of the slipway beside it seemed settled. “We are going to sell it,” Quill told the meeting.
"""


def people(text: str) -> set[str]:
    """Everybody who speaks or might, as the article names them."""
    document = extract(make_article(text), RULES, indirect=True)
    told = {quote.speaker.name for quote in document.quotes if quote.speaker}
    return told | {each.speaker.name for quote in document.quotes for each in quote.alternatives}


PEOPLE = people(STORY.format(label="", heading=""))


@pytest.mark.parametrize(
    "label",
    [
        "Date: 2026-03-13",
        "Slug: pier-vote",
        "Section: News",
        "Updated: 13 March 2026",
        "Published: 2026-03-13 | Updated: 2026-03-14",
        "Byline: Jane Roe, Staff Writer",
        "Status: Draft",
        "Topics: Ferries",
    ],
)
def test_a_label_at_the_head_is_nobody(label):
    assert people(STORY.format(label=label, heading="")) <= PEOPLE


@pytest.mark.parametrize(
    "heading",
    [
        "Background",
        "BACKGROUND",
        "Analysis",
        "Advertisement",
        "Key Points",
        "What Happens Next",
        "A Second Life",
        "Read more: Ferry runs aground",
        "Photo: Jane Roe/The Herald",
    ],
)
def test_a_heading_is_nobody(heading):
    assert people(STORY.format(label="", heading=heading)) <= PEOPLE


def test_a_name_that_a_sentence_has_too_stays_a_person_in_a_heading():
    text = STORY.format(label="", heading="Renn Against Quill") + (
        "\nTomas Renn was harder to win. “We would not support a loan,” he said.\n"
    )
    assert "Tomas Renn" in people(text)


def test_a_speaker_whom_a_line_of_its_own_names_speaks():
    text = "Views on the pier\n\n“The pier is ours.”\n\n— Tomas Renn\n\nThe council met.\n"
    assert "Tomas Renn" in people(text)
