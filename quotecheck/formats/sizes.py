"""The largest file of each format that is read as a source, in bytes.

A draft of any format may have ``quotecheck.files.MAX_TEXT_BYTES``. What a file unpacks to is
bounded by the readers (``package.py``, ``xml.py``, ``epub.py``), the time and the memory of one
source by `quotecheck.sources.apart`.
"""

from __future__ import annotations

_MB = 1_000_000

LARGEST = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown", ".json", ".js", ".jsonl"), 2_000 * _MB),
    **dict.fromkeys((".docx", ".docm", ".odt", ".epub"), 200 * _MB),
    **dict.fromkeys((".srt", ".vtt", ".sbv", ".csv", ".tsv"), 200 * _MB),
    **dict.fromkeys((".pdf", ".eml", ".mbox"), 100 * _MB),
    **dict.fromkeys((".rtf", ".fodt", ".xml", ".ttml", ".dfxp"), 50 * _MB),
    **dict.fromkeys((".html", ".htm", ".xhtml"), 20 * _MB),
}
OTHER = 200 * _MB
"""The same of a file whose name does not say what it is."""
