"""The text in bytes of an unknown encoding, with warnings that say what was guessed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cache

from quotecheck.errors import InputError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 65536
# What browsers read some declared charsets as: larger ones that hold them.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_MOSTLY = 40  # bytes of good UTF-8 for each damaged one
_HINT = "save it as text"
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_CONTROLLED = 50  # bytes of a damaged text for each control character in it
# No text holds zero bytes; what touches them is damaged with them.
_DAMAGED = re.compile(rb"[\x80-\xff]*\x00[\x00\x80-\xff]*")
# Letters, curly quotation marks, dashes and spaces: what Western prose has beyond ASCII.
_PROSE = frozenset("“”‘’–—…•éèêëáàâäãåæçíìîïñóòôöõøœúùûüÿßÉÈÀÁÂÄÅÆÇÑÖØÜ£€§°«»\u00a0")


def decode(data: bytes, path: str, *, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and warnings about its encoding.

    A byte order mark comes first, then the charset that the file declares, then UTF-8; other
    bytes are read as Windows-1252 or MacRoman, whichever makes prose. Line ends stay as they
    are, so that offsets hold. Raises InputError for binary data.
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None) or _wide(data)
    if encoding:
        try:
            return data.decode(encoding), ()
        except UnicodeDecodeError as error:
            if encoding != "utf-8-sig":
                raise InputError(
                    f"is damaged: not {encoding} at byte {error.start}", path=path
                ) from error
            data = data[3:]
    if b"\0" not in data:
        return _decoded(data, path, declared)
    if _is_binary(data):
        raise InputError("is binary, not text", path=path, hint=_HINT)
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    text, warnings = _decoded(_DAMAGED.sub(b"\0", data), path, declared)
    told = f"line {line} is damaged: it holds bytes that are not text"
    return text.replace("\0", "\ufffd"), (told, *warnings)


def _is_binary(data: bytes) -> bool:
    """Return whether bytes hold more control characters than a damaged text does."""
    controls = len(_CONTROL.findall(data[:_SAMPLE]))
    return controls > max(1, len(data[:_SAMPLE]) // _CONTROLLED)


def _decoded(data: bytes, path: str, declared: str | None) -> tuple[str, tuple[str, ...]]:
    warnings: tuple[str, ...] = ()
    if declared:
        try:
            codec = _codec(declared)
            return data.decode("utf-8" if codec == "cp1252" and is_utf8(data) else codec), ()
        except (LookupError, UnicodeDecodeError):
            warnings = (f"declares the charset {declared!r}, which its bytes contradict",)
    try:
        return data.decode("utf-8"), warnings
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if (damaged := _nearly_utf8(data)) is not None:
        return damaged, (*warnings, f"line {line} is damaged: not UTF-8")
    if _is_binary(data):
        raise InputError("is binary, not text", path=path, hint=_HINT)
    codec, name = _single_byte(data)
    warning = f"line {line} is not UTF-8; the file was read as {name}"
    return data.decode(codec, errors="replace"), (*warnings, warning)


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, known by where its zero bytes stand."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    share = [4 * sample[at::4].count(0) / len(sample) for at in range(4)]
    if len(data) % 4 == 0 and min(share[2:]) > 0.95 and share[0] < 0.05:
        return "utf-32-le"
    if len(data) % 4 == 0 and min(share[:2]) > 0.95 and share[3] < 0.05:
        return "utf-32-be"
    even, odd = (share[0] + share[2]) / 2, (share[1] + share[3]) / 2
    if len(data) % 2 == 0 and odd > 0.7 and even < 0.05:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > 0.7 and odd < 0.05:
        return "utf-16-be"
    return None


def _codec(declared: str) -> str:
    """The codec for a declared charset; browsers read Latin-1 and ASCII as Windows-1252."""
    name = codecs.lookup(declared.strip()).name
    # Codecs such as base64 are not charsets and would fail in other ways.
    if not re.fullmatch(
        r"(?:ascii|utf|iso|cp|mac|koi8|big5|gb|euc|shift|johab|hz|tis)[\w-]*", name
    ):
        raise LookupError(declared)
    return _READ_AS.get(name, name)


def is_utf8(data: bytes) -> bool:
    """Return whether bytes are UTF-8; those that mean another charset hardly ever are by
    accident."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _nearly_utf8(data: bytes) -> str | None:
    """The text of UTF-8 with a few damaged bytes, as a cut file has; None if it is not that."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = len(data) - len(text.encode("ascii", errors="ignore"))
    return text if good > _MOSTLY * bad else None


def _single_byte(data: bytes) -> tuple[str, str]:
    high = re.sub(rb"[\x00-\x7f]+", b"", data)[:_SAMPLE]
    windows, mac = (
        sum(char in _PROSE for char in high.decode(codec, errors="replace"))
        for codec in ("cp1252", "mac_roman")
    )
    return ("mac_roman", "MacRoman") if mac > windows else ("cp1252", "Windows-1252")


_GARBLED_START = re.compile("[Â-ô][^a-zA-Z ]")
_ENTITY = r"&(?:[lr][ds]quo|quot|apos|amp|[mn]dash|hellip|nbsp|#3[49]|#\d{3,5}|#x[\da-fA-F]{2,4});"
_ENOUGH = 2
# After a figure a prime means inches or seconds, so it opens no quotation there.
_PRIMES = r"(?<!\w)([″‶＂])(?=\S)([^″‶＂\n]{1,2000})([″＂])(?!\w)"


def mended(text: str) -> tuple[str, tuple[str, ...]]:
    """Plain text with garbled UTF-8, HTML entities and primes for quotation marks put right.

    The warnings say what was found and on which line. Primes are replaced one for one.

    A single odd sequence may be what somebody wrote, so it is left alone.
    """
    warnings: list[str] = []
    for _ in range(2 if _GARBLED_START.search(text) else 0):  # some text was garbled twice
        before = text
        text = _replaced(text, _garbled(), _ungarbled, "garbled UTF-8 was", warnings)
        if text is before:
            break
    if "&" in text:
        text = _replaced(text, re.compile(_ENTITY), _unescaped, "HTML codes were", warnings)
    if any(sign in text for sign in "″‶＂") and (found := re.search(_PRIMES, text)):
        line = text.count("\n", 0, found.start()) + 1
        warnings.append(f"{found.group(1)!r} on line {line} was read as a quotation mark")
        text = re.sub(_PRIMES, r"“\2”", text)
    return text, tuple(warnings)


def _replaced(
    text: str,
    pattern: re.Pattern[str],
    mend: Callable[[re.Match[str]], str],
    what: str,
    warnings: list[str],
) -> str:
    changed = [found for found in pattern.finditer(text) if mend(found) != found.group()]
    if len(changed) < _ENOUGH:
        return text
    first = changed[0]
    line = text.count("\n", 0, first.start()) + 1
    warnings.append(
        f"{what} put right in {len(changed)} places, the first on line {line}: {first.group()!r}"
    )
    return pattern.sub(mend, text)


def _unescaped(found: re.Match[str]) -> str:
    import html

    return html.unescape(found.group())


def _ungarbled(found: re.Match[str]) -> str:
    try:
        return bytes(_windows()[char] for char in found.group()).decode("utf-8")
    except UnicodeDecodeError:
        return found.group()


@cache
def _windows() -> dict[str, int]:
    """The characters that Windows-1252 makes of the bytes of UTF-8; the five bytes that it leaves
    open stay controls."""
    bytes_above = range(128, 256)
    return {
        bytes([byte]).decode("cp1252", errors="ignore") or chr(byte): byte for byte in bytes_above
    }


@cache
def _garbled() -> re.Pattern[str]:
    """UTF-8 that was read as Windows-1252."""
    tail = "[" + re.escape("".join(char for char, byte in _windows().items() if byte < 0xC0)) + "]"
    return re.compile(f"(?:[Â-ß]{tail}|[à-ï]{tail}{{2}}|[ð-ô]{tail}{{3}})")
