"""Reads the picture of a page with Tesseract, where the extra ``[ocr]`` and Tesseract are there."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from statistics import median
from typing import Any

from quotecheck.formats.pdf.glyphs import GlyphRun
from quotecheck.installed import extra_hint

PAGE_SECONDS = 60
_DPI = 300
_MAX_PIXELS = 20_000_000
_MAX_SIDE = 15_000
_LANGUAGES = 3
_MIN_CONFIDENCE = 20.0
_LINE = 4  # as Tesseract numbers its levels


def missing() -> str | None:
    """The advice on what to install before scans can be read; None where nothing is missing."""
    if find_spec("pytesseract") is None or find_spec("PIL") is None:
        return extra_hint("ocr")
    if shutil.which("tesseract") is None:
        return "install Tesseract, which the extra [ocr] needs from your system"
    return None


def picture(page: Any) -> tuple[Any, float, float] | None:
    """A page as a picture, its scale and its height in points; None for an impossible size."""
    width, height = page.get_size()
    if not (1 <= width <= _MAX_SIDE and 1 <= height <= _MAX_SIDE):
        return None
    scale = min(_DPI / 72, (_MAX_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    image = bitmap.to_pil().copy()
    bitmap.close()
    return image, scale, height


def recognised(drawn: tuple[Any, float, float]) -> list[GlyphRun] | None:
    """The words of a picture as a machine reads them, placed as pdfium would place them; None
    where it took too long or Tesseract failed."""
    import pytesseract

    image, scale, height = drawn
    try:
        installed = [each for each in pytesseract.get_languages() if each not in ("osd", "snum")]
        languages = sorted(installed, key=lambda each: (each != "eng", each))[:_LANGUAGES]
        read = pytesseract.image_to_data(
            image,
            lang="+".join(languages) or None,
            config="--psm 1",
            timeout=PAGE_SECONDS,
            output_type=pytesseract.Output.DICT,
        )
    except (RuntimeError, OSError, pytesseract.TesseractError):
        return None
    return _words(read, scale, height)


def _words(read: dict[str, list[Any]], scale: float, height: float) -> list[GlyphRun]:
    tall: dict[tuple[int, int, int], tuple[float, float]] = {}
    keys = list(zip(read["block_num"], read["par_num"], read["line_num"], strict=True))
    for key, level, top, high in zip(keys, read["level"], read["top"], read["height"], strict=True):
        if level == _LINE:
            tall[key] = (height - (top + high) / scale, high / scale)
    usual = median(size for _, size in tall.values()) if tall else 0.0
    chunks = []
    for number, word in enumerate(read["text"]):
        text = word.strip()
        if not text or float(read["conf"][number]) < _MIN_CONFIDENCE or keys[number] not in tall:
            continue
        base, size = tall[keys[number]]
        if 0.6 * usual < size < 1.6 * usual:
            size = usual  # a line without tall letters is just as large
        left = read["left"][number] / scale
        right = left + read["width"][number] / scale
        chunks.append(
            GlyphRun(text, left, right, base, size, bold=False, italic=False, spaced=True)
        )
    return chunks
