"""Sources as posts: answers of the X API (version 2) and the ``tweets.js`` of an X archive.

A post is taken in full: ``text`` is cut after 280 characters, ``note_tweet.text`` is not; an
archive has the long ones in ``note-tweet.js``. A
repost is the words of somebody else and left out, unless the answer includes the original.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from quotecheck.errors import InputError
from quotecheck.model import Medium, Source, Tier, Turn
from quotecheck.rules import Rules
from quotecheck.rules.wording import SourceKind
from quotecheck.sources.dates import iso_date

_ARCHIVE = re.compile(r"\s*window\.YTD\.(\w+)\.part\d+\s*=\s*")
_POSTS = frozenset(("tweet", "tweets", "community_tweet", "note_tweet"))
_ARCHIVE_DATE = "%a %b %d %H:%M:%S %z %Y"

Json = Mapping[str, Any]


def read(text: str, path: str, rules: Rules) -> Iterator[Source | str]:
    """The posts in a file; a warning for what is none. Raises InputError if it is no such file."""
    opening = _ARCHIVE.match(text)
    if opening and opening.group(1) not in _POSTS:
        return  # an archive has dozens of other lists beside its posts
    try:
        data = json.loads(text[opening.end() :] if opening else text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON: {error}", path=path) from error
    if isinstance(data, Mapping) and "data" in data:
        yield from _api(data, path, rules)
    elif isinstance(data, list):
        yield from _archive(data, path, rules)
    else:
        raise InputError(
            "is JSON, but neither an answer of the X API nor an archive's tweets",
            path=path,
            hint="for other sources use JSON Lines with id, date, text",
        )


def _api(answer: Json, path: str, rules: Rules) -> Iterator[Source | str]:
    includes = answer.get("includes")
    includes = includes if isinstance(includes, Mapping) else {}
    people = {str(each.get("id")): each for each in _rows(includes.get("users"))}
    posts = answer["data"] if isinstance(answer["data"], list) else [answer["data"]]
    for number, post in enumerate([*posts, *_rows(includes.get("tweets"))], 1):
        if not isinstance(post, Mapping):
            yield f"{path}: post {number} is not a JSON object"
            continue
        note = post.get("note_tweet")
        text = note.get("text") if isinstance(note, Mapping) else None
        text = text if isinstance(text, str) else post.get("text")
        if not isinstance(text, str):
            yield f"{path}: post {number} has no text"
        elif not _is_repost(post):
            author = people.get(str(post.get("author_id")), {})
            date = str(post.get("created_at") or "")
            yield _source(
                str(post.get("id") or f"{path}#{number}"), text, author, date, path, rules
            )


def _archive(rows: list[Any], path: str, rules: Rules) -> Iterator[Source | str]:
    author = _archive_owner(Path(path).with_name("account.js"))
    for number, row in enumerate(rows, 1):
        post = row if isinstance(row, Mapping) else {}
        post = post.get("noteTweet", post.get("tweet", post))
        text = _full_text(post) if isinstance(post, Mapping) else None
        if not isinstance(text, str):
            yield f"{path}: post {number} has no text"
        elif not text.startswith("RT @"):
            name = post.get("noteTweetId") or post.get("id_str") or post.get("id")
            date = _date(post.get("created_at") or post.get("createdAt"))
            yield _source(str(name or f"{path}#{number}"), text, author, date, path, rules)


def _full_text(post: Json) -> object:
    core = post.get("core")
    if isinstance(core, Mapping):
        return core.get("text")
    return post.get("full_text") or post.get("text")


def _source(name: str, raw: str, author: Json, date: str, path: str, rules: Rules) -> Source:
    text = html.unescape(raw)
    handle = f"@{author['username']}" if author.get("username") else None
    shown = str(author["name"]) if author.get("name") else None
    speaker = f"{shown} ({handle})" if shown and handle else handle or shown
    known = rules.sources.kinds.get("tweet", SourceKind(Tier.DOCUMENT, Medium.TWEET))
    return Source(
        id=name,
        text=text,
        turns=(Turn(speaker, 0, len(text), date or None),) if text else (),
        kind="tweet",
        tier=known.tier,
        medium=known.medium,
        date=date[:10] or None,
        title=f"Post of {speaker}" if speaker else "Post",
        path=path,
    )


def _rows(value: object) -> list[Json]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _is_repost(post: Json) -> bool:
    return any(row.get("type") == "retweeted" for row in _rows(post.get("referenced_tweets")))


def _archive_owner(path: Path) -> Json:
    """Whose archive it is, where the archive's account.js lies beside."""
    try:
        rows = json.loads(_ARCHIVE.sub("", path.read_text(encoding="utf-8"), count=1))
        account = rows[0]["account"]
        return {"username": account["username"], "name": account.get("accountDisplayName")}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _date(value: object) -> str:
    try:
        return datetime.strptime(str(value), _ARCHIVE_DATE).isoformat()  # noqa: DTZ007 - has %z
    except ValueError:
        return str(value) if iso_date(str(value)) else ""
