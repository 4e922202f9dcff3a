"""Posts: answers of the X API (versions 1.1 and 2), the ``tweets.js`` of an X archive, Mastodon
(statuses and the outbox of an archive), Bluesky (feeds, threads and records).

A post is taken in full: ``text`` is cut after 280 characters, ``note_tweet.text`` is not; an
archive has the long ones in ``note-tweet.js``. A repost is the words of somebody else and left
out, unless the answer includes the original.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from quotecheck.formats.content import Block, Content
from quotecheck.formats.tree import Json, mapping, objects

_ARCHIVE = re.compile(r"\s*window\.YTD\.(\w+)\.part\d+\s*=\s*")
_LISTS = ("orderedItems", "feed", "statuses", "posts")
_POSTS = frozenset(("tweet", "tweets", "community_tweet", "note_tweet"))
_ARCHIVE_DATE = "%a %b %d %H:%M:%S %z %Y"
_BREAK = re.compile(r"<br\s{0,9}/?>|</p>\s{0,99}<p[^<>]{0,200}>", re.IGNORECASE)
_AT_ADDRESS = re.compile(r"at://([\w.:%-]{1,300})/app\.bsky\.feed\.post/([\w-]{1,100})$")
_CUT = "the file has only the beginning of this post: ask for it in full (tweet_mode=extended)"
_TAG = re.compile(r"<[^<>]{0,2000}>")


def is_other_archive(text: str) -> bool:
    """Return whether a file is one of the dozens of lists of an X archive that are not its
    posts."""
    opening = _ARCHIVE.match(text)
    return opening is not None and opening.group(1) not in _POSTS


def without_assignment(text: str) -> str:
    """The JSON of a file of an X archive, which assigns it to a variable."""
    opening = _ARCHIVE.match(text)
    return text[opening.end() :] if opening else text


def is_posts(tree: object) -> bool:
    """Return whether a JSON tree has the form of posts."""
    if isinstance(tree, list):
        first = next((row for row in tree if isinstance(row, Mapping)), {})
        return any(
            map(
                first.__contains__,
                ("tweet", "noteTweet", "full_text", "id_str", "account", "in_reply_to_id"),
            )
        )
    if not isinstance(tree, Mapping):
        return False
    return (
        _is_post(tree)
        or any(isinstance(tree.get(name), list) for name in (*_LISTS, "descendants"))
        or any(isinstance(row.get("value"), Mapping) for row in objects(tree.get("records"))[:1])
        or (isinstance(tree.get("thread"), Mapping) and "post" in tree["thread"])
        or _is_x_answer(tree)
    )


def contents(tree: object, path: str) -> Iterator[Content]:
    """The posts of a JSON tree that has their form (`is_posts`), in its order, each once."""
    given: set[tuple[str | None, tuple[Block, ...]]] = set()
    for content in _all(tree, path):
        if not content.blocks or (content.id, content.blocks) not in given:
            given.add((content.id, content.blocks))
            yield content


def _all(tree: object, path: str) -> Iterator[Content]:
    if isinstance(tree, list):
        owner = _archive_owner(Path(path).with_name("account.js"))
        for number, row in enumerate(tree, 1):
            yield from _listed(row, number, owner, path)
    elif isinstance(tree, Mapping):
        yield from _answer(tree, path)


def _answer(tree: Json, path: str) -> Iterator[Content]:
    if _is_x_answer(tree):
        yield from _api(tree, path)
        return
    owner: Json = {}
    rows: list[object]
    if isinstance(tree.get("thread"), Mapping):
        rows = list(_thread(tree["thread"]))
    elif isinstance(tree.get("descendants"), list):
        rows = [*objects(tree.get("ancestors")), *tree["descendants"]]
    else:
        names = (*_LISTS, "records")
        rows = next((tree[name] for name in names if isinstance(tree.get(name), list)), [tree])
        if "orderedItems" in tree:
            owner = _actor(Path(path).with_name("actor.json"))
    for number, row in enumerate(rows, 1):
        yield from _listed(row, number, owner, path)


def _is_x_answer(tree: Json) -> bool:
    data = tree.get("data")
    rows = data if isinstance(data, list) else [data]
    return any(
        isinstance(row, Mapping) and ("author_id" in row or ("text" in row and "id" in row))
        for row in rows
    ) or (isinstance(tree.get("includes"), Mapping) and "data" in tree)


def _is_post(row: Json) -> bool:
    return bool(
        ("id_str" in row and ("text" in row or "full_text" in row))
        or ("account" in row and "content" in row)
        or _record(row) is not None
    )


def _record(post: Json) -> Json | None:
    """The object that holds the words of a Bluesky post: its record, or the post itself if it is
    one."""
    record = post.get("record", post.get("value"))
    if isinstance(record, Mapping) and "text" in record:
        return record
    return post if str(post.get("$type", "")).startswith("app.bsky.feed.post") else None


def _listed(row: object, number: int, owner: Json, path: str) -> Iterator[Content]:
    post = mapping(row)
    if "reason" in post and "post" in post:
        return  # somebody else's post, reposted
    post = mapping(post.get("noteTweet", post.get("tweet", post.get("post", post))))
    if isinstance(post.get("reblog"), Mapping) or post.get("type") == "Announce":
        return
    if post.get("type") == "Create" and isinstance(post.get("object"), Mapping):
        post = post["object"]
    if (record := _record(post)) is not None:
        yield _bluesky({} if record is post else post, record, number, path)
    elif isinstance(post.get("content"), str):
        yield _mastodon(post, number, owner, path)
    else:
        yield from _tweet(post, number, owner, path)


def _tweet(post: Json, number: int, owner: Json, path: str) -> Iterator[Content]:
    if isinstance(post.get("retweeted_status"), Mapping):
        post = post["retweeted_status"]
    text = _full_text(post)
    if not isinstance(text, str):
        yield _without_text(number, path)
    elif not text.startswith("RT @"):
        user = post.get("user")
        author = owner
        if isinstance(user, Mapping):
            author = {"username": user.get("screen_name"), "name": user.get("name")}
        name = post.get("noteTweetId") or post.get("id_str") or post.get("id")
        date = _date(post.get("created_at") or post.get("createdAt"))
        content = _post(str(name or f"{path}#{number}"), html.unescape(text), author, date, "tweet")
        yield replace(content, notes=(_CUT,)) if _is_cut(post, text) else content


def _is_cut(post: Json, text: str) -> bool:
    """Return whether X left out the end of a post that is longer than it used to allow."""
    return post.get("truncated") is True and post.get("text") == text


def _full_text(post: Json) -> object:
    for holder in ("core", "extended_tweet"):
        inner = post.get(holder)
        if isinstance(inner, Mapping):
            found = inner.get("full_text") or inner.get("text")
            if isinstance(found, str):
                return found
    return post.get("full_text") or post.get("text")


def _api(answer: Json, path: str) -> Iterator[Content]:
    includes = mapping(answer.get("includes"))
    people = {str(each.get("id")): each for each in objects(includes.get("users"))}
    posts = answer["data"] if isinstance(answer["data"], list) else [answer["data"]]
    for number, post in enumerate([*posts, *objects(includes.get("tweets"))], 1):
        if not isinstance(post, Mapping):
            yield _without_text(number, path, "is not a JSON object")
            continue
        text = mapping(post.get("note_tweet")).get("text")
        text = text if isinstance(text, str) else post.get("text")
        if not isinstance(text, str):
            yield _without_text(number, path)
        elif not _is_repost(post):
            author = people.get(str(post.get("author_id")), {})
            date = str(post.get("created_at") or "")
            name = str(post.get("id") or f"{path}#{number}")
            yield _post(name, html.unescape(text), author, date, "tweet")


def _mastodon(post: Json, number: int, owner: Json, path: str) -> Content:
    account = mapping(post.get("account"))
    author = {
        "username": account.get("acct") or account.get("username"),
        "name": account.get("display_name"),
    }
    if not account and isinstance(post.get("attributedTo"), str):
        handle = str(post["attributedTo"]).rstrip("/").rpartition("/")[2]
        name = owner.get("name") if handle == owner.get("username") else None
        author = {"username": handle, "name": name}
    text = html.unescape(_TAG.sub("", _BREAK.sub("\n", post["content"])))
    date = str(post.get("created_at") or post.get("published") or "")
    address = post.get("url") or post.get("uri") or post.get("id")
    address = address if isinstance(address, str) and address.startswith("http") else None
    return _post(str(post.get("id") or f"{path}#{number}"), text, author, date, "post", address)


def _bluesky(post: Json, record: Json, number: int, path: str) -> Content:
    account = mapping(post.get("author"))
    author = {"username": account.get("handle"), "name": account.get("displayName")}
    uri = str(post.get("uri") or "")
    parts = _AT_ADDRESS.match(uri)
    who = account.get("handle") or (parts.group(1) if parts else None)
    address = f"https://bsky.app/profile/{who}/post/{parts.group(2)}" if parts and who else None
    text = record.get("text")
    if not isinstance(text, str):
        return _without_text(number, path)
    date = str(record.get("createdAt") or post.get("indexedAt") or "")
    return _post(uri or f"{path}#{number}", text, author, date, "post", address)


def _thread(thread: Json) -> Iterator[object]:
    """The posts of a Bluesky thread, the parents first."""
    parents: list[Json] = []
    parent = thread.get("parent")
    while isinstance(parent, Mapping) and len(parents) < 1_000:
        parents.append(parent)
        parent = parent.get("parent")
    for each in reversed(parents):
        yield each.get("post")
    waiting: list[Json] = [thread]
    while waiting:
        each = waiting.pop(0)
        yield each.get("post")
        waiting += objects(each.get("replies"))


def _post(
    name: str, text: str, author: Json, date: str, kind: str, address: str | None = None
) -> Content:
    handle = f"@{author['username']}" if author.get("username") else None
    shown = str(author["name"]) if author.get("name") else None
    speaker = f"{shown} ({handle})" if shown and handle else handle or shown
    if not text.strip():
        return Content((), "post", id=name, notes=(f"post {name} has no text",))
    if kind == "tweet" and handle and name.isdigit():
        address = f"https://x.com/{handle[1:]}/status/{name}"
    return Content(
        (Block(text, time=date or None, speaker=speaker),),
        "post",
        id=name,
        kind=kind,
        title=f"Post of {speaker}" if speaker else "Post",
        date=date[:10] or None,
        address=address,
        speaker=speaker,
    )


def _without_text(number: int, path: str, reason: str = "has no text") -> Content:
    return Content((), "post", notes=(f"{path}: post {number} {reason}",))


def _is_repost(post: Json) -> bool:
    return any(row.get("type") == "retweeted" for row in objects(post.get("referenced_tweets")))


def _archive_owner(path: Path) -> Json:
    """The owner of an X archive, as the account.js beside it says; empty where it says nothing."""
    try:
        rows = json.loads(_ARCHIVE.sub("", path.read_text(encoding="utf-8"), count=1))
        account = rows[0]["account"]
        return {"username": account["username"], "name": account.get("accountDisplayName")}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}


def _actor(path: Path) -> Json:
    """The owner of a Mastodon archive, as the actor.json beside it says; empty where it says
    nothing."""
    try:
        actor = json.loads(path.read_text(encoding="utf-8"))
        return {"username": actor["preferredUsername"], "name": actor.get("name")}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _date(value: object) -> str:
    text = str(value or "")
    try:
        return datetime.strptime(text, _ARCHIVE_DATE).isoformat()  # noqa: DTZ007 - has %z
    except ValueError:
        return text if re.match(r"\d{4}-\d{2}-\d{2}", text) else ""
