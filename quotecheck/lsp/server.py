"""The server: what editors ask over the Language Server Protocol, answered by the other modules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from weakref import WeakSet

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from quotecheck.errors import InputError
from quotecheck.folders import Folders, Typed
from quotecheck.launching import launch_for, start
from quotecheck.lsp import actions, findings
from quotecheck.lsp.drafts import Draft, Drafts, KnownText
from quotecheck.lsp.positions import Encoding, Positions
from quotecheck.settings.finding import NAME
from quotecheck.sources import Library, catalog
from quotecheck.sources.originals import Form, Original

OPEN = "quotecheck.open"


class QuoteServer(LanguageServer):
    """The drafts that are open in one editor. The whole text comes with every edit: so nothing
    that a text holds can make its positions drift."""

    def __init__(self, typed: Typed, version: str) -> None:
        super().__init__(
            findings.SERVER, version, text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self.folders = Folders(typed)
        self.drafts = Drafts(self.folders, self.marks_of, self.publish)
        self._troubled: dict[str, dict[str, list[types.Diagnostic]]] = {}
        self._told: WeakSet[Library] = WeakSet()
        self._unsourced: set[Path | None] = set()
        self._watched: set[Path] = set()

    @property
    def encoding(self) -> Encoding:
        """The unit in which this editor counts columns."""
        return Encoding(self.workspace.position_encoding or Encoding.UTF16)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Put a fault into the editor's log; it is not a reason to interrupt a writer."""
        del source
        self.say(f"a fault in quotecheck: {type(error).__name__}: {error}"[:500])

    def say(self, words: str) -> None:
        """Write a line into the editor's log."""
        kind = types.MessageType.Info
        self.window_log_message(types.LogMessageParams(kind, f"quotecheck: {words}"))

    # --- what is shown ----------------------------------------------------------------------

    def marks_of(self, shown: KnownText) -> list[types.Diagnostic]:
        """The marks of a draft."""
        return findings.diagnostics(shown, self.encoding, related=self._related())

    def publish(self, draft: Draft) -> None:
        """Show what is known of a draft: the marks in it and in its settings and rules."""
        shown = draft.shown
        found: Sequence[types.Diagnostic] = ()
        if draft.trouble is not None:
            found = [findings.trouble(draft.trouble)]
        elif shown is not None:
            found = shown.marks
            self._tell_of(draft, shown)
        version = draft.version if shown is None else shown.version
        self._mark_files(draft)
        self._watch(self.folders.rules_files)
        self._mark(draft.uri, found, version)

    def clear(self, uri: str) -> None:
        """Take the marks of a draft away."""
        self._mark(uri, [], None)
        self._put(uri, {})

    def _mark(self, uri: str, found: Sequence[types.Diagnostic], version: int | None) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def _mark_files(self, draft: Draft) -> None:
        """Mark what is wrong in the files of settings and rules by which a draft goes."""
        marks: dict[Path, list[types.Diagnostic]] = {}
        if draft.trouble is not None:
            marks = findings.troubles(draft.trouble)
        elif draft.shown is not None:
            marks = findings.idle_lines(draft.shown.folder.rules)
        self._put(
            draft.uri,
            {from_fs_path(str(path)) or path.as_uri(): each for path, each in marks.items()},
        )

    def _put(self, uri: str, marks: dict[str, list[types.Diagnostic]]) -> None:
        """Show the marks in other files that a draft gives rise to, in the place of those that it
        gave before; a file that another draft still has marks in keeps them."""
        before = self._troubled.pop(uri, {})
        others = {name: each for told in self._troubled.values() for name, each in told.items()}
        for name in set(before) - set(marks):
            self._mark(name, others.get(name, []), None)
        for name, found in marks.items():
            if found != before.get(name):
                self._mark(name, found, None)
        if marks:
            self._troubled[uri] = marks

    def _related(self) -> bool:
        document = self.client_capabilities.text_document
        marks = document.publish_diagnostics if document else None
        return bool(marks and marks.related_information)

    def _tell_of(self, draft: Draft, shown: KnownText) -> None:
        """Say once what was read of some sources and what was not, and watch them."""
        checker, folder = shown.checker, shown.folder
        if checker is not None and checker.library not in self._told:
            self._told.add(checker.library)
            for line in catalog.catalog_lines(checker.library):
                self.say(line)
            self._watch(folder.sources)
        place = draft.path.parent if draft.path else None
        if folder.warm is None and place not in self._unsourced:
            self._unsourced.add(place)
            self.say(f"{folder.note} {findings.NO_SOURCES}".strip())

    # --- files that change --------------------------------------------------------------------

    def watch_settings(self) -> None:
        """Ask the editor to report changes of settings."""
        self._register("settings", [types.FileSystemWatcher(f"**/{NAME}")])

    def _watch(self, paths: Iterable[Path]) -> None:
        """Ask the editor to report changes of files and folders, which need not be there yet."""
        for path in set(paths) - self._watched:
            self._watched.add(path)
            folder = path.absolute() if path.is_dir() else path.absolute().parent
            pattern = types.RelativePattern(folder.as_uri(), "**/*" if path.is_dir() else path.name)
            self._register(f"changes of {path}", [types.FileSystemWatcher(pattern)])

    def _register(self, name: str, watchers: list[types.FileSystemWatcher]) -> None:
        workspace = self.client_capabilities.workspace
        ability = workspace.did_change_watched_files if workspace else None
        if not ability or not ability.dynamic_registration:
            return
        relative = any(isinstance(each.glob_pattern, types.RelativePattern) for each in watchers)
        if relative and not ability.relative_pattern_support:
            return
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = types.Registration(name, method, options)
        self.client_register_capability(types.RegistrationParams([registration]))

    # --- opening originals ----------------------------------------------------------------------

    def shows(self, original: Original) -> bool:
        """Return whether an original can be shown: texts and pages only by an editor that opens
        them for a server; in others one goes to the definition of the quotation."""
        window = self.client_capabilities.window
        able = bool(window and window.show_document and window.show_document.support)
        return able or original.form not in (Form.TEXT, Form.WEB)

    def show(self, shown: KnownText, original: Original, words: str) -> None:
        """Show an original at some words: a text in the editor, a page in the browser, anything
        else in its program.

        Raises:
            InputError: there is nothing to show it with.
        """
        if original.form is Form.TEXT and original.path is not None:
            place = findings.exact_range(original, words, self.encoding)
            params = types.ShowDocumentParams(
                original.path.as_uri(), external=False, take_focus=True, selection=place
            )
        elif original.form is Form.WEB:
            params = types.ShowDocumentParams(original.link, external=True)
        else:
            start(launch_for(original, shown.folder.programs()))
            return
        self.window_show_document(params)


def make_server(typed: Typed, version: str) -> QuoteServer:
    """The server, ready to be started."""
    server = QuoteServer(typed, version)
    _follow_drafts(server)
    _answer(server)
    return server


def _follow_drafts(server: QuoteServer) -> None:
    """Register the handlers for what an editor tells the server."""

    @server.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        del params
        server.watch_settings()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        path = _path(item.uri)
        server.drafts.open(item.uri, path, item.text, item.version, item.language_id)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        text = server.workspace.get_text_document(document.uri).source
        server.drafts.change(document.uri, text, document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        path = _path(params.text_document.uri)
        server.drafts.rest(params.text_document.uri)
        if path is not None and server.folders.holds(path):
            server.drafts.recheck()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.drafts.close(params.text_document.uri)
        server.clear(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        paths = (_path(each.uri) for each in params.changes)
        if any(path is not None and server.folders.holds(path) for path in paths):
            server.drafts.recheck()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(params: types.DidChangeConfigurationParams) -> None:
        del params  # settings are in quotecheck.toml

    @server.feature(types.SHUTDOWN)
    def shut_down(params: None) -> None:
        del params
        server.drafts.stop()


def _answer(server: QuoteServer) -> None:
    """Register the handlers for what an editor asks the server."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        shown = await server.drafts.current(params.text_document.uri)
        if shown is None:
            return None
        at = _offset(server, shown, params.position)
        markdown = _reads_markdown(server)
        return await server.drafts.asked(
            lambda: findings.hover(shown, at, server.encoding, markdown=markdown)
        )

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> list[types.Location]:
        shown = await server.drafts.current(params.text_document.uri)
        if shown is None:
            return []
        at = _offset(server, shown, params.position)
        return await server.drafts.asked(lambda: findings.definitions(shown, at, server.encoding))

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        shown = await server.drafts.current(params.text_document.uri)
        return findings.symbols(shown, server.encoding) if shown else []

    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        shown = await server.drafts.current(params.text_document.uri)
        only = params.context.only
        if shown is None or (only and types.CodeActionKind.QuickFix not in only):
            return []
        low, high = params.range.start, params.range.end
        span = (_offset(server, shown, low), _offset(server, shown, high))
        offers = await server.drafts.asked(lambda: list(actions.offers(shown, span)))
        possible = (each for each in offers if not each.original or server.shows(each.original))
        return [_action(server, params, shown, offer) for offer in possible]

    @server.command(OPEN)
    async def open_original(uri: str, source: str, start: int, number: int) -> None:
        shown = await server.drafts.current(uri)
        passages = (
            passage
            for quote in (shown.document.quotes if shown else ())
            for passage in (quote.check.matches if quote.check else ())
            if (passage.source, passage.start) == (source, start)
        )
        passage = next(passages, None)
        if shown is None or passage is None:
            _warn(server, "the draft has changed: ask again")
            return
        try:
            found = await server.drafts.asked(lambda: findings.opened(shown, passage))
            if number < len(found):
                server.show(shown, found[number], passage.text)
        except InputError as error:
            _warn(server, str(error))


def _action(
    server: QuoteServer, params: types.CodeActionParams, shown: KnownText, offer: actions.Offer
) -> types.CodeAction:
    uri = params.text_document.uri
    place = findings.range_of(Positions(shown.text, server.encoding), shown.spans[offer.quote.id])
    action = types.CodeAction(
        offer.title,
        types.CodeActionKind.QuickFix,
        [each for each in params.context.diagnostics if each.range == place] or None,
        is_preferred=offer.best or None,
    )
    if offer.passage is not None:
        where = [uri, offer.passage.source, offer.passage.start, offer.number]
        action.command = types.Command(offer.title, OPEN, arguments=where)
    else:
        action.edit = _edit(server, uri, shown, offer)
    return action


def _edit(
    server: QuoteServer, uri: str, shown: KnownText, offer: actions.Offer
) -> types.WorkspaceEdit:
    """An edit of one version of the draft, where the editor knows versions: of another it would
    change other words."""
    positions = Positions(shown.text, server.encoding)
    edits = [
        types.TextEdit(findings.range_of(positions, change.span), change.text)
        for change in offer.changes
    ]
    workspace = server.client_capabilities.workspace
    ability = workspace.workspace_edit if workspace else None
    if ability and ability.document_changes:
        document = types.OptionalVersionedTextDocumentIdentifier(uri, shown.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, edits)])
    return types.WorkspaceEdit(changes={uri: edits})


def _offset(server: QuoteServer, shown: KnownText, position: types.Position) -> int:
    return Positions(shown.text, server.encoding).offset(position.line, position.character)


def _reads_markdown(server: QuoteServer) -> bool:
    document = server.client_capabilities.text_document
    formats = document.hover.content_format if document and document.hover else None
    return types.MarkupKind.Markdown in (formats or ())


def _warn(server: QuoteServer, words: str) -> None:
    kind = types.MessageType.Warning
    server.window_show_message(types.ShowMessageParams(kind, f"quotecheck: {words}"))


def _path(uri: str) -> Path | None:
    """The file of an address; None for a draft that has none yet."""
    name = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(name) if name else None
