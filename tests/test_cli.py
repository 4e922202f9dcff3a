"""The command line as a user meets it: what comes out, and what is said when it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from quotecheck.cli import COMMANDS, main
from quotecheck.record import schema

SEEDS = Path(__file__).parents[1] / "seeds"
STORY = SEEDS / "000_22d4084aa8b8ec3d.txt"
SOURCES = SEEDS / "sources"
SMALL = "“The dam will hold,” Mara Quill said. “We checked.”\n"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def write(tmp_path):
    def _write(name, data):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return _write


def test_extract_prints_a_place_to_jump_to(run, write):
    path = write("dam.txt", SMALL)
    status, out, err = run("extract", path)
    assert (status, err) == (0, "")
    assert f"{path}:1:1:" in out
    assert "Mara Quill" in out
    assert "\x1b" not in out


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_is_true_to_the_schema(run, write, form):
    write("in/a.txt", SMALL)
    write("in/b.txt", SMALL)
    status, out, _ = run("extract", write("in/c.txt", SMALL).parent, "--format", form)
    documents = json.loads(out) if form == "json" else [json.loads(x) for x in out.splitlines()]
    assert status == 0
    assert [document["id"] for document in documents] == ["a", "b", "c"]
    for document in documents:
        jsonschema.validate(document, schema())


def test_check_and_its_json(run):
    status, out, _ = run("check", STORY, "--sources", SOURCES, "--format", "json", "--explain")
    (document,) = json.loads(out)
    jsonschema.validate(document, schema())
    assert status == 1
    marked = [quote for quote in document["quotes"] if quote["kind"] != "indirect"]
    assert {quote["check"]["verdict"] for quote in marked} == {"verbatim", "not-found"}


def test_a_passage_is_shown_with_what_stands_around_it(run, write):
    source = write(
        "talk.txt",
        "Date: 2026-03-01\n\nMS. ROWE: It rained all night. We will not sell the ferry. "
        "Nobody asked us.\n\nMR. VOSS: Why? The pier is closed until May. The beach is open.\n",
    )
    story = write(
        "story.txt",
        "“We will sell the ferry,” Rowe said on Monday.\n\n"
        "“The pier is closed until May,” Voss said.\n",
    )
    status, out, _ = run("check", story, "--sources", source)
    out = " ".join(out.split())
    assert status == 1
    assert "It rained all night. »We will not sell the ferry«. Nobody asked us." in out
    assert "»The pier is closed until May«" not in out  # what passes needs no look


def test_quotes_are_checked_as_of_a_day_and_in_one_medium(run, write):
    rows = [
        {"id": "early", "date": "2026-03-01", "text": "The pier is closed until May."},
        {"id": "late", "date": "2026-03-09", "text": "The ferry is sold to the north."},
        {"id": "post", "kind": "tweet", "date": "2026-03-01", "text": "The slipway stays with us."},
    ]
    source = write("all.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    quotes = write(
        "list.csv",
        "id,quote\n1,The pier is closed until May\n2,The ferry is sold to the north\n"
        "3,The slipway stays with us\n",
    )

    def checks(*options):
        _, out, _ = run("check", quotes, "--sources", source, "--format", "jsonl", *options)
        return [quote["check"] for quote in json.loads(out)["quotes"]]

    assert [each["flags"] for each in checks("--as-of", "2026-03-02")] == [[], ["later-source"], []]
    assert not any(each["flags"] for each in checks("--as-of", "2026-03-10"))
    found = [each["verdict"] for each in checks("--only-medium", "tweet")]
    assert found == ["not-found", "not-found", "verbatim"]


@pytest.mark.parametrize("command", ["check", "review", "batch"])
@pytest.mark.parametrize("name", [".", "drafts"])
def test_a_draft_is_never_its_own_source(run, write, monkeypatch, tmp_path, command, name):
    """Anything that somebody invents would stand in it word for word."""
    draft = write("drafts/story.txt", "“We shall never pay for the dam,” Mara Quill said.\n")
    monkeypatch.chdir(tmp_path)
    places = ["drafts"] if command == "batch" else [draft, "drafts", "drafts/../drafts/story.txt"]
    for place in places:
        status, _, err = run(command, place, "--sources", name)
        assert status == 2
        assert "is one of the sources, and is not checked against itself" in err


def test_a_source_among_the_drafts_is_told_and_left_out(run, write, monkeypatch, tmp_path):
    write("talk.txt", "MARA QUILL: We shall pay for the dam.\n\nTOM ORD: “No,” she said.\n")
    write("story.txt", "“We shall pay for the dam,” Mara Quill said.\n")
    monkeypatch.chdir(tmp_path)
    options = ("--sources", "talk.txt", "--format", "jsonl", "--fail-on", "never")
    for paths, note in ((["story.txt", "talk.txt"], True), (["."], False)):
        status, out, err = run("check", *paths, *options)
        assert status == 0
        assert [json.loads(line)["id"] for line in out.splitlines()] == ["story"]
        assert ("talk.txt: is one of the sources" in err) is note
    assert run("batch", ".", "--sources", "talk.txt", "--output", "out")[0] == 0
    (line,) = (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["id"] == "story"


def test_fail_on_decides_the_exit_status(run):
    assert run("check", STORY, "--sources", SOURCES, "--fail-on", "open")[0] == 1
    assert run("check", STORY, "--sources", SOURCES, "--fail-on", "error")[0] == 0
    assert run("check", STORY, "--sources", SOURCES, "--fail-on", "never")[0] == 0


def test_a_list_of_quotes_is_checked(run, write):
    rows = write("list.csv", "id,quote,speaker\nq9,not looking for speed,Donald Trump\n")
    status, out, _ = run("check", rows, "--sources", SOURCES, "--format", "jsonl")
    (quote,) = json.loads(out)["quotes"]
    assert (status, quote["id"], quote["check"]["verdict"]) == (0, "q9", "verbatim")


def test_output_goes_to_a_file_in_one_piece(run, write, tmp_path):
    target = tmp_path / "out.jsonl"
    run("extract", write("a.txt", SMALL), "--format", "jsonl", "--output", target)
    assert json.loads(target.read_text())["id"] == "a"
    assert [each.name for each in tmp_path.iterdir() if "partial" in each.name] == []


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("none.txt", None, "no such file"),
        ("empty.txt", "", "is empty"),
        ("story.txt", b"\x7fELF\0\0\0\1" * 50, "binary"),
        ("huge.txt", b"word " * 10_000_001, "larger than 20 MB"),
        ("folder/picture.png", b"x", "no articles"),
    ],
)
def test_an_article_that_cannot_be_used_is_one_message_and_exit_2(
    run, write, tmp_path, name, data, message
):
    path = tmp_path / name
    if data is not None:
        path = write(name, data)
    status, _, err = run("extract", path.parent if "folder" in name else path)
    assert status == 2
    assert message in err
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


def test_a_bad_file_does_not_stop_the_others(run, write):
    write("in/a.txt", SMALL)
    write("in/b.txt", b"\0\1\2")
    status, out, err = run("extract", write("in/c.txt", SMALL).parent, "--format", "jsonl")
    assert status == 2
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "c"]
    assert "b.txt" in err


@pytest.mark.parametrize("command", ["extract", "check"])
def test_an_article_that_breaks_the_engine_does_not_stop_the_others(
    run, write, monkeypatch, command
):
    from quotecheck.extraction import engine

    prepare = engine.prepare

    def break_at_b(article, rules):
        if article.path.endswith("b.txt"):
            raise IndexError("list index out of range")
        return prepare(article, rules)

    monkeypatch.setattr(engine, "prepare", break_at_b)
    folder = write("in/a.txt", SMALL).parent
    write("in/b.txt", SMALL)
    write("in/c.txt", SMALL)
    more = ["--sources", SOURCES, "--fail-on", "never"] if command == "check" else []
    status, out, err = run(command, folder, "--format", "jsonl", *more)
    assert status == 2
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "c"]
    assert "b.txt: a fault in quotecheck: IndexError" in err
    assert "Traceback" not in err


def test_another_encoding_is_read_with_a_warning(run, write):
    status, out, err = run("extract", write("a.txt", SMALL.encode("cp1252")))
    assert status == 0
    assert "not UTF-8" in err
    assert "“The dam will hold,”" in out


def test_unbalanced_marks_are_no_trouble(run, write):
    text = '“The dam will hold, Quill said.\n\nShe left. ” “ "\n\n“It holds,” she said.\n'
    status, out, _ = run("extract", write("a.txt", text))
    assert status == 0
    assert "“It holds,”" in out


def test_escapes_in_an_article_never_reach_the_terminal(run, write):
    text = "“The \x1b]0;owned\x07 dam [bold]holds[/bold] \u202e,” Mara Quill\x9b31m said.\n"
    path = write("a.txt", text)
    copy = write("copy.txt", text)
    for arguments in (("extract", path), ("check", path, "--sources", copy, "--all")):
        _, out, err = run(*arguments)
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out + err)
        assert "[bold]" in out


def test_a_source_without_turns_is_searched_all_the_same(run, write):
    source = write("notes.txt", "the dam will hold and we checked\n")
    _, out, _ = run("check", write("a.txt", SMALL), "--sources", source, "--format", "jsonl")
    quote = json.loads(out)["quotes"][0]
    assert quote["check"]["verdict"] == "verbatim"
    assert quote["check"]["speaker_match"] == "unknown"


def test_an_empty_source_is_told_of_and_the_rest_is_used(run, write):
    write("s/empty.txt", "")
    write("s/binary.txt", b"\0\0\0")
    folder = write("s/good.txt", "QUILL: The dam will hold. We checked.\n").parent
    status, _, err = run("check", write("a.txt", SMALL), "--sources", folder)
    assert status == 0
    assert "empty.txt" in err
    assert "binary.txt" in err


def test_no_sources_at_all_is_exit_2(run, write, tmp_path):
    status, _, err = run("check", write("a.txt", SMALL), "--sources", tmp_path / "none")
    assert status == 2
    assert "no such" in err


def test_a_faulty_rules_file_tells_every_fault(run, write):
    rules = write("desk.yaml", "verson: 1\npeople: [x]\n")
    status, out, err = run("extract", write("a.txt", SMALL), "--rules", rules)
    assert (status, out) == (2, "")
    assert f"{rules}:1:1: verson" in err
    assert f"{rules}:2:" in err
    assert run("rules", "check", rules)[0] == 2


def test_the_rules_explain_a_quotation(run, write):
    path = write("a.txt", SMALL)
    status, out, _ = run("rules", "explain", path, "--quote", "1")
    assert status == 0
    assert "Mara Quill" in out
    assert run("rules", "explain", path, "--quote", "99")[0] == 2


def test_the_shipped_rules_pass_their_own_examples(run):
    assert run("rules", "test")[0] == 0


def test_a_place_that_cannot_be_written_is_exit_2(run, write, tmp_path):
    target = tmp_path / "no" / "such" / "out.json"
    status, _, err = run("extract", write("a.txt", SMALL), "--output", target)
    assert status == 2
    assert "cannot be written" in err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command, capsys):
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert "example" in capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_names_the_commands(run, shell):
    status, out, _ = run("completion", shell)
    assert status == 0
    assert "extract" in out


def test_a_reader_that_leaves_early_is_no_fault(write):
    path = write("a.txt", (SMALL + "\n") * 2000)
    command = f"{sys.executable} -m quotecheck extract {path} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=os.environ)
    assert done.stderr == ""


@pytest.mark.parametrize("command", ["extract", "check"])
def test_a_draft_on_standard_input(tmp_path, command):
    (tmp_path / "talk.txt").write_text("ANN ROE: We shall go in May.\n", encoding="utf-8")
    sources = ["--sources", str(tmp_path / "talk.txt")] if command == "check" else []
    done = subprocess.run(
        [sys.executable, "-m", "quotecheck", command, "-", *sources, "--format", "jsonl"],
        input="“We shall go in May,” Ann Roe said.\n".encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["quotes"][0]["speaker"]["name"] == "Ann Roe"
