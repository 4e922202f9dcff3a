"""The draft as an office document for its writer: a comment at each quotation that is not right,
and each correction as a tracked change by the editor who made it.

The packages are written by ourselves over lxml, which is needed anyway: python-docx knows no
tracked changes, and anchors comments to whole runs only.
"""

from __future__ import annotations

from dataclasses import replace

from quotecheck.desk import DeskState
from quotecheck.desk.confidential import Veil, refuse_named
from quotecheck.errors import InputError
from quotecheck.reports.comments import comment_texts
from quotecheck.reports.edits import by_hand, edits
from quotecheck.reports.office import Office, office_of


def annotated(state: DeskState, data: bytes, office: Office, veil: Veil) -> bytes:
    """A copy of the draft, whose bytes are ``data``, with comments and tracked changes; a draft of
    another format becomes a plain document of this one first.

    Raises InputError, also for a draft that names a confidential source: its text is not touched.
    """
    article = state.document.article
    path = article.path or article.id
    original = data if office_of(path) is office else office.new(article)
    places = office.places(original, path, article.text)
    marker = office.marker(places)
    wanted, left = edits(state, veil)
    changes = [each for each in wanted if marker.can_change(each)]
    left += [by_hand(article, each) for each in wanted if not marker.can_change(each)]
    told = [
        replace(each, lines=tuple(map(veil, each.lines)), author=veil(each.author))
        for each in comment_texts(state, left)
    ]
    for each in told:
        if not marker.has(each.start, each.end):
            reason = f"cannot be commented on: {each.lines[0]} stands nowhere in the document"
            hint = "open it in your word processor and save it again"
            raise InputError(reason, path=path, hint=hint)
    marker.mark(told, changes)
    copy = office.packed(marker, places)
    refuse_named(office.texts(copy, path), path, veil)
    return copy
