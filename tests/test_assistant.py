"""The tool server, as an assistant uses it: by the SDK's own client, over each transport."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters

from quotecheck.assistant.server import make_server
from quotecheck.assistant.workspace import Workspace
from quotecheck.cli import main
from quotecheck.errors import InputError
from quotecheck.folders import Typed

TALK = """\
MARA QUILL: We shall mend the harbour wall before autumn. We are not going to sell the slipway.

ED VOSS: My crews can start in the first week of May, if the weather holds.
"""
STORY = (
    "“We shall mend the harbour wall before autumn,” Mara Quill said. "
    "“We are going to sell the slipway,” Quill told the meeting.\n\n"
    "“Every boat will have a berth by Christmas,” Ed Voss said.\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "desk" / "sources").mkdir(parents=True)
    (tmp_path / "desk" / "sources" / "council.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "desk" / "sources" / "call.m4a").write_bytes(b"sound")
    (tmp_path / "desk" / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("“The code is 1234,” Ann Roe said.", encoding="utf-8")
    return tmp_path / "desk"


def workspace(folder, **more):
    return Workspace([folder], Typed(folder.parent / "cache"), **more)


async def asked(folder, tool, *, may_write=False, **arguments):
    """The answer of a tool, and whether it is a refusal."""
    async with Client(make_server(workspace(folder, may_write=may_write), "1")) as client:
        answer = await client.call_tool(tool, arguments)
    text = "".join(part.text for part in answer.content if part.type == "text")
    found = answer.structured_content
    if isinstance(found, dict) and set(found) == {"result"}:
        found = found["result"]
    return (text, True) if answer.is_error else (found, False)


async def test_the_tools_say_what_they_are_for(folder):
    async with Client(make_server(workspace(folder), "1")) as client:
        tools = (await client.list_tools()).tools
    names = {tool.name for tool in tools}
    assert names == {
        *("extract_quotations", "check_draft", "find_words", "show_source", "list_sources"),
        "list_drafts",
    }
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)


async def test_an_invented_and_a_turned_quotation_are_caught(folder):
    answer, refused = await asked(folder, "check_draft", file="story.txt")
    assert not refused
    assert [each["verdict"] for each in answer["findings"]] == ["flipped", "not-found"]
    flipped, lost = answer["findings"]
    assert flipped["evidence"]["words"].startswith("We are not going to sell")
    assert flipped["evidence"]["source"] == "council.txt"
    assert flipped["evidence"]["line"] == 1
    assert not flipped["evidence"]["near"]
    assert flipped["corrected"] == "“We are not going to sell the slipway,”"
    assert "guess" in lost["next_step"]
    assert lost["evidence"] is None
    assert lost["corrected"] == ""
    assert answer["passed"] == 1
    assert answer["not_read"] == [
        "sources/call.m4a: is a recording: give a transcript of it, or its captions"
    ]


async def test_a_draft_may_be_sent_as_text(folder):
    answer, _ = await asked(folder, "extract_quotations", text=STORY)
    assert [each["speaker"] for each in answer] == ["Mara Quill", "Mara Quill", "Ed Voss"]


async def test_words_are_found_with_what_stands_around_them(folder):
    answer, _ = await asked(folder, "find_words", words="start in the first week of May")
    assert answer["note"] == ""
    assert answer["found"][0]["speaker"] == "ED VOSS"
    assert answer["found"][0]["words"].endswith("May, if the weather holds.")
    assert answer["found"][0]["before"].endswith("ED VOSS:")


async def test_words_that_stand_apart_in_a_sentence_do_stand_there(folder):
    for words in ("harbour autumn", "autumn harbour wall", "Slipway, sell: not"):
        answer, _ = await asked(folder, "find_words", words=words)
        assert not answer["found"][0]["near"]
        assert answer["note"].startswith("the words stand here, but not side by side")
    answer, _ = await asked(folder, "find_words", words="wall wall")
    assert "only similar words" in answer["note"]


async def test_words_of_somebody_else_are_said_to_be_theirs(folder):
    more = folder / "sources" / "leaflet.txt"
    more.write_text("The slipway is for sale. Nobody was asked.\n", encoding="utf-8")
    answer, _ = await asked(folder, "find_words", words="slipway", speaker="Ed Voss")
    assert answer["found"] == []
    assert "no source has these words from “Ed Voss”" in answer["note"]
    assert "MARA QUILL (council.txt)" in answer["note"]
    assert "somebody who is not named (leaflet.txt)" in answer["note"]


async def test_words_of_nobody_in_a_source_are_said_to_have_no_speaker(folder):
    (folder / "sources" / "leaflet.txt").write_text(
        "We want the old ferry back. Nobody was asked about it.\n", encoding="utf-8"
    )
    text = "“We want the old ferry back,” Ed Voss said.\n\n“Nobody was asked about it,” he said."
    answer, _ = await asked(folder, "check_draft", text=text)
    assert answer["passed"] == 2
    assert answer["summary"] == (
        "2 quotations: 2 passed; 2 of 2 quotations: the source does not say who speaks, so the "
        "speaker is not checked"
    )
    assert answer["not_checked"][:2] == [
        "line 1: who said “We want the old ferry back,”: leaflet.txt does not say who speaks",
        "line 3: who said “Nobody was asked about it,”: leaflet.txt does not say who speaks",
    ]


async def test_other_forms_of_the_words_are_said_to_be_near(folder):
    answer, _ = await asked(folder, "find_words", words="harbour wall mended")
    assert answer["found"][0]["words"] == "We shall mend the harbour wall before autumn."
    assert answer["found"][0]["near"]
    assert "only similar words" in answer["note"]


async def test_a_speaker_may_be_asked_for_with_a_title(folder):
    words = "“We are not going to sell …”"
    for name in ("Mayor Quill", "quill", "Mara"):
        answer, _ = await asked(folder, "find_words", words=words, speaker=name)
        assert [each["speaker"] for each in answer["found"]] == ["MARA QUILL"]
    answer, _ = await asked(folder, "find_words", words=words, speaker="Ed Voss")
    assert answer["found"] == []
    answer, _ = await asked(folder, "find_words", words=words, speaker="Roe")
    assert "ED VOSS, MARA QUILL" in answer["note"]


async def test_nothing_is_found_without_words(folder):
    _, refused = await asked(folder, "find_words", words="“”")
    assert refused
    answer, _ = await asked(folder, "find_words", words="glaciers")
    assert answer["found"] == []
    assert "no source has these words" in answer["note"]


async def test_a_source_is_shown_from_a_line_on(folder):
    for name in ("council.txt", "sources/council.txt"):
        answer, _ = await asked(folder, "show_source", source=name, line=3)
        assert [each["speaker"] for each in answer] == ["ED VOSS"]
    text, refused = await asked(folder, "show_source", source="nothing.txt")
    assert refused
    assert "council.txt" in text
    text, refused = await asked(folder, "show_source", source="council.txt", line=500)
    assert refused
    assert "ends at line 3" in text


async def test_sources_are_listed_with_their_speakers(folder):
    answer, _ = await asked(folder, "list_sources")
    assert answer["sources"][0]["speakers"] == ["ED VOSS", "MARA QUILL"]
    assert len(answer["not_read"]) == 1


@pytest.mark.parametrize(
    "name",
    ["../secret.txt", "/etc/hostname", "link.txt", "a\0b", "x" * 5000, "sources/../../secret.txt"],
)
async def test_nothing_outside_the_folders_is_read(folder, name):
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    text, refused = await asked(folder, "extract_quotations", file=name)
    assert refused
    assert "1234" not in text


async def test_nothing_is_written_unless_it_is_allowed(folder):
    before = sorted(folder.rglob("*"))
    _, refused = await asked(folder, "save_record", file="story.txt", output="out.json")
    assert refused
    assert sorted(folder.rglob("*")) == before


async def test_a_record_is_a_new_file_in_the_folders(folder):
    _, refused = await asked(
        folder, "save_record", may_write=True, file="story.txt", output="out.json"
    )
    assert not refused
    assert len(json.loads((folder / "out.json").read_text(encoding="utf-8"))["quotes"]) == 3
    for name in ("story.txt", "../out.json", "nowhere/out.json"):
        _, refused = await asked(
            folder, "save_record", may_write=True, file="story.txt", output=name
        )
        assert refused
    assert (folder / "story.txt").read_text(encoding="utf-8") == STORY


async def test_a_source_that_changed_is_read_again(folder):
    async with Client(make_server(workspace(folder), "1")) as client:
        before = (await client.call_tool("list_sources", {})).structured_content
        more = folder / "sources" / "more.txt"
        more.write_text("INES OKORO: By May.\n", encoding="utf-8")
        after = (await client.call_tool("list_sources", {})).structured_content
    assert [len(each["sources"]) for each in (before, after)] == [1, 2]


def test_a_draft_is_either_text_or_a_file(folder):
    with pytest.raises(InputError, match="either"):
        workspace(folder).article("", "")


# -- the settings of a folder ------------------------------------------------------------------


DESK_RULES = """\
extends: default
lexicon: {cues: {unknown: [harrumph]}}
wording: {policies: {exact: {passes: [marks], looks: [cropped]}}}
"""


@pytest.fixture
def desk(tmp_path):
    """A desk as `quotecheck new` makes one, with rules of its own, and a room that has others."""
    room = tmp_path / "newsroom"
    for name, text in (
        ("quotecheck.toml", 'sources = ["wire"]\nrules = "desk.yaml"\npolicy = "exact"\n'),
        ("wire/talk.txt", "MARA QUILL: We will not sell it.\n\nED VOSS: I've 2 boats.\n"),
        ("desk.yaml", DESK_RULES),
        ("drafts/story.txt", "“I have two boats,” Ed Voss harrumphed.\n"),
        ("drafts/sport/quotecheck.toml", 'sources = ["sources"]\n'),
        ("drafts/sport/sources/match.txt", "INA ROE: We lost it in the rain.\n\nTOM ORD: Yes.\n"),
        ("drafts/sport/match.txt", "“We lost it in the rain,” Ina Roe said.\n"),
    ):
        path = room / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return room


async def answered(roots, tool, *, typed=(), **arguments):
    """The answer of a tool about some folders, with what was typed at the start."""
    work = Workspace(roots, Typed(roots[0].parent / "cache", **dict(typed)))
    async with Client(make_server(work, "1")) as client:
        answer = await client.call_tool(tool, arguments)
    text = "".join(part.text for part in answer.content if part.type == "text")
    return text if answer.is_error else answer.structured_content


async def test_a_draft_goes_by_the_settings_of_its_folder(desk):
    """Its sources, its rules, its policy: what `quotecheck check` says."""
    for draft in (
        {"file": "drafts/story.txt"},
        {"text": "“I have two boats,” Ed Voss harrumphed."},
    ):
        answer = await answered([desk], "check_draft", **draft)
        assert (
            answer["summary"] == "1 quotation: 1 to look at"
        )  # “I have” for “I've” passes elsewhere
        assert answer["findings"][0]["evidence"]["source"] == "talk.txt"
    answer = await answered([desk], "check_draft", file="drafts/sport/match.txt", everything=True)
    assert answer["findings"][0]["evidence"]["source"] == "match.txt"
    assert answer["passed"] == 1


async def test_the_nearest_settings_count_for_questions_about_a_draft(desk):
    for tool, question in (
        ("list_sources", {}),
        ("find_words", {"words": "rain"}),
        ("show_source", {"source": "match.txt"}),
    ):
        with_it = await answered([desk], tool, draft="drafts/sport/match.txt", **question)
        without = await answered([desk], tool, **question)
        assert "in the rain" in str(with_it) or "INA ROE" in str(with_it)
        assert "in the rain" not in str(without)
        assert "INA ROE" not in str(without)


async def test_what_was_typed_counts_more_than_any_settings(desk, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("ED VOSS: I have two boats.\n\nINA ROE: No.\n", encoding="utf-8")
    typed = {"sources": (other,), "policy": "light"}
    answer = await answered([desk], "check_draft", typed=typed, file="drafts/story.txt")
    assert answer["summary"] == "1 quotation: 1 passed"
    answer = await answered([desk], "list_sources", typed={"config": str(desk / "quotecheck.toml")})
    assert [each["id"] for each in answer["sources"]] == ["talk.txt"]


async def test_settings_above_the_folders_do_not_count(desk):
    (desk / "drafts/sources").mkdir()
    (desk / "drafts/sources/near.txt").write_text("INA ROE: No.\n\nTOM ORD: Yes.\n", "utf-8")
    answer = await answered([desk / "drafts"], "list_sources")
    assert [each["id"] for each in answer["sources"]] == ["near.txt"]


async def test_settings_that_lead_out_of_the_folders_do_not_count(desk, tmp_path):
    (tmp_path / "secret.txt").write_text("ED VOSS: The code is 1234.\n", encoding="utf-8")
    sport = desk / "drafts/sport"
    (sport / "quotecheck.toml").unlink()
    (sport / "quotecheck.toml").symlink_to(tmp_path / "elsewhere.toml")
    (tmp_path / "elsewhere.toml").write_text('sources = ["secret.txt"]\n', encoding="utf-8")
    answer = await answered([desk], "check_draft", file="drafts/sport/match.txt")
    assert "leads out of the folders" in answer["not_read"][-1]
    (sport / "quotecheck.toml").unlink()
    (sport / "sources/match.txt").unlink()
    (sport / "sources").rmdir()
    (sport / "sources").symlink_to(tmp_path, target_is_directory=True)
    (desk / "quotecheck.toml").write_text('policy = "light"\n', encoding="utf-8")
    (desk / "wire").rename(desk / "sources")
    answer = await answered([desk], "find_words", words="code", draft="drafts/sport/match.txt")
    assert "leads out of the folders" in answer
    assert "1234" not in answer


async def test_settings_and_rules_that_change_count_at_once(desk):
    async with Client(make_server(Workspace([desk], Typed(desk.parent / "cache")), "1")) as client:
        question = {"file": "drafts/story.txt"}
        before = (await client.call_tool("check_draft", question)).structured_content
        (desk / "quotecheck.toml").write_text('sources = ["wire"]\n', encoding="utf-8")
        after = (await client.call_tool("check_draft", question)).structured_content
        (desk / "quotecheck.toml").write_text("sorces = []\n", encoding="utf-8")
        broken = await client.call_tool("check_draft", question)
    assert [each["summary"][13:] for each in (before, after)] == ["1 to look at", "1 passed"]
    assert broken.is_error
    assert "quotecheck.toml:1" in broken.content[0].text


async def test_no_index_is_written_beside_the_settings(desk):
    (desk / "quotecheck.toml").write_text('sources = ["wire"]\nindex = ".index"\n', "utf-8")
    await answered([desk], "check_draft", file="drafts/story.txt")
    assert not (desk / ".index").exists()


async def test_the_sources_of_several_folders_are_there_for_a_text(desk):
    answer = await answered([desk, desk / "drafts/sport"], "list_sources")
    assert {each["id"] for each in answer["sources"]} == {"talk.txt", "match.txt"}


async def test_a_source_is_no_draft(desk):
    answer = await answered([desk], "check_draft", file="wire/talk.txt")
    assert "is one of the sources" in answer


def test_the_server_says_what_it_goes_by_and_what_is_out_of_reach(desk, capsys, monkeypatch):
    monkeypatch.setattr("mcp.server.MCPServer.run", lambda *_: None)
    assert main(["mcp", str(desk)]) == 0
    err = capsys.readouterr().err
    assert f"settings from {desk / 'quotecheck.toml'}" in err
    assert "wire" in err
    assert main(["mcp", str(desk / "drafts"), "--no-config"]) == 2
    assert main(["mcp", str(desk / "drafts")]) == 2
    hint = f"name the folder {desk}, whose quotecheck.toml says what counts, or name --sources PATH"
    assert hint in capsys.readouterr().err
    assert main(["mcp", str(desk / "drafts"), "--config", str(desk / "quotecheck.toml")]) == 0


# -- the real program -------------------------------------------------------------------------


async def test_over_standard_input_and_output(folder):
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "quotecheck", "mcp", str(folder)], env={**os.environ}
    )
    async with Client(command) as client:
        answer = await client.call_tool("check_draft", {"file": "story.txt"})
    assert answer.structured_content["summary"] == "3 quotations: 1 error, 1 open, 1 passed"


def test_over_http_only_with_the_token(folder):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "quotecheck", "mcp", str(folder), "--http", str(port)]
    server = subprocess.Popen(
        command, env={**os.environ, "QUOTECHECK_TOKEN": "sesame"}, stderr=subprocess.PIPE
    )
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        assert _status(port, None) == 401
        assert _status(port, "wrong") == 401
        assert _status(port, "sesame") == 200
    finally:
        server.terminate()
        server.communicate(timeout=60)


def _status(port, token):
    question = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
        **({"Authorization": f"Bearer {token}"} if token else {}),
    }
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/mcp", json.dumps(question).encode(), headers
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_the_instructions_are_printed_without_a_folder_and_stand_in_the_docs(capsys):
    assert main(["mcp", "--instructions"]) == 0
    printed = capsys.readouterr().out
    assert "Never guess at the words of a quotation." in printed
    page = (Path(__file__).parents[1] / "docs" / "assistants.md").read_text(encoding="utf-8")
    quoted = [line[2:] for line in page.splitlines() if line.startswith(">")]
    assert "\n".join(quoted) == printed.rstrip("\n")


def test_the_commands_of_the_instructions_do_what_they_say(folder, capsys):
    draft, sources = str(folder / "story.txt"), str(folder / "sources")
    assert main(["check", draft, "--sources", sources, "--format", "concise"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(line.split(": ")[1] in ("error", "warning", "note") for line in lines)
    assert main(["sources", "search", "harbour wall", sources]) == 0


def test_a_server_without_folders_says_what_to_type(capsys):
    assert main(["mcp"]) == 2
    assert "quotecheck mcp FOLDER" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["story.txt", "desk/story.txt", "monday/late.txt", "late.txt"])
async def test_a_draft_is_found_by_the_names_that_an_assistant_tries(folder, name):
    (folder / "monday").mkdir()
    (folder / "monday" / "late.txt").write_text(STORY, encoding="utf-8")
    answer, refused = await asked(folder, "check_draft", file=name)
    assert not refused
    assert answer["findings"]


async def test_drafts_are_listed_without_sources_and_a_wrong_name_leads_to_one(folder):
    (folder / "monday").mkdir()
    (folder / "monday" / "story.txt").write_text(STORY, encoding="utf-8")
    assert (await asked(folder, "list_drafts"))[0] == ["story.txt", "monday/story.txt"]
    told, refused = await asked(folder, "check_draft", file="monday/storry.txt")
    assert refused
    assert "did you mean monday/story.txt" in told
    told, refused = await asked(folder, "check_draft", file="nothing-like-it.docx")
    assert refused
    assert "story.txt, monday/story.txt; see list_drafts" in told
    for outside in ("../secret.txt", "secret.txt"):
        assert (await asked(folder, "check_draft", file=outside))[1]


async def test_an_argument_that_a_tool_does_not_take_is_told(folder):
    told, refused = await asked(folder, "check_draft", path="story.txt")
    assert refused
    assert "check_draft takes text, file, everything; not path" in told
