"""An editor, as far as the language server can tell: pygls' own client and a real process."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

LONG = 20  # seconds, for slow machines


def _converter():
    """The client's converter, which by itself takes an action with a command for a command."""
    converter = default_converter()

    def action(value, _):
        kind = types.Command if isinstance(value.get("command"), str) else types.CodeAction
        return converter.structure(value, kind)

    converter.register_structure_hook(types.Command | types.CodeAction, action)
    import typing

    converter.register_structure_hook(
        typing.Union[types.Command, types.CodeAction],  # noqa: UP007 - as the library spells it
        action,
    )
    return converter


class Editor(LanguageClient):
    """Holds drafts as an editor does, and what the server shows of them."""

    def __init__(self):
        super().__init__("an editor", "1", converter_factory=_converter)
        self.texts, self.versions, self.marks, self.log = {}, {}, {}, []
        self.shown, self.messages, self.watched = [], [], []
        self.news = asyncio.Condition()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def publish(params):
            async with self.news:
                self.marks[params.uri] = params
                self.news.notify_all()

        @self.feature(types.WINDOW_LOG_MESSAGE)
        async def log(params):
            async with self.news:
                self.log.append(params.message)
                self.news.notify_all()

        @self.feature(types.WINDOW_SHOW_MESSAGE)
        async def message(params):
            self.messages.append(params.message)

        @self.feature(types.WINDOW_SHOW_DOCUMENT)
        def show(params):
            self.shown.append(params)
            return types.ShowDocumentResult(success=True)

        @self.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params):
            self.watched += params.registrations

    def open(self, path, text, language="plaintext", uri=None):
        uri = uri or path.as_uri()
        self.texts[uri], self.versions[uri] = text, 1
        item = types.TextDocumentItem(uri, language, 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def edit(self, uri, text):
        self.texts[uri] = text
        self.versions[uri] += 1
        document = types.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def until(self, seen):
        """Wait until something holds."""
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(seen), LONG)

    async def marked(self, uri, codes):
        """The marks of the newest text of a draft, once they have these codes."""

        def seen():
            found = self.marks.get(uri)
            newest = found is not None and found.version in (None, self.versions.get(uri))
            return newest and [each.code for each in found.diagnostics] == codes

        try:
            await self.until(seen)
        except TimeoutError:
            found = self.marks.get(uri)
            raise AssertionError(f"{found and found.diagnostics} instead of {codes}") from None
        return self.marks[uri].diagnostics

    async def hover(self, uri, position):
        document = types.TextDocumentIdentifier(uri)
        found = await self.text_document_hover_async(types.HoverParams(document, position))
        return found.contents if found else None

    async def actions(self, uri, place, marks=()):
        document = types.TextDocumentIdentifier(uri)
        context = types.CodeActionContext(list(marks))
        return await self.text_document_code_action_async(
            types.CodeActionParams(document, place, context)
        )

    async def definitions(self, uri, position):
        document = types.TextDocumentIdentifier(uri)
        return await self.text_document_definition_async(types.DefinitionParams(document, position))

    def apply(self, uri, edit):
        """Make the edits of an action, counting columns in UTF-16 as most editors do."""
        edits = [*(edit.changes or {}).get(uri, ())]
        for document in edit.document_changes or ():
            assert document.text_document.version == self.versions[uri]
            edits += document.edits
        raw = self.texts[uri].encode("utf-16-le")
        for each in sorted(edits, key=lambda each: self._at(uri, each.range.start), reverse=True):
            low, high = self._at(uri, each.range.start), self._at(uri, each.range.end)
            raw = raw[:low] + each.new_text.encode("utf-16-le") + raw[high:]
        self.edit(uri, raw.decode("utf-16-le"))

    def words(self, uri, place):
        """The words of a draft at a place."""
        raw = self.texts[uri].encode("utf-16-le")
        return raw[self._at(uri, place.start) : self._at(uri, place.end)].decode("utf-16-le")

    def _at(self, uri, position):
        lines = self.texts[uri].replace("\r\n", "\n\n").replace("\r", "\n")
        assert len(lines) == len(self.texts[uri])
        ends = [at for at, char in enumerate(self.texts[uri]) if _ends(self.texts[uri], at, char)]
        start = ends[position.line - 1] + 1 if position.line else 0
        return len(self.texts[uri][:start].encode("utf-16-le")) + 2 * position.character


def _ends(text, at, char):
    return char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n")


CAPABILITIES = types.ClientCapabilities(
    window=types.WindowClientCapabilities(
        show_document=types.ShowDocumentClientCapabilities(support=True)
    ),
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
            dynamic_registration=True, relative_pattern_support=True
        ),
    ),
    text_document=types.TextDocumentClientCapabilities(
        hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
        publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
    ),
)


@asynccontextmanager
async def editor(folder, *options, capabilities=CAPABILITIES):
    """An editor on a folder, with the server that it has started."""
    client = Editor()
    await client.start_io(sys.executable, "-m", "quotecheck", "lsp", *map(str, options))
    try:
        params = types.InitializeParams(capabilities, root_uri=folder.as_uri())
        client.told = await asyncio.wait_for(client.initialize_async(params), LONG)
        client.initialized(types.InitializedParams())
        yield client
        await asyncio.wait_for(client.shutdown_async(None), LONG)
        client.exit(None)
        await asyncio.wait_for(client._server.wait(), LONG)
    finally:
        if client._server.returncode is None:
            client._server.kill()
        await client.stop()
