"""Reader of what a web page says about itself: its title, date, site, author and address."""

from __future__ import annotations

import json
from typing import Any, TypedDict

from quotecheck.formats.web_tree import Node

_MAX_METAS = 300
_MAX_SCRIPTS = 10
_MAX_SCRIPT = 500_000
_MAX_VALUE = 500
_DATES = ("article:published_time", "date", "dc.date", "pubdate", "datepublished", "dc.date.issued")


class About(TypedDict):
    """The particulars of a page; None where it says nothing."""

    title: str | None
    date: str | None
    outlet: str | None
    author: str | None
    address: str | None


def about(root: Node) -> About:
    """The metadata of a page, from its meta elements, then its JSON-LD, then its text."""
    metas: dict[str, str] = {}
    linked: dict[str, str] = {}
    seen: dict[str, str] = {}  # by tag
    scripts = 0
    for node in root.elements():
        attributes = node.attributes
        if node.tag == "meta" and len(metas) < _MAX_METAS:
            name = next(filter(None, map(attributes.get, ("property", "name", "itemprop"))), "")
            metas.setdefault(name.lower(), _value(attributes.get("content", "")))
        elif node.tag in ("title", "h1"):
            seen.setdefault(node.tag, _value(node.text(_MAX_VALUE)))
        elif node.tag == "link" and attributes.get("rel") == "canonical":
            seen.setdefault("link", _value(attributes.get("href", "")))
        elif node.tag == "time" and "datetime" in attributes:
            seen.setdefault("time", _value(attributes["datetime"]))
        elif attributes.get("type") == "application/ld+json" and scripts < _MAX_SCRIPTS:
            scripts += 1
            _add_json(linked, node.text(_MAX_SCRIPT))

    def first(*names: str) -> str | None:
        return next((metas[name] for name in names if metas.get(name)), None)

    address = seen.get("link") or first("og:url") or ""
    return {
        "title": first("og:title", "dc.title") or seen.get("title") or seen.get("h1") or None,
        "date": first(*_DATES) or linked.get("date") or seen.get("time") or None,
        "outlet": first("og:site_name") or linked.get("outlet"),
        "author": first("author", "article:author", "dc.creator") or linked.get("author"),
        "address": address if address.startswith(("http://", "https://")) else None,
    }


def _value(text: str) -> str:
    return " ".join(text.split())[:_MAX_VALUE]


def _add_json(found: dict[str, str], text: str) -> None:
    """Add the date, author and publisher that a piece of JSON-LD names."""
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        return
    rows = data.get("@graph", [data]) if isinstance(data, dict) else data
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict):
            continue
        for key, name in (("datePublished", "date"), ("author", "author"), ("publisher", "outlet")):
            value = row.get(key)
            value = value[0] if isinstance(value, list) and value else value
            value = value.get("name") if isinstance(value, dict) else value
            if isinstance(value, str) and value.strip():
                found.setdefault(name, _value(value))
