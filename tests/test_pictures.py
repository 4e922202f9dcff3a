"""The pictures in the documents, which show the program as it is: `nox -s pictures` renews them."""

from __future__ import annotations

import asyncio
import html
import importlib.util
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
_CLOCK = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}|^[\d:]{1,5}$")  # also broken at a line's end
DUE = "a picture shows what the program no longer does: nox -s pictures"


def script(name: str):
    """A script of the documents, as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def words(picture: str) -> set[str]:
    """The texts in a picture, without spaces at their ends and without its day and hour."""
    found = re.findall(r"<text[^>]*>([^<]+)</text>", picture)
    told = {html.unescape(each).replace("\xa0", " ").strip() for each in found} - {""}
    return {each for each in told if not _CLOCK.search(each)}


@pytest.mark.parametrize("name", ["review-wide", "review-narrow"])
def test_the_screenshots_show_the_desk_as_it_is(tmp_path, name):
    asyncio.run(script("screenshots").shoot(tmp_path))
    fresh = (tmp_path / f"{name}.svg").read_text(encoding="utf-8")
    kept = (IMAGES / f"{name}.svg").read_text(encoding="utf-8")
    assert words(kept) == words(fresh), DUE


def test_the_film_shows_the_desk_as_it_is():
    cast = script("cast")
    fresh = cast.svg(asyncio.run(cast.film()))
    kept = (IMAGES / "desk.svg").read_text(encoding="utf-8")
    assert words(kept) == words(fresh), DUE
