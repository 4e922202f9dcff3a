"""The characters of a file: decoded by what it says of itself or by what its bytes show, and mended
where somebody else decoded them wrongly before."""

from __future__ import annotations

import codecs
import re
from html import unescape

from quotecheck.errors import InputError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LOOK = 65_536  # bytes that tell
_SIXTEEN_BITS = 0.3  # of every second byte is 0 where a text has two bytes a character
# What texts in the languages of Western newspapers hold beside ASCII.
_COMMON = frozenset("“”‘’—–…éèêëàâäáíìîïóòôöúùûüñçßøåæœÉÈÀÁÜÖÄÑÇ£€°½•«»§©®™·")
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_SINGLE_BYTES = "cp1252", "mac_roman"
_NAMES = {"cp1252": "Windows-1252", "mac_roman": "MacRoman"}


def decode(
    data: bytes, path: str, *, declared: str | None = None
) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and warnings about its encoding.

    A byte-order mark decides; then what the file or its sender has ``declared``, unless the bytes
    contradict it; then the bytes: UTF-16, UTF-8, or else Windows-1252 or MacRoman, whichever
    gives the likelier characters, with a warning. Line ends stay as they are, so that offsets
    hold. Raises InputError for binary data.
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if encoding is None:
        encoding, told = _declared(data, declared)
        if encoding is not None:
            return data.decode(encoding), told
        encoding = _sixteen_bits(data) or "utf-8"
    else:
        told = ()
    if encoding in ("utf-8", "utf-8-sig") and b"\0" in data[:_LOOK]:
        raise InputError("is binary, not text", path=path, hint="give its text")
    try:
        return data.decode(encoding), told
    except UnicodeDecodeError as error:
        if encoding not in ("utf-8", "utf-8-sig"):
            raise InputError(
                f"is damaged: not {encoding} at byte {error.start}", path=path
            ) from error
        line = data.count(b"\n", 0, error.start) + 1
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in data[:_LOOK])
    if controls > len(data[:_LOOK]) // 50:
        raise InputError("is binary, not text", path=path, hint="give its text")
    best = max(_SINGLE_BYTES, key=lambda name: _likelihood(data, name))
    warning = f"line {line} is not UTF-8; the file was read as {_NAMES[best]}"
    return data.decode(best, errors="replace"), (*told, warning)


def _declared(data: bytes, declared: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The declared encoding, if the bytes are in it, and a warning if they are not."""
    if not declared:
        return None, ()
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None, (f"declares an encoding that is not known: {declared[:40]!r}",)
    name = _AS_BROWSERS_DO.get(name, name)
    is_text = getattr(codecs.lookup(name), "_is_text_encoding", True)
    if not is_text or name.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode")):
        return None, ()
    if name != "utf-8" and _is_utf8(data):
        return "utf-8", (f"declares {declared.strip()}, but is UTF-8",)
    try:
        data.decode(name)
    except ValueError:
        return None, (f"declares {declared.strip()}, but is not",)
    return name, ()


def _is_utf8(data: bytes) -> bool:
    """Whether data has letters beyond ASCII, all of them as UTF-8 writes them."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sixteen_bits(data: bytes) -> str | None:
    """The encoding of a text that has two bytes a character and no byte-order mark."""
    look = data[: _LOOK // 2 * 2]
    half = len(look) // 2
    if half < 4 or len(data) % 2 or b"\0" not in look:  # noqa: PLR2004
        return None
    low, high = look[0::2].count(0), look[1::2].count(0)
    if high > _SIXTEEN_BITS * half and low < high // 8:
        return "utf-16-le"
    if low > _SIXTEEN_BITS * half and high < low // 8:
        return "utf-16-be"
    return None


def _likelihood(data: bytes, encoding: str) -> int:
    beyond = bytes(byte for byte in data if byte > 127)[:_LOOK]  # noqa: PLR2004
    return sum(letter in _COMMON for letter in beyond.decode(encoding, errors="replace"))


# -- text that was decoded wrongly before it came here ---------------------------------------


def _misread(letter: str, encoding: str) -> str:
    """What a character looks like when its UTF-8 is read in another encoding."""
    pieces = (
        byte.decode(encoding, errors="ignore") or byte.decode("latin-1")
        for byte in (bytes((value,)) for value in letter.encode("utf-8"))
    )
    return "".join(pieces)


_MOJIBAKE = {
    _misread(letter, encoding): letter for encoding in _SINGLE_BYTES for letter in _COMMON
}
# Twice: what was misread was written as UTF-8 and misread again.
_MOJIBAKE |= {
    "".join(_misread(each, "cp1252") for each in seen): letter
    for seen, letter in list(_MOJIBAKE.items())
    if letter in "“”‘’—–…"
}
_DAMAGED = re.compile(
    "|".join(map(re.escape, sorted(_MOJIBAKE, key=len, reverse=True)))
)
_SURELY = re.compile("â€|‚Ä|Ã¢")  # begins a misread quotation mark, and no word
_ENTITY = re.compile(
    r"&(?:[lr]dquo|[lr]squo|[bs]dquo|quot|apos|#(?:34|39|821[1-9]|822[0-3]|x22|x27|x201[3-9a-d]));",
    re.IGNORECASE,
)
_PRIMES = (
    re.compile(r"(?<![\w\d])″(?=[\w‘'(\[…])(?P<words>[^\n″]{1,2000}?)(?<=[\w.,?!…’')\]—–-])″(?!\w)"),
    re.compile(r"(?<!\w)‶(?P<words>[^\n″‶]{1,2000}?)″(?!\w)"),
    re.compile(r"(?<!\w)″(?P<words>[^\n″‶]{1,2000}?)‶(?!\w)"),
    re.compile(r"＂(?P<words>[^\n＂]{1,2000}?)＂"),
    re.compile(r"(?<![\w`])``(?=\S)(?P<words>[^\n`]{1,2000}?)(?:''|´´)(?!')"),
    re.compile(r"(?<![\w´])´´(?=\S)(?P<words>[^\n´]{1,2000}?)´´"),
    re.compile(r"(?<![\w'])''(?=[\w(\[…])(?P<words>(?:[^\n']|'(?!'))+?)(?<=[\w.,?!…)\]—–-])''(?!\w)"),
)


def mended(text: str) -> tuple[str, tuple[str, ...]]:
    """A plain text with its quotation marks as they were meant, and warnings that say where.

    UTF-8 that was read as Windows-1252 or MacRoman (``â€œ``), entities of HTML (``&ldquo;``), and
    primes or doubled marks in place of quotation marks (``″``, ``''``). Anything else stays.
    """
    told: list[str] = []
    if _SURELY.search(text):
        line = _line(text, _SURELY)
        text = _DAMAGED.sub(lambda found: _MOJIBAKE[found.group()], text)
        text = text.replace("\u00c2\u00a0", "\u00a0")
        told.append(f"line {line}: signs such as “â€œ” are read as the marks that they were")
    if _ENTITY.search(text):
        line = _line(text, _ENTITY)
        text = _ENTITY.sub(lambda found: unescape(found.group()), text)
        told.append(f"line {line}: marks written as in HTML (“&ldquo;”) are read as marks")
    if any(sign in text for sign in ("″", "‶", "＂", "``", "´´", "''")):
        for pattern in _PRIMES:
            if pattern.search(text):
                line, sign = _line(text, pattern), pattern.search(text).group()[:1]  # type: ignore[union-attr]
                text = pattern.sub(r"“\g<words>”", text)
                told.append(f"line {line}: pairs of “{sign}” are read as quotation marks")
    return text, tuple(told)


def _line(text: str, pattern: re.Pattern[str]) -> int:
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
