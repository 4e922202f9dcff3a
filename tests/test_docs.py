"""The examples in the documents are true."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.style import Style

from quotecheck import model, rules
from quotecheck.articles import SUFFIXES
from quotecheck.formats import READ
from quotecheck.formats.sizes import LARGEST
from quotecheck.rules import source
from quotecheck.rules.attribution import AttributionRules
from quotecheck.rules.convert import schema_of
from quotecheck.rules.wording import WordingRules
from quotecheck.sources import opening, reader

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
        if target.startswith("reference/"):  # made when the site is
            assert f'"{target}"' in (ROOT / "docs/scripts/site.py").read_text(), target
        else:
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


def test_the_table_of_formats_says_how_large_files_may_be_and_which_are_drafts():
    page = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    table = page.partition("| files |")[2].partition("\n\n")[0]
    told = {}
    for row in table.splitlines()[2:]:
        files, *_, limit = row.strip("| ").split(" | ")
        number, unit = re.match(r"(\d+) (MB|GB)", limit).groups()
        for suffix, star in re.findall(r"`(\.\w+)`( \*)?", files):
            told[suffix] = (int(number) * {"MB": 10**6, "GB": 10**9}[unit], bool(star))
    assert {**told} == {each: (LARGEST[each], each in SUFFIXES) for each in told}
    variants = {".text", ".markdown", ".htm", ".js"}
    assert {*READ, *SUFFIXES, ".jsonl"} - variants == told.keys()
    assert variants <= LARGEST.keys()


def test_every_term_of_the_glossary_leads_to_what_there_is():
    page = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    package = ROOT / "quotecheck"
    for row in re.findall(r"^\| .*\| .*\| (.*) \|$", page, re.MULTILINE):
        for name in re.findall(r"`([\w./]+)`(?! in the rules)", row):
            module, _, attribute = name.rpartition(".")
            if "/" in name:
                assert (package / name).exists(), name
            elif attribute == "py":
                assert (package / name).is_file(), name
            elif module and attribute[0].isupper():
                found = importlib.import_module(f"quotecheck.{module}")
                assert hasattr(found, attribute), name
            elif module == "Quotation":
                assert attribute in model.Quotation.__dataclass_fields__, name


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))], ids=lambda page: page.name
)
def test_the_modules_that_a_page_names_are_there(page):
    """A name without a folder is that of a module beside the one before, or of a single one."""
    for paragraph in re.split(r"\n(?=\n|\||- |\d\. )", page.read_text(encoding="utf-8")):
        folders = [ROOT / "quotecheck", ROOT, ROOT / "tests"]
        for name in re.findall(r"`((?:[\w.-]+/)*\w+\.py)`", paragraph):
            near = [folder / name for folder in folders if (folder / name).is_file()]
            found = near[-1:] or list((ROOT / "quotecheck").rglob(name))
            assert len(found) == 1, f"{name}: {found or 'is not there'}"
            folders.append(found[0].parent)


def test_every_room_is_in_the_architecture():
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent for path in (ROOT / "quotecheck").glob("*/__init__.py")}
    tops = {path for path in (ROOT / "quotecheck").glob("*.py") if "__" not in path.name}
    assert [room.name for room in rooms if f"| `{room.name}/` |" not in page] == []
    table = page.partition("| module | job |")[2].partition("\n\n")[0]
    assert [path.name for path in tops if f"`{path.name}`" not in table] == []


def test_the_list_of_modules_has_each_with_what_it_is(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "scripts"))
    listed = "\n".join(importlib.import_module("modules").page())
    for path in (ROOT / "quotecheck").rglob("*.py"):
        if path.name != "__init__.py":
            assert re.search(rf"^\| `{path.name}` \| \S.* \|$", listed, re.MULTILINE), path


def test_every_section_of_the_rules_is_described():
    page = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    left_out = {"version", "extends"}
    for name in sorted(schema_of(rules.Rules).keys() - left_out):
        assert re.search(rf"^\| `{name}\b", page, re.MULTILINE), name
    table = page.partition("| section |")[2].partition("\n\n")[0]
    for name in [*schema_of(AttributionRules), *schema_of(WordingRules), "labels", "tiers"]:
        assert name.replace("_", "-") in table, name
    files = page.partition("| file | what it holds |")[2].partition("\n\n")[0]
    named = set(re.findall(r"^\| `([\w.]+)`", files, re.MULTILINE))
    assert named == {path.name for path in (ROOT / "quotecheck/data").iterdir() if path.is_file()}


@pytest.mark.parametrize("page", ["rules.md", "verification.md", "sources.md", "check.md"])
def test_the_keys_that_a_page_names_are_in_the_rules(page):
    """`wording.limits` in a sentence: there is such a key, and what it is a part of."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    sections = "|".join(schema_of(rules.Rules))
    for span in re.findall(rf"`((?:{sections})(?:\.[\w-]+)+)`", text):
        held = rules.load()
        for key in span.split("."):
            known = getattr(held, key.replace("-", "_"), None)
            held = known if known is not None or not isinstance(held, dict) else held.get(key)
            assert held is not None, f"{page}: {span}"


def test_the_figures_that_pages_quote_are_those_of_the_code():
    told = {
        "docs/rules.md": (f"{source.MAX_BYTES // 10**6} MB and {source.MAX_DEPTH} levels",),
        "docs/architecture.md": (f"up to {reader.LIGHT // 10**6} MB, unpacked",),
        "docs/verification.md": (f"({opening._HANDFUL // 1000} kB)",),
    }
    for page, figures in told.items():
        text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
        assert [each for each in figures if each not in text] == [], page


def test_the_sessions_that_the_pages_name_are_in_the_noxfile():
    sessions = set(
        re.findall(r"^def (\w+)\(session", (ROOT / "noxfile.py").read_text(), re.MULTILINE)
    )
    for page in (ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")):
        for name in re.findall(r"nox -s (\w+)", page.read_text(encoding="utf-8")):
            assert name in sessions, f"{page.name}: {name}"


def test_every_page_is_in_the_menu_of_the_site():
    menu = set(re.findall(r"([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE))
    assert {page.name for page in ROOT.glob("docs/*.md")} <= menu


def test_a_film_draws_what_stays_once_and_shows_each_frame_in_its_time(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "scripts"))
    cast = importlib.import_module("cast")
    style = Style(color="#ffffff", bgcolor="#000000", bold=True)
    still = (("always <here> & “now”", style),)
    frames = [(still, ((f"frame {number}", style),)) for number in range(len(cast.STORY))]
    film = cast.svg(frames)
    texts = [text.text for text in ET.fromstring(film).iter("{http://www.w3.org/2000/svg}text")]
    assert texts.count("always <here> & “now”") == 1
    assert all(texts.count(f"frame {number}") == 1 for number in range(len(frames)))
    assert film.count("@keyframes") == len(frames)
    for moves in re.findall(r"@keyframes k\d+\{(.*?)\}\.k", film):
        assert moves.count("visible") == 1
        assert moves.startswith("0%{")
