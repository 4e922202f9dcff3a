"""The evidence pack: one zip with the record, the signatures, the passages and the sources' files.

Whoever is confidential stands in it under the alias alone. A file that names somebody confidential,
or that cannot be searched for names while somebody is, is left out: its hash is there instead.
The same decisions make the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote as escaped

import quotecheck
from quotecheck.desk.codec import to_plain
from quotecheck.desk.veil import Veil, Veiled
from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.files import read_bytes
from quotecheck.model import Passage, Source
from quotecheck.record import to_record
from quotecheck.reports.decided import Verified, status_lines
from quotecheck.reports.links import links_to
from quotecheck.reports.passages import passage_lines, passages_of, resting
from quotecheck.reports.record_page import Options, record_page
from quotecheck.sources.fetched import NOTE
from quotecheck.sources.head import is_marked_confidential

_LARGEST = 500_000_000  # bytes of a file
# Formats in which every name can be found; others pack or encode their text.
_PLAIN = frozenset(
    (
        *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl"),
        *(".srt", ".vtt", ".sbv", ".ttml", ".dfxp", ".xml", ".csv", ".yaml"),
    )
)
_ABOUT = """\
Evidence for what was printed, made by quotecheck {version}.

record.html     the checking record: article, evidence, decisions; open it in a browser
record.jsonl    the same for programs
passages.txt    each passage with what stands around it in its source
signatures.txt  who signed, and what is wrong with that
signatures.json the signatures themselves
articles/       the articles that were checked
sources/        the sources that the passages are from, with notes on pages saved from the web
manifest.json   every file here with its hash, and the files that were left out and why
SHA256SUMS      to check the files:  sha256sum --check SHA256SUMS

Confidential sources stand under aliases. Private notes are not here.
"""


@dataclass(frozen=True)
class _File:
    """A file of the desk: packed under ``name``, or left out for a reason."""

    path: Path
    what: str
    name: str
    data: bytes
    reason: str = ""


def write_pack(
    records: Sequence[Verified],
    sources: Mapping[str, Source],
    roots: Sequence[str | Path],
    options: Options,
    veil: Veil,
    file: IO[bytes],
) -> list[str]:
    """Write the pack; returns what was left out and why, in sentences. ``roots`` are the files and
    folders of the sources. Raises InputError for an article that cannot be read."""
    records = [_rested(each) for each in records]
    held = [*_articles(records, veil), *_cited(records, sources, veil)]
    packed = {each.path.resolve(): each.name for each in held if not each.reason}
    links = links_to(lambda path: escaped(packed.get(path.resolve(), "")), sources, roots)
    page = record_page(records, replace(options, private=False, links=links, editor=""))
    members: list[tuple[str, str, bytes]] = [
        ("README.txt", "about", _ABOUT.format(version=quotecheck.__version__).encode()),
        ("record.html", "record", _encoded(veil.page(page))),
        ("record.jsonl", "record", _lines(records, veil)),
        ("passages.txt", "passages", _passages(records, options, veil)),
        ("signatures.txt", "signatures", _said(status_lines(records), veil)),
        ("signatures.json", "signatures", _json(_signatures(records), veil)),
        *((each.name, each.what, each.data) for each in held if not each.reason),
    ]
    left = [each for each in held if each.reason]
    manifest = {
        "made_by": f"quotecheck {quotecheck.__version__}",
        "files": [{"name": name, "what": what, **_measured(data)} for name, what, data in members],
        "left_out": [
            {"name": each.path.name, "what": each.what, "why": each.reason, **_measured(each.data)}
            for each in left
        ],
    }
    members.append(("manifest.json", "manifest", _json(manifest, veil)))
    sums = "".join(f"{_measured(data)['sha256']}  {name}\n" for name, _, data in members)
    members.append(("SHA256SUMS", "hashes", sums.encode()))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, _, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return [f"{each.path.name} was left out: {each.reason}" for each in left]


def _rested(record: Verified) -> Verified:
    """The record with the passages on which decisions rest, and no others."""
    return replace(record, state=replace(record.state, document=resting(record.document)))


def _articles(records: Sequence[Verified], veil: Veil) -> Iterator[_File]:
    for number, each in enumerate(records, 1):
        article = each.document.article
        if article.path:
            path = Path(article.path)
            data = read_bytes(path, limit=_LARGEST)
            yield _file(path, "article", number, data, [article.text], veil)


def _cited(
    records: Sequence[Verified], sources: Mapping[str, Source], veil: Veil
) -> Iterator[_File]:
    """The files of the sources that passages are from, each once, with the notes of those that
    were fetched."""
    texts: dict[str, list[str]] = {}
    unread: dict[str, None] = {}
    for passage in _all_passages(records):
        source = sources.get(passage.source)
        if source is not None and source.path:
            texts.setdefault(source.path, []).append(source.text)
        elif source is None:  # a record may name any file: only those that were read are packed
            unread[passage.path or passage.source] = None
    for name in unread:
        yield _File(Path(name), "source", "", b"", "it is not among the sources that were read")
    number = 0
    for name, read in texts.items():
        note = Path(name).with_name(Path(name).stem + NOTE)
        whats = {Path(name): "source"}
        if note.is_file():
            whats[note] = "note on a page saved from the web"
        for file, what in whats.items():
            number += 1
            try:
                data = read_bytes(file, limit=_LARGEST)
            except InputError as error:
                yield _File(file, what, "", b"", error.reason)
            else:
                yield _file(file, what, number, data, read, veil)


def _all_passages(records: Iterable[Verified]) -> Iterator[Passage]:
    for record in records:
        for quote in record.document.quotes:
            yield from passages_of(quote)


def _file(
    path: Path, what: str, number: int, data: bytes, read: Sequence[str], veil: Veil
) -> _File:
    folder = "articles" if what == "article" else "sources"
    reason = _hidden(path, data, read, veil)
    if what != "article" and any(map(is_marked_confidential, read)):
        reason = "its head says that it is confidential"
    plain = re.sub(r"[^\w.-]+", "_", path.name).lstrip(".") or "file"
    return _File(path, what, f"{folder}/{number:02}-{plain}", data, reason)


def _hidden(path: Path, data: bytes, read: Sequence[str], veil: Veil) -> str:
    """The reason why a file must not be in the pack; empty if it may be."""
    if not veil:
        return ""
    if any(map(veil.hides, (path.name, *read))):
        return "it names a confidential source"
    if path.suffix.lower() not in _PLAIN:
        return "it cannot be searched for the names of confidential sources"
    try:
        text, _ = decode(data, str(path))
    except InputError:
        return "it cannot be searched for the names of confidential sources"
    return "it names a confidential source" if veil.hides(text) else ""


def _signatures(records: Iterable[Verified]) -> list[dict[str, Any]]:
    return [
        {
            "article": record.document.article.path or record.document.article.id,
            "signed": record.signed,
            "faults": list(record.faults),
            "signatures": [to_plain(event) for event in record.state.signed],
        }
        for record in records
    ]


def _passages(records: Iterable[Verified], options: Options, veil: Veil) -> bytes:
    lines = (line for record in records for line in passage_lines(record.document, options.context))
    return _said(lines, veil)


def _lines(records: Iterable[Verified], veil: Veil) -> bytes:
    stream = io.StringIO()
    Veiled(stream, veil).write_records(to_record(record.document) for record in records)
    return _encoded(stream.getvalue())


def _said(lines: Iterable[str], veil: Veil) -> bytes:
    return _encoded("".join(f"{veil(line)}\n" for line in lines))


def _json(value: Any, veil: Veil) -> bytes:
    return _encoded(json.dumps(veil.record(value), ensure_ascii=False, indent=1) + "\n")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _measured(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
