"""The examples in the documents are true."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["docs/library.md"])
def test_the_examples_run(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / name), module_relative=False)
    assert tried
    assert not failed


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")))
def test_the_files_that_a_page_links_to_are_there(page):
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_the_picture_of_the_rooms_is_that_of_the_code():
    done = subprocess.run(
        [sys.executable, "docs/scripts/rooms.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_the_film_of_the_desk_is_small_and_asks_nobody_for_anything():
    film = (ROOT / "docs/images/desk.svg").read_bytes()
    assert len(film) < 500_000
    words = "".join(ET.fromstring(film).itertext())
    assert "{+not+}" in words
    assert "Signs off" in words
    assert "infinite" in words
    addresses = set(re.findall(rb"(?:https?:|//)[^\"' )]+", film))
    assert addresses <= {b"http://www.w3.org/2000/svg"}
