"""Self-contained HTML: the frame of a page, and how texts of others are put into it.

Nothing is fetched, no script runs but the one that the page's own policy names by its hash. Every
text of others goes through `escape`.
"""

from __future__ import annotations

import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from quotecheck.display import located, visible
from quotecheck.model import DiffOp, Passage

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:\+00:00|Z)$")


def escape(text: str | None) -> str:
    """Text of others, harmless in HTML: markup escaped, control and direction characters shown."""
    return html.escape(visible(text or "").replace("\n", " "), quote=True)


def frame(title: str, body: Iterable[str], *, script: bool = False) -> str:
    """A whole page; with ``script`` its filters and keys say more (`page.js`)."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    code = _own("page.js") if script else ""
    if code:
        digest = b64encode(hashlib.sha256(code.encode()).digest()).decode()
        policy += f"; script-src 'sha256-{digest}'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>\n{_own('page.css')}</style></head>\n<body>\n"
        + "\n".join(body)
        + (f"\n<script>{code}</script>" if code else "")
        + "\n</body></html>\n"
    )


@cache
def _own(name: str) -> str:
    return files("quotecheck.reports").joinpath(name).read_text(encoding="utf-8")


def diff_html(steps: Iterable[DiffOp]) -> str:
    """A word diff as the desk shows it: what the article has not is inserted, what the source has
    not is struck out."""
    shape = {"=": "{}", "-": "<ins>{}</ins>", "+": "<del>{}</del>"}
    return " ".join(shape[step.op].format(escape(step.words)) for step in steps)


def passage_place(passage: Passage) -> str:
    """The place of a passage, in words."""
    name = passage.path or passage.source
    parts = [located(passage, name)]
    parts += [
        each for each in (passage.speaker or passage.label, passage.time, passage.date) if each
    ]
    return " · ".join(parts)


def when(at: str) -> str:
    """A time of the journals as a person writes it: 2026-11-29 10:45 UTC."""
    return f"{at[:10]} {at[11:16]} UTC" if _TIME.match(at) else at
