"""Every form of a run's results, read back by those whom it is for; and the desk."""

from __future__ import annotations

import csv
import json
import re
import shlex
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from batch_samples import NAMES, make_folder, make_plan, make_sources, read_lines
from commands import run_here

from quotecheck import batch
from quotecheck.batch import exports
from quotecheck.cli import build_parser, main

FORMS = ("html", "csv", "parquet", "sarif", "github")


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """The output of a run over ten articles, five of which have an error."""
    pytest.importorskip("pyarrow", reason="needs the extra parquet")
    place = tmp_path_factory.mktemp("forms")
    folder, sources = make_folder(place), make_sources(place)
    batch.run(make_plan(place, folder, sources, reports=FORMS))
    return place / "out"


@pytest.fixture(scope="module")
def quotes(out):
    """(path, id, words, verdict) of every quotation, as in the results."""
    return [
        (each["path"], quote["id"], quote["text"], quote["check"]["verdict"])
        for each in read_lines(out / "results.jsonl")
        for quote in each["quotes"]
    ]


@pytest.fixture(scope="module")
def wrong(quotes):
    found = [quote for quote in quotes if quote[3] == "flipped"]
    assert len(found) == 5
    return found


def test_csv(out, quotes):
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["path"], row["quote"], row["text"], row["verdict"]) for row in rows] == quotes
    assert {row["speaker"] for row in rows} == set(NAMES)


def test_parquet(out, quotes):
    pq = pytest.importorskip("pyarrow.parquet")
    rows = pq.read_table(out / "results.parquet").to_pylist()
    assert [(row["path"], row["quote"], row["text"], row["verdict"]) for row in rows] == quotes
    assert all(isinstance(row["line"], int) for row in rows)


def test_sarif(out, wrong):
    reader = pytest.importorskip("sarif_pydantic", reason="needs sarif-pydantic")
    log = reader.Sarif.model_validate_json((out / "results.sarif").read_text(encoding="utf-8"))
    (run,) = log.runs
    assert {each.rule_id for each in run.results} == {"flipped"}
    places = [each.locations[0].physical_location for each in run.results]
    paths = [unquote(urlsplit(each.artifact_location.uri).path) for each in places]
    assert paths == [path for path, *_ in wrong]
    for path, place, (_, _, words, _) in zip(paths, places, wrong, strict=True):
        region = place.region
        line = Path(path).read_text(encoding="utf-8").split("\n")[region.start_line - 1]
        assert line[region.start_column - 1 : region.end_column - 1] == words


def test_annotations(out, wrong):
    """As GitHub reads workflow commands: percent signs stand for what would end a field."""
    found = []
    for line in (out / "annotations.txt").read_text(encoding="utf-8").splitlines():
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        fields = dict(each.split("=", 1) for each in command[2].split(","))
        found.append((command[1], unquote(fields["file"]), fields["line"]))
        assert "never" in unquote(command[3])
    assert found == [("error", path, "3") for path, *_ in wrong]


class Links(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.links, self.text = [], ""
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        self.links += [value for name, value in attributes if name == "href"]

    def handle_data(self, data):
        self.text += data


def test_the_overview_links_to_a_page_for_each_article(out, quotes):
    overview = Links(out / "index.html")
    pages = [Links(out / link) for link in overview.links]
    assert len(set(overview.links)) == len(pages) == 10
    for path, _, words, verdict in quotes:
        assert path in overview.text
        assert any(words in page.text and verdict in page.text for page in pages)
    assert "10 articles" in overview.text


def test_of_many_articles_the_worst_have_pages_unasked(tmp_path, monkeypatch):
    monkeypatch.setattr(exports, "_WORST", exports._WORST.replace("LIMIT 1000", "LIMIT 3"))
    folder, sources = make_folder(tmp_path), make_sources(tmp_path)
    out = tmp_path / "out"

    def links(reports):
        batch.run(make_plan(tmp_path, folder, sources, reports=reports))
        return Links(out / "index.html").links

    unasked = links(None)
    assert len(unasked) == 3
    assert all("flipped" in Links(out / link).text for link in unasked)
    assert (len(links(("html",))), len(links(()))) == (10, 0)


def test_summary(out, quotes):
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["documents"], summary["quotes"]) == (10, len(quotes))
    assert summary["verdict"] == {"flipped": 5, "verbatim": 5}
    assert [each["error"] for each in summary["worst"]] == [1] * 5
    assert {each["name"]: each["error"] for each in summary["speakers"]} == {"Quill": 0, "Vance": 5}


@pytest.mark.parametrize("answers", ["q\n", ""])
def test_the_desk_opens_the_results(out, quotes, answers, tmp_path):
    command = ["review", out, "--plain", "--editor", "Ann", "--desk", tmp_path / "desk"]
    done = run_here(*command, answers=answers)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    path, _, words, verdict = quotes[0]
    assert path in done.stdout
    assert words in done.stdout
    assert verdict.upper() in done.stdout


def test_a_form_that_cannot_be_written_is_told_before_the_run(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    command = ["batch", str(make_folder(tmp_path)), "-o", str(tmp_path / "out")]
    assert main([*command, "--report", "parquet"]) == 2
    assert "Parquet needs the extra `parquet`" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_help_has_examples_that_can_be_given(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["batch", "--help"])
    text = capsys.readouterr().out
    examples = re.findall(r"^  quotecheck (batch .*?)(?:   .*)?$", text, re.MULTILINE)
    assert len(examples) >= 3
    for example in examples:
        args = build_parser().parse_args(shlex.split(example))
        assert args.command == "batch"
        assert args.sources
    assert "resumes a run that was stopped" in text
    assert "130 stopped" in text
