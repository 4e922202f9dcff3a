"""The control words of RTF and the encodings of its fonts, as far as they matter for the text."""

from __future__ import annotations

import codecs
import re

from quotecheck.formats.runs import Emphasis
from quotecheck.formats.word_styles import CAPITALS, HIDDEN

TOKEN = re.compile(
    rb"([^\\{}]+)"  # text
    rb"|\\'([0-9a-fA-F]{2})"  # a byte in hexadecimal
    rb"|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"  # a control word
    rb"|\\(.)"  # a control symbol
    rb"|([{}\\])",  # a group, or a backslash at the very end
    re.DOTALL,
)
# The groups marked with \* that are read all the same; readers leave out those they do not know.
STARRED = frozenset({"shpinst", "do", "nesttableprops", "footnote", "ud", "annotation"})

DELETED = 64
ADDED = 128

# Groups that hold no words of the text, whether or not they are marked with \*.
LEFT_OUT = frozenset(
    {"colortbl", "listtext", "pntext", "pict", "nonshppict", "nonesttables", "shprslt", "fldinst"}
    | {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
    | {"ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc", "tcn", "rxe"}
    | {"pntxta", "pntxtb", "objdata", "filetbl", "listtable", "listoverridetable", "revtbl"}
    | {"template", "mmathPict", "sp", "txe"}
)

CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "page": "\n",
    "column": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "~": "\u00a0",
    "_": "\u2011",
    "{": "{",
    "}": "}",
    "\\": "\\",
}

_UNDERLINES = (
    *("ul", "uld", "uldash", "uldashd", "uldashdd", "uldb", "ulhair", "ulhwave", "ulldash"),
    *("ulth", "ulthd", "ulthdash", "ulthdashd", "ulthdashdd", "ulthldash", "ululdbwave"),
    *("ulw", "ulwave"),
)
LOOKS: dict[str, int] = {
    "b": Emphasis.BOLD,
    "i": Emphasis.ITALIC,
    "scaps": Emphasis.SMALL_CAPS,
    "caps": CAPITALS,
    "v": HIDDEN,
    "deleted": DELETED,
    "mvf": DELETED,
    "revised": ADDED,
    "mvt": ADDED,
    **dict.fromkeys(_UNDERLINES, int(Emphasis.UNDERLINE)),
}

# By the numbers of Windows (\fcharset) and of code pages (\ansicpg, \cpg).
_CHARSETS = (
    {0: 1252, 77: 10000, 78: 932, 79: 949, 80: 936, 81: 950, 82: 936, 83: 1255, 84: 1256}
    | {85: 10006, 86: 10081, 87: 874, 88: 10029, 89: 10007, 128: 932, 129: 949, 130: 1361}
    | {134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 179: 1256}
    | {180: 1256, 181: 1255, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850}
)
_CODE_PAGES = (
    {708: "iso8859_6", 709: "iso8859_6", 936: "gb18030", 1361: "johab", 10000: "mac_roman"}
    | {10001: "cp932", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2"}
    | {10079: "mac_iceland", 10081: "mac_turkish", 54936: "gb18030", 65001: "utf-8"}
    | {20866: "koi8_r", 21866: "koi8_u", 20127: "cp1252", 28591: "cp1252", 28592: "iso8859_2"}
)


def code_page(number: int) -> str | None:
    """The codec for a Windows code page, or None if it is unknown."""
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


def charset(number: int) -> str | None:
    """The codec for a font's charset, or None for the document's own."""
    page = _CHARSETS.get(number)
    return None if page is None else code_page(page)
