"""The language server, as an editor uses it: a real process, pygls' client, edits as one types."""

from __future__ import annotations

import asyncio
import json
import random
import sys

import pytest
from lsp_client import editor
from lsprotocol import types

from quotecheck.articles import make_article
from quotecheck.extraction import extract
from quotecheck.model import Triage
from quotecheck.rules import files, load
from quotecheck.warm import WarmChecker

TALK = """\
MARA QUILL: We shall mend the harbour wall before autumn. We are not going to sell the slipway.

ED VOSS: My crews can start in the first week of May, if the weather holds.
"""
VERBATIM = "“We shall mend the harbour wall before autumn,” Mara Quill said. "
FLIPPED = "“We are going to sell the slipway,” Quill told the meeting.\n\n"
LOST = "“Every boat will have a berth by Christmas,” Ed Voss said.\n\n"
STOLEN = "“My crews can start in the first week of May,” Quill said.\n"
STORY = VERBATIM + FLIPPED + LOST + STOLEN
CODES = ["flipped", "not-found", "misattributed"]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "council.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
async def test_marks_stand_at_the_quotations_that_are_not_right(folder, end):
    text = "# 😀 Pier\n\n" + STORY.replace("told", "told 🏗️")
    async with editor(folder) as client:
        uri = client.open(folder / "story.md", text.replace("\n", end), "markdown")
        marks = await client.marked(uri, CODES)
        words = [client.words(uri, mark.range) for mark in marks]
    assert words == [
        "“We are going to sell the slipway,”",
        "“Every boat will have a berth by Christmas,”",
        "“My crews can start in the first week of May,”",
    ]
    severities = [mark.severity for mark in marks]
    severity = types.DiagnosticSeverity
    assert severities == [severity.Error, severity.Warning, severity.Error]
    assert "{+not+}" in marks[0].message
    assert "sources/council.txt:1" in marks[0].message
    related = marks[2].related_information[0]
    assert related.location.uri == (folder / "sources" / "council.txt").as_uri()
    assert related.location.range.start.line == 2
    assert "ED VOSS" in related.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_columns_count_what_the_editor_counts(folder, encoding):
    general = types.GeneralClientCapabilities(position_encodings=[encoding])
    capabilities = types.ClientCapabilities(general=general)
    before = "Être 😀 "
    async with editor(folder, capabilities=capabilities) as client:
        uri = client.open(folder / "story.txt", before + FLIPPED)
        (mark,) = await client.marked(uri, ["flipped"])
        assert client.told.capabilities.position_encoding == encoding
    units = {"utf-8": 11, "utf-16": 8, "utf-32": 7}[encoding]
    assert mark.range.start == types.Position(0, units)


async def test_separators_that_are_no_line_ends_move_no_mark(folder):
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", "One\u2028two\x0cthree\x85four\n\n" + FLIPPED)
        (mark,) = await client.marked(uri, ["flipped"])
        assert mark.range.start == types.Position(2, 0)
        client.edit(uri, "One\u2028two\x0cthree\x85four\n\n\n" + FLIPPED)
        (mark,) = await client.marked(uri, ["flipped"])
        assert mark.range.start == types.Position(3, 0)


async def test_a_mark_goes_when_the_words_are_typed_right(folder):
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        await client.marked(uri, CODES)
        for typed in ("are n", "are no", "are not", "are not "):
            client.edit(uri, STORY.replace("are ", typed, 1).replace("not going", "not  going"))
        client.edit(uri, STORY.replace("are going", "are not going"))
        marks = await client.marked(uri, CODES[1:])
        assert client.words(uri, marks[0].range).startswith("“Every boat")
        client.edit(uri, STORY)
        await client.marked(uri, CODES)


async def test_a_quotation_is_marked_as_soon_as_it_is_closed(folder):
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", "")
        await client.marked(uri, [])
        for length in range(1, len(LOST) + 1, 3):
            client.edit(uri, LOST[:length])
        client.edit(uri, LOST)
        await client.marked(uri, ["not-found"])
        client.edit(uri, "")
        await client.marked(uri, [])


async def test_a_quotation_is_not_judged_while_its_end_is_not_typed(folder):
    begun = VERBATIM + "“Every boat will "
    after = "The vote was close.\n\nThe meeting ended late. " + FLIPPED
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", VERBATIM + after)
        await client.marked(uri, ["flipped"])
        for length in range(len(VERBATIM) + 1, len(begun) + 1):
            client.edit(uri, begun[:length] + after)
        await client.marked(uri, ["flipped"])
        document = types.TextDocumentIdentifier(uri)
        client.text_document_did_save(types.DidSaveTextDocumentParams(document))
        marks = await client.marked(uri, ["not-found", "flipped"])
        assert client.words(uri, marks[0].range).startswith("“Every boat")
        client.edit(uri, begun + "have a berth by Christmas,” Ed Voss said. " + after)
        await client.marked(uri, ["not-found", "flipped"])


async def test_text_before_a_mark_moves_it(folder):
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        await client.marked(uri, CODES)
        client.edit(uri, "Dear 😀 " + STORY)
        marks = await client.marked(uri, CODES)
        assert client.words(uri, marks[0].range) == "“We are going to sell the slipway,”"


async def test_hover_tells_speaker_difference_words_and_place(folder):
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        marks = await client.marked(uri, CODES)
        contents = await client.hover(uri, marks[0].range.start)
        assert await client.hover(uri, types.Position(1, 0)) is None
        right = await client.hover(uri, types.Position(0, 5))
    assert contents.kind is types.MarkupKind.Markdown
    text = contents.value
    assert "Mara Quill" in text
    assert "We are {+not+} going to sell the slipway" in text
    assert "»We are not going to sell the slipway«" in text
    assert f"{(folder / 'sources' / 'council.txt').as_uri()}#L1" in text
    assert "Take the source's words" in text
    assert "verbatim" in right.value


async def test_hover_is_plain_where_the_editor_shows_no_markdown(folder):
    async with editor(folder, capabilities=types.ClientCapabilities()) as client:
        uri = client.open(folder / "story.txt", STORY)
        marks = await client.marked(uri, CODES)
        contents = await client.hover(uri, marks[0].range.start)
    assert contents.kind is types.MarkupKind.PlainText
    assert "**" not in contents.value
    assert marks[0].related_information is None


async def test_what_sources_and_drafts_say_does_nothing_in_a_hover(folder):
    talk = (
        "ANN *ROE* [x](http://evil.example): We will ![a](http://evil.example/p.png) not "
        "<b>sell</b> it `now` \x1b[31m\u202e, said www.evil.example.\n"
    )
    (folder / "sources" / "ba]d](http:x).txt").write_text(talk, encoding="utf-8")
    draft = (
        "“We will ![a](http://evil.example/p.png) <b>sell</b> it `now`,” "
        "<script>Ann Roe</script> said.\n"
    )
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", draft)
        await client.until(lambda: uri in client.marks)
        contents = await client.hover(uri, types.Position(0, 3))
    text = contents.value
    assert "\x1b" not in text
    assert "\u202e" not in text
    for mark in ("![a]", "<b>", "<script>", "`now`", "http://", " www.evil"):
        assert mark not in text.replace("\\" + mark, "")
    for mark in client.marks[uri].diagnostics:
        assert "\x1b" not in mark.message


# -- actions ----------------------------------------------------------------------------------


async def test_the_sources_words_are_taken_and_nothing_else_changes(folder):
    text = "😀 " + STORY
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", text)
        marks = await client.marked(uri, CODES)
        action = (await client.actions(uri, marks[0].range, marks))[0]
        assert action.title == "Take the source's words: “We are not going to sell the slipway,”"
        assert action.is_preferred
        assert [each.code for each in action.diagnostics] == ["flipped"]
        client.apply(uri, action.edit)
        assert client.texts[uri] == text.replace("are going", "are not going")
        await client.marked(uri, CODES[1:])


async def test_the_speaker_of_the_source_is_named(folder):
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        marks = await client.marked(uri, CODES)
        actions = await client.actions(uri, marks[2].range)
        (naming,) = (each for each in actions if each.title.startswith("Name"))
        assert naming.title == "Name Voss as the speaker"
        client.apply(uri, naming.edit)
        assert client.texts[uri] == STORY.replace("May,” Quill", "May,” Voss")
        marks = await client.marked(uri, ["flipped", "not-found", "verbatim"])
        assert marks[2].message.startswith("verbatim (cropped): the source has the same words")


@pytest.mark.parametrize(
    ("tag", "offered"),
    [
        ("Tom Renn said", True),
        ("said Tom Renn", True),
        ("according to Tom Renn", False),  # no verb stands there: a word before may describe
        ("Tom Renn said, who was late", True),
        ("said Tom Renn, who has run the yard for years", False),
        ("said Tom Renn, 54", False),
        ("said Tom Renn (Lab)", False),
        ("said Tom Renn of the harbour board", False),
        ("yard manager Tom Renn said", False),
        ("said the former chairman Tom Renn", False),
    ],
)
async def test_nobody_inherits_the_description_of_another(folder, tag, offered):
    draft = (
        f"Rain fell. “My crews can start in the first week of May, if the weather holds,” {tag}.\n"
    )
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", draft)
        await client.until(lambda: uri in client.marks and client.marks[uri].diagnostics)
        actions = await client.actions(uri, client.marks[uri].diagnostics[0].range)
        assert any(each.title.startswith("Name") for each in actions) is offered


async def test_a_pronoun_that_means_another_gets_the_name(folder):
    draft = "Mara Quill spoke first. “My crews can start in the first week of May,” she said.\n"
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", draft)
        await client.until(lambda: uri in client.marks and client.marks[uri].diagnostics)
        (mark,) = client.marks[uri].diagnostics
        actions = await client.actions(uri, mark.range)
        naming = [each for each in actions if each.title.startswith("Name")]
        assert [each.title for each in naming] == ["Name Ed Voss as the speaker"]
        client.apply(uri, naming[0].edit)
        assert client.texts[uri] == draft.replace("she said", "Ed Voss said")


async def test_nobody_who_is_only_described_is_named(folder):
    draft = "“My crews can start in the first week of May,” one builder said.\n"
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", draft)
        await client.until(lambda: uri in client.marks and client.marks[uri].diagnostics)
        (mark,) = client.marks[uri].diagnostics
        actions = await client.actions(uri, mark.range)
        assert not [each for each in actions if each.title.startswith("Name")]


async def test_nothing_is_offered_by_guess(folder):
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        marks = await client.marked(uri, CODES)
        assert [each for each in await client.actions(uri, marks[1].range) if each.edit] == []
        whole = types.Range(types.Position(0, 0), types.Position(0, 3))
        right = await client.actions(uri, whole)
        assert [each.title for each in right] == ["Open the text: council.txt, line 1"]


async def test_the_source_is_opened_at_the_words(folder):
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        marks = await client.marked(uri, CODES)
        actions = await client.actions(uri, marks[2].range)
        (action,) = (each for each in actions if each.command)
        command = action.command
        assert command.command in client.told.capabilities.execute_command_provider.commands
        await client.workspace_execute_command_async(
            types.ExecuteCommandParams(command.command, command.arguments)
        )
        places = await client.definitions(uri, marks[2].range.start)
    source = folder / "sources" / "council.txt"
    (shown,) = client.shown
    assert shown.uri == places[0].uri == source.as_uri()
    assert shown.selection == places[0].range
    line = TALK.splitlines()[2]
    start, end = places[0].range.start, places[0].range.end
    assert start.line == 2
    assert line[start.character : end.character] == "My crews can start in the first week of May"


async def test_a_recording_is_opened_at_its_time_by_the_users_own_player(
    folder, tmp_path_factory, monkeypatch
):
    own = tmp_path_factory.mktemp("own")
    played = own / "played"
    player = own / "player.py"
    player.write_text(f"import sys, pathlib; pathlib.Path({str(played)!r}).write_text(sys.argv[1])")
    (own / "quotecheck").mkdir()
    command = json.dumps([sys.executable, str(player), "{seconds}", "{path}"])
    (own / "quotecheck" / "review.toml").write_text(f"player = {command}\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own))
    (folder / "sources" / "talk.vtt").write_text(
        "WEBVTT\n\n00:01:15.000 --> 00:01:20.000\n<v Ann Roe>Nobody has called me, not once.\n"
    )
    (folder / "sources" / "talk.mp3").write_bytes(b"sound")
    async with editor(folder) as client:
        uri = client.open(
            folder / "story.txt", "“Somebody has called me, not once,” Ann Roe said.\n"
        )
        await client.until(lambda: uri in client.marks and client.marks[uri].diagnostics)
        (mark,) = client.marks[uri].diagnostics
        actions = await client.actions(uri, mark.range)
        opens = next(each for each in actions if "recording" in each.title)
        assert opens.title == "Open the recording: talk.mp3 at 0:01:15"
        await client.workspace_execute_command_async(
            types.ExecuteCommandParams(opens.command.command, opens.command.arguments)
        )
        for _ in range(400):
            if played.exists() and played.read_text():
                break
            await asyncio.sleep(0.05)
    assert played.read_text() == "75"


async def test_an_editor_that_opens_nothing_is_offered_nothing_to_open(folder):
    async with editor(folder, capabilities=types.ClientCapabilities()) as client:
        uri = client.open(folder / "story.txt", STORY)
        marks = await client.marked(uri, CODES)
        actions = await client.actions(uri, marks[0].range)
        assert [each.title.partition(":")[0] for each in actions] == ["Take the source's words"]
        assert await client.definitions(uri, marks[0].range.start)


async def test_the_outline_lists_the_quotations(folder):
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        await client.marked(uri, CODES)
        found = await client.text_document_document_symbol_async(
            types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
        )
    details = [each.detail for each in found]
    assert details == [
        "Mara Quill, verbatim",
        "Mara Quill, flipped",
        "Ed Voss, not-found",
        "Mara Quill, misattributed",
    ]


async def test_a_block_quotation_without_marks_is_said_not_to_be_checked(folder):
    block = "> We shall mend the harbour wall\n> before winter, and soon.\n"
    async with editor(folder) as client:
        uri = client.open(folder / "story.md", f"Mara Quill wrote:\n\n{block}\nMore.\n", "markdown")
        (mark,) = await client.marked(uri, ["not-checked"])
        assert client.words(uri, mark.range) == block.strip()


# -- pages ------------------------------------------------------------------------------------


async def test_a_page_is_marked_and_mended_in_its_source(folder):
    page = (
        "<html><body><p>The pier.</p>\n<p>&ldquo;We are going to sell the slipway,&rdquo; "
        "<b>Mara Quill</b> told the meeting.</p>\n<p>“My crews can begin in the first week of "
        "May,” Ed Voss said.</p></body></html>\n"
    )
    async with editor(folder) as client:
        uri = client.open(folder / "story.html", page, "html")
        marks = await client.marked(uri, ["flipped", "altered"])
        words = [client.words(uri, mark.range) for mark in marks]
        assert words[0] == "&ldquo;We are going to sell the slipway,&rdquo;"
        assert words[1] == "“My crews can begin in the first week of May,”"
        action = (await client.actions(uri, marks[1].range))[0]
        client.apply(uri, action.edit)
        assert client.texts[uri] == page.replace("begin", "start")
        await client.marked(uri, ["flipped", "verbatim"])


# -- settings, sources that change -------------------------------------------------------------


async def test_settings_are_found_above_the_draft(folder):
    (folder / "wire").mkdir()
    (folder / "wire" / "talk.txt").write_text("ED VOSS: Every boat will have a berth by Christmas.")
    (folder / "quotecheck.toml").write_text('sources = ["wire", "sources"]\n')
    (folder / "drafts").mkdir()
    async with editor(folder) as client:
        uri = client.open(folder / "drafts" / "story.txt", STORY)
        await client.marked(uri, ["flipped", "misattributed"])


async def test_a_fault_in_the_settings_is_marked_there_until_it_is_mended(folder):
    settings = folder / "quotecheck.toml"
    settings.write_text('# the desk\nsorces = ["sources"]\n')
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        (mark,) = await client.marked(uri, ["not-checked"])
        assert "quotecheck.toml:2" in mark.message
        assert "did you mean sources" in mark.message
        (there,) = client.marks[settings.as_uri()].diagnostics
        assert there.range.start.line == 1
        settings.write_text('sources = ["sources"]\n')
        _changed(client, settings)
        await client.marked(uri, CODES)
        assert not client.marks[settings.as_uri()].diagnostics


async def test_new_sources_count_at_once(folder):
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        await client.marked(uri, CODES)
        fresh = folder / "sources" / "press.txt"
        fresh.write_text("ED VOSS: Every boat will have a berth by Christmas.\n", encoding="utf-8")
        _changed(client, fresh)
        await client.marked(uri, ["flipped", "misattributed"])
        fresh.unlink()
        _changed(client, fresh)
        await client.marked(uri, CODES)
    watched = [each.register_options["watchers"][0]["globPattern"] for each in client.watched]
    assert "**/quotecheck.toml" in watched


async def test_rules_of_the_desk_with_a_fault_are_marked(folder):
    (folder / "rules.yaml").write_text("extends: default\nattribution:\n  wieghts: {}\n")
    (folder / "quotecheck.toml").write_text('rules = "rules.yaml"\n')
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        (mark,) = await client.marked(uri, ["not-checked"])
        assert client.marks[(folder / "rules.yaml").as_uri()].diagnostics
    assert "rules.yaml" in mark.message


async def test_a_line_of_the_desks_rules_without_effect_is_marked_until_it_is_mended(folder):
    rules = folder / "rules.yaml"
    rules.write_text("extends: default\nlexicon:\n  roles:\n    - harbour master\n")
    (folder / "quotecheck.toml").write_text('rules = "rules.yaml"\n')
    async with editor(folder) as client:
        first = client.open(folder / "story.txt", STORY)
        second = client.open(folder / "other.txt", STORY)
        await client.marked(first, CODES)
        await client.marked(second, CODES)
        (mark,) = client.marks[rules.as_uri()].diagnostics
        assert mark.severity == types.DiagnosticSeverity.Warning
        assert mark.range.start.line == 3
        assert "harbour master" in mark.message
        client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(first))
        )
        await client.until(lambda: not client.marks[first].diagnostics)
        assert list(client.marks[rules.as_uri()].diagnostics) == [mark]
        rules.write_text("extends: default\n")
        _changed(client, rules)
        await client.until(lambda: not client.marks[rules.as_uri()].diagnostics)


async def test_every_file_of_the_desks_rules_is_watched_and_read_anew(folder):
    (folder / "rules.yaml").write_text("extends: default\n")
    (folder / "quotecheck.toml").write_text('rules = "rules.yaml"\n')
    weights = folder / "rules.weights.tsv"
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        await client.marked(uri, CODES)
        watched = {each.id for each in client.watched}
        assert {f"changes of {each}" for each in files(folder / "rules.yaml")} <= watched
        weights.write_text("no weights\n")
        _changed(client, weights)
        (mark,) = await client.marked(uri, ["not-checked"])
        assert "rules.weights.tsv" in mark.message
        weights.unlink()
        _changed(client, weights)
        await client.marked(uri, CODES)


async def test_sources_may_be_named_at_the_start(tmp_path, folder):
    drafts = tmp_path / "elsewhere"
    drafts.mkdir()
    async with editor(drafts, "--sources", folder / "sources", "--policy", "strict") as client:
        uri = client.open(drafts / "story.txt", STORY)
        await client.marked(uri, CODES)
        untitled = client.open(None, STORY, uri="untitled:Untitled-1")
        await client.marked(untitled, CODES)


async def test_a_draft_without_sources_has_no_marks_and_is_told_why(tmp_path):
    async with editor(tmp_path) as client:
        uri = client.open(tmp_path / "story.txt", STORY)
        await client.marked(uri, [])
        await client.until(lambda: any("no sources" in line for line in client.log))
        contents = await client.hover(uri, types.Position(0, 3))
    assert "Mara Quill" in contents.value
    assert "no sources" in contents.value


async def test_a_source_that_is_open_is_not_checked(folder):
    path = folder / "sources" / "other.txt"
    path.write_text(STORY, encoding="utf-8")
    async with editor(folder) as client:
        uri = client.open(path, STORY)
        await client.marked(uri, [])


async def test_nothing_outside_the_folder_is_read_for_a_file_that_asks_for_it(folder):
    secret = folder.parent / "secret.txt"
    secret.write_text("ED VOSS: Every boat will have a berth by Christmas.", encoding="utf-8")
    (folder / "quotecheck.toml").write_text(f"sources = [{json.dumps(str(secret))}]\n")
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        (mark,) = await client.marked(uri, ["not-checked"])
    assert "leads out of the folder" in mark.message


async def test_after_any_edits_the_marks_are_those_of_a_check(folder):
    chance = random.Random(7)
    checker = WarmChecker([folder / "sources"], load()).checker()
    pieces = [*'abc .,’“”"\n😀', " not", "“We shall”", "Ed Voss said. ", "\r\n"]
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        await client.marked(uri, CODES)
        for _ in range(6):
            text = client.texts[uri]
            for _ in range(10):
                at = chance.randrange(len(text) + 1)
                gone = chance.choice((0, 0, 1, 7))
                text = text[:at] + chance.choice(pieces) + text[at + gone :]
                client.edit(uri, text)
                await asyncio.sleep(chance.choice((0, 0, 0.03, 0.1)))
            saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri))
            client.text_document_did_save(saved)
            document = checker.check_document(extract(make_article(text), load()))
            wanted = [
                (quote.check.verdict.value, quote.text)
                for quote in document.quotes
                if quote.check.triage is not Triage.PASS
            ]
            marks = await client.marked(uri, [code for code, _ in wanted])
            assert [client.words(uri, each.range) for each in marks] == [w for _, w in wanted]


# -- whatever comes ----------------------------------------------------------------------------


async def test_bad_sources_and_drafts_end_nothing(folder):
    (folder / "sources" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "sources" / "broken.docx").write_bytes(b"PK\x03\x04nothing")
    (folder / "sources" / "call.m4a").write_bytes(b"sound")
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        await client.marked(uri, CODES)
        assert any("broken.pdf" in line for line in client.log)
        for text in ("\ud800 “\udfff” said", "“" * 5000, "\0\x1b]0;x\x07“No”", "x" * 600_000):
            client.edit(uri, text)
        (mark,) = await client.marked(uri, ["not-checked"])
        assert "500,000" in mark.message
        client.edit(uri, STORY)
        await client.marked(uri, CODES)
        assert await client.hover("file:///nowhere.txt", types.Position(0, 0)) is None
        far = types.Position(10_000, 10_000)
        assert await client.hover(uri, far) is None


async def test_a_closed_draft_has_no_marks(folder):
    async with editor(folder) as client:
        uri = client.open(folder / "story.txt", STORY)
        await client.marked(uri, CODES)
        client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )
        await client.marked(uri, [])


def _changed(client, path):
    event = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
