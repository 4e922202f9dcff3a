"""Reads a PDF in a process of its own: pdfium is native code, and what a damaged file does to it
must not reach the desk. Takes the bytes on standard input, writes a line of JSON a page."""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from quotecheck.formats.content import Block
from quotecheck.formats.pdf import blocks, glyphs, layout, ocr

MAX_PAGES = 5_000
MAX_LETTERS = 20_000_000
_PASSWORD = 4
_SHOWN = 60  # characters of what was left out
_OCR_LIMITS = 3_600, 2_000_000_000  # seconds, bytes


def main() -> None:
    """Read standard input, write pages; limits of memory and time are in the arguments."""
    memory, seconds, pictures = map(int, sys.argv[1:4])
    _limit(memory, seconds)
    output = sys.stdout
    for record in _records(sys.stdin.buffer.read(), pictures=bool(pictures)):
        output.write(json.dumps(record) + "\n")
        output.flush()


def _limit(memory: int, seconds: int) -> None:
    """Bound what this process may use; Tesseract, a process of its own, gets `_OCR_LIMITS`."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, _OCR_LIMITS[0]))
        resource.setrlimit(resource.RLIMIT_AS, (memory, max(memory, _OCR_LIMITS[1])))


@contextmanager
def _raised() -> Iterator[None]:
    """The limits of Tesseract while it is started and waited for."""
    try:
        import resource
    except ImportError:
        yield
        return
    kinds = (resource.RLIMIT_CPU, resource.RLIMIT_AS)
    before = [resource.getrlimit(kind) for kind in kinds]
    for kind, (_, hard) in zip(kinds, before, strict=True):
        resource.setrlimit(kind, (hard, hard))
    try:
        yield
    finally:
        for kind, limits in zip(kinds, before, strict=True):
            resource.setrlimit(kind, limits)


def _read_picture(page: Any) -> list[glyphs.GlyphRun] | None:
    drawn = ocr.picture(page)
    if drawn is None:
        return None
    with _raised():
        return ocr.recognised(drawn)


def _records(data: bytes, *, pictures: bool) -> Iterator[dict[str, Any]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        yield {"error": "password" if code == _PASSWORD else "damaged"}
        return
    yield {"pages": count, **_about(document)}
    reader, maker, letters = glyphs.GlyphReader(), blocks.Maker(), 0
    for index in range(min(count, MAX_PAGES)):
        try:
            record = _page(document, index, reader, maker, pictures=pictures)
        except pypdfium2.PdfiumError:
            record = {"broken": True, "label": str(index + 1), "blocks": []}
        letters += sum(len(block[0]) for block in record["blocks"])
        if letters > MAX_LETTERS:
            yield {"error": "letters"}
            return
        yield record


def _about(document: Any) -> dict[str, Any]:
    found = {}
    for key in ("Title", "Author", "CreationDate"):
        with suppress(Exception):
            found[key] = document.get_metadata_value(key)
    return found


def _page(
    document: Any, index: int, reader: glyphs.GlyphReader, maker: blocks.Maker, *, pictures: bool
) -> dict[str, Any]:
    page = document[index]
    try:
        label = ""
        with suppress(Exception):
            label = (document.get_page_label(index) or "").strip()[:20]
        label = "".join(each for each in label if each.isprintable()) or str(index + 1)
        found = reader.page(page, _seen_box(page))
        record: dict[str, Any] = {"label": label}
        record["pale"] = _first_words(_show_pale(page, found))
        record["hidden"] = _first_words(["".join(found.hidden)])
        turned = found.turned
        if _letters(found.unseen):
            if _letters(turned) * 4 < _letters(found.unseen) and _has_picture(page):
                record["machine"] = True
                for angle, chunks in found.unseen.items():
                    turned.setdefault(angle, []).extend(chunks)
            else:
                record["unseen"] = _first_words(
                    chunk.text for chunks in found.unseen.values() for chunk in chunks
                )
        unreadable = found.strange > 0.3 * max(found.glyphs, 1)
        record["garbled"] = unreadable and found.glyphs > 20
        if not _letters(turned) or record["garbled"]:
            picture = bool(record["garbled"]) or _has_picture(page) or _is_drawn(page)
            record["picture"] = picture
            if picture and pictures and (read := _read_picture(page)):
                record["ocr"] = True
                turned = {0: read}
        record["blocks"] = list(_blocks(turned, maker, label))
        return record
    finally:
        page.close()


def _blocks(
    turned: dict[int, list[glyphs.GlyphRun]], maker: blocks.Maker, label: str
) -> Iterator[Block]:
    """The blocks of all directions of text, the one with the most letters first."""
    groups = sorted(turned.values(), key=lambda each: -sum(len(chunk.text) for chunk in each))
    for number, chunks in enumerate(groups):
        if number == 0:
            yield from maker.page(layout.lines(chunks), label)
        else:
            aside = blocks.Maker(maker.bold, maker.italic, maker.letters)
            yield from aside.page(layout.lines(chunks), label)


def _letters(turned: dict[int, list[glyphs.GlyphRun]]) -> int:
    return sum(len(chunk.text) for chunks in turned.values() for chunk in chunks)


def _first_words(texts: Iterable[str]) -> str:
    """The first of the words that were left out, for a note."""
    words = " ".join(" ".join(texts).split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rpartition(' ')[0]} …"


def _seen_box(page: Any) -> tuple[float, float, float, float]:
    """The visible part of a page; most files give it once, for all their pages."""
    left, bottom, right, top = page.get_bbox()
    if right - left < 1 or top - bottom < 1:
        width, height = page.get_size()
        return 0.0, 0.0, width, height
    return left, bottom, right, top


def _show_pale(page: Any, found: glyphs.Page) -> list[str]:
    """Put white text that stands on a dark ground with the rest; the text that does not."""
    if not found.pale:
        return []
    left, bottom, right, top = _seen_box(page)
    if page.get_rotation() or right - left > 3000 or top - bottom > 3000:
        for angle, chunk, _ in found.pale:
            found.turned.setdefault(angle, []).append(chunk)
        return []
    bitmap = page.render(scale=1, grayscale=True, may_draw_forms=False)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    pixels = bytes(
        (ctypes.c_ubyte * (stride * height)).from_address(ctypes.addressof(bitmap.buffer))
    )
    bitmap.close()
    lost = []
    for angle, chunk, box in found.pale:
        x0, x1 = max(int(box[0] - left), 0), min(int(box[2] - left) + 1, width)
        y0, y1 = max(int(top - box[3]), 0), min(int(top - box[1]) + 1, height)
        rows = [pixels[y * stride + x0 : y * stride + x1] for y in range(y0, y1)]
        seen = [value for row in rows for value in row]
        if seen and max(seen) - min(seen) > 24:
            found.turned.setdefault(angle, []).append(chunk)
        else:
            lost.append(chunk.text)
    return lost


def _has_picture(page: Any) -> bool:
    """Return whether pictures cover a good part of the page, as a scan does."""
    import pypdfium2.raw as raw

    left, bottom, right, top = _seen_box(page)
    area = 0.0
    for number in range(min(raw.FPDFPage_CountObjects(page), 2_000)):
        thing = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(thing) not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        box = [ctypes.c_float() for _ in range(4)]
        if raw.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, box)):
            x0, y0, x1, y1 = (each.value for each in box)
            wide, high = min(x1, right) - max(x0, left), min(y1, top) - max(y0, bottom)
            area += max(wide, 0) * max(high, 0)
    return area > 0.2 * (right - left) * (top - bottom)


def _is_drawn(page: Any) -> bool:
    """Return whether the page holds so many outlines that its letters may be drawn."""
    import pypdfium2.raw as raw

    return int(raw.FPDFPage_CountObjects(page)) > 150
