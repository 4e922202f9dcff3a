"""Putting an alias in the place of a confidential name, in whatever form the name stands.

A text is folded first (case, accents, entities of HTML, escapes of URLs and JSON), with a way back
to where each letter stands; names are looked for in what is folded. A name once too often hidden
costs a word, one that is not hidden costs a source.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import IO, Any, NamedTuple
from urllib.parse import unquote_to_bytes

from quotecheck.record import dumps


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ESCAPE = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});|(?:%[0-9A-Fa-f]{2})+|\\u[0-9a-fA-F]{4}"
)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
    | dict.fromkeys("‘ʼ`´", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)
_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
_E_BEHIND = re.compile(r"(?<=\w)([aou])e(?=\w\w)")
_SILENT = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# What may stand between the words of a name: spaces, “DOE, JANE”, jane-doe.txt, <b>Jane</b> Doe.
_GAP = r"(?:[\W_]|<[^<>]{0,80}>){%s,5}"
# Parts of a page that hold no words of others: style, script, and tags without an address, a title
# or a name of theirs.
_OUR_TAG = re.compile(
    r"<style>.*?</style>|<script>.*?</script>|<meta [^<>]*>"
    r"|</?[a-z][a-z0-9]*(?: (?:class|id|data-mark|tabindex|hidden|role|type|name|checked|scope|lang"
    r"|rel|aria-hidden|aria-labelledby)(?:=\"[^\"<>]*\")?)*>",
    re.DOTALL,
)
_KEPT = "\ue000"
_KEPT_TAG = re.compile(f"<{_KEPT}([0-9]+)>")
_TITLES = _words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev sen rep gov capt col gen lt sgt"
)
_SUFFIXES = _words("jr sr ii iii iv phd md esq obe mbe cbe kc qc")
_AND = frozenset({"&", "and", "+"})
_DETERMINERS = _words("a an the this that these those each every no some any one two")
# Surnames that are words: in lower case, by themselves, they are these words.
_WORDS = _words(
    """archer bacon baker ball banks bell best bird bishop black blue bond book bridge bright brook
    brooks brown bush butler cannon carpenter case cash chance chase church clay close cook
    cross dale day days dean fall field fields fish fisher flowers forest fox free french
    frost gardener gates glass gold good grace grant gray green grey hall hand hardy hart head hill
    hills holiday holly hood hope house hunt hunter ice iron joy judge key king knight lake lamb
    lane law light lily little long love man march marsh mason may mayor miles mills moon
    more moss new noble north page park parks pearl penny pepper pike piper pole pool poor pope
    potter power powers price pride prince queen rain read reed rice rich river rivers road
    rock rose rush sands savage sharp short silver singer small smart snow south spear spring
    star steel stern still stone stones storm street strong summer summers sun swan sweet swift
    temple thorn town train tree trip turner twist waiter walker wall walls ward waters way
    weaver wells west wheel white wild will wills winter wise wolf wood woods word words work
    worth young"""
)
_PLACES = _words("us uk un eu dc am pm ps ie eg la ny tv pr ai id")


_Span = tuple[int, int, str]


class _Form(NamedTuple):
    """One way to write a name. ``counts`` looks at what was found in the text itself."""

    pattern: re.Pattern[str]
    counts: Callable[[str, str], bool]


class Veil:
    """Puts aliases in the place of confidential names."""

    def __init__(self, known: Mapping[str, str], mark: str = "") -> None:
        """``mark`` names the state of the desk that the names are from."""
        self.mark = mark
        names = sorted((name for name in known if name.split()), key=len, reverse=True)
        self._names = [
            (known[name], tuple(form for each in _spellings(name) for form in _forms(each)))
            for name in names
        ]

    def __call__(self, text: str) -> str:
        """The text with the aliases."""
        if not self._names:
            return text
        pieces, at = [], 0
        for start, end, alias in self._found(text):
            pieces += [text[at:start], alias]
            at = max(at, end)
        return "".join([*pieces, text[at:]])

    def record(self, value: Any) -> Any:
        """A JSON value with the aliases in all its texts, before escapes hide where words begin."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, Mapping):
            return {self(str(key)): self.record(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.record(each) for each in value]
        return value

    def page(self, page: str) -> str:
        """A page of ours with the aliases. Tags that hold no words of others stay, whatever they
        are called: somebody may be called Mark, or Page."""
        if not self._names:
            return page
        tags: list[str] = []

        def kept(found: re.Match[str]) -> str:
            tags.append(found.group())
            return f"<{_KEPT}{len(tags) - 1}>"

        veiled = self(_OUR_TAG.sub(kept, page.replace(_KEPT, "\ufffd")))
        return _KEPT_TAG.sub(lambda found: tags[int(found.group(1))], veiled)

    def hides(self, text: str) -> bool:
        """Return whether a confidential name stands in the text."""
        return bool(self._names) and next(self._found(text), None) is not None

    def __bool__(self) -> bool:
        """Return whether anybody is confidential."""
        return bool(self._names)

    def _found(self, text: str) -> Iterator[_Span]:
        """The places of names, in order."""
        folded, places = fold(text)
        spans: list[_Span] = []
        for alias, forms in self._names:
            for form in forms:
                for match in form.pattern.finditer(folded):
                    low, high = match.span()
                    start, end = places[low], places[high]
                    words = text[start:end].strip()
                    if _stands_alone(folded, text, places, low, high) and form.counts(
                        words, folded[max(0, low - 8) : low]
                    ):
                        spans.append((start, start + len(text[start:end].rstrip()), alias))
        yield from _apart(text, spans)


def _apart(text: str, spans: list[_Span]) -> Iterator[_Span]:
    """The spans in order without overlaps: the first and longest ones, then what is left of others
    (in “Mary Doe, Jane Doe” the middle is a name, too, last name first)."""
    chosen: list[_Span] = []
    late: list[_Span] = []
    at = 0
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[0] >= at:
            chosen.append(span)
            at = span[1]
        elif span[1] > at:
            late.append(span)
    covered = bytearray(len(text))
    for start, end, _ in chosen:
        covered[start:end] = b"\1" * (end - start)
    for start, end, alias in late:
        left = [at for at in range(start, end) if not covered[at] and text[at].isalnum()]
        if left:
            low, high = left[0], left[-1] + 1
            covered[low:high] = b"\1" * (high - low)
            chosen.append((low, high, alias))
    yield from sorted(chosen)


class Veiled:
    """A stream that writes aliases in the place of confidential names. Each text that is written
    holds whole names."""

    def __init__(self, stream: IO[str], veil: Veil) -> None:
        self._stream, self._veil = stream, veil

    def write(self, text: str) -> int:
        """Write a text."""
        return self._stream.write(self._veil(text))

    def write_page(self, page: str) -> None:
        """Write a page of ours."""
        self._stream.write(self._veil.page(page))

    def writelines(self, texts: Iterable[str]) -> None:
        """Write texts."""
        for text in texts:
            self.write(text)

    def write_records(self, values: Iterable[Any]) -> None:
        """Write JSON values, a line each."""
        for value in values:
            self.write(dumps(self._veil.record(value)) + "\n")


def fold(text: str) -> tuple[str, list[int]]:
    """The text without case, accents and escapes, and for each of its letters the place in the
    text; one more place for the end."""
    letters: list[str] = []
    places: list[int] = []
    at = 0
    for escape in _ESCAPE.finditer(text):
        _fold_plain(text[at : escape.start()], at, letters, places)
        _fold_escape(escape.group(), escape.start(), letters, places)
        at = escape.end()
    _fold_plain(text[at:], at, letters, places)
    return "".join(letters), [*places, len(text)]


def _fold_plain(piece: str, at: int, letters: list[str], places: list[int]) -> None:
    if piece.isascii():
        letters.extend(piece.lower())
        places.extend(range(at, at + len(piece)))
        return
    for number, letter in enumerate(piece, at):
        plain = _plain(letter)
        letters.extend(plain)
        places.extend([number] * len(plain))


def _fold_escape(escape: str, at: int, letters: list[str], places: list[int]) -> None:
    if escape[0] == "&":
        meant = html.unescape(escape)
    elif escape[0] == "%":
        meant = unquote_to_bytes(escape).decode("utf-8", "replace")
    else:
        meant = chr(int(escape.removeprefix("\\u"), 16))
    plain = "".join(map(_plain, meant)) if meant != escape else escape.lower()
    # The letters of "%4A%61" stand where their own escapes do.
    step = len(escape) // len(meant) if escape[0] == "%" and meant.isascii() else 0
    letters.extend(plain)
    places.extend(at + step * number for number in range(len(plain)))


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if letter in _SILENT or unicodedata.combining(letter):
        return ""
    apart = unicodedata.normalize("NFKD", letter)
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    return bare.casefold().translate(_LETTERS)


def _stands_alone(folded: str, text: str, places: list[int], low: int, high: int) -> bool:
    """Return whether what was found is a word by itself, not part of a longer one; capitals begin
    one in HarrowNotes, and scripts without capitals put no spaces between words, or prefixes before
    them."""
    if folded[low].upper() == folded[low].lower() and folded[low].isalpha():
        return True
    start, end = places[low], places[high]
    before = low == 0 or not folded[low - 1].isalpha() or _camel(text, start)
    after = high == len(folded) or not folded[high].isalpha() or _camel(text, end)
    return before and after


def _camel(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].islower() and text[at].isupper()


def _always(words: str, before: str) -> bool:
    del words, before
    return True


def _as_name(words: str, before: str) -> bool:
    """Return whether a surname alone is meant as a name: in lower case it may be a word like
    others."""
    if not words.islower():
        return True
    previous = before.rsplit(maxsplit=1)[-1] if before.strip() and before[-1].isspace() else ""
    return len(words) > 2 and words not in _WORDS and previous not in _DETERMINERS


def _with_initial(words: str, before: str) -> bool:
    """Return whether an initial and a surname are meant: J. Doe, J Doe, jdoe, but not “a field”."""
    if re.search(r"\s", words):
        return _capitalised(words, before)
    return not words.islower() or words[1:] not in _WORDS


def _capitalised(words: str, before: str) -> bool:
    """Return whether the found words are written as names are: the Does, Jane D, J.D."""
    del before
    last = re.split(r"[\W_]+", words.strip(".,"))[-1]
    return words[:1].isupper() and last[:1].isupper()


def _initials(words: str, before: str) -> bool:
    return _capitalised(words, before) and words.replace(".", "").lower() not in _PLACES


def _spellings(name: str) -> Iterator[str]:
    """The name, and how it is spelled where its letters are not to be had: Müller, Mueller."""
    whole = unicodedata.normalize("NFC", name)
    yield from dict.fromkeys((whole, whole.translate(_SPELLED_OUT), _E_BEHIND.sub(r"\1", whole)))


def _forms(name: str) -> Iterator[_Form]:
    folded, _ = fold(name)
    words = [word.strip(".,") for word in folded.split()]
    words = [word for word in words if word]
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    if len(words) == 1:
        yield _Form(re.compile(_word(words[0])), _always)
        yield _Form(re.compile(_word(words[0]) + "(?:e?s)"), _capitalised)
        return
    first, middle, last = words[0], words[1:-1], words[-1]
    for form in (_whole(words), _whole([last, *words[:-1]]), _whole([first, last])):
        yield _Form(re.compile(form), _always)
    if len(words) > 2:
        for some in ([*middle, last], [first, *middle]):
            yield _Form(re.compile(_whole(some)), _always)
    yield from _with_initials(first, middle, last)
    alone = [last, first] if len(words) > 2 else [last]
    for word in alone:
        for part in {word, *word.split("-"), *re.split(r"[-']", word)} - {""}:
            if len(part) > 2 or part == word:
                yield _Form(re.compile(_word(part)), _as_name)
                yield _Form(re.compile(f"{_word(part)}(?:e?s)"), _capitalised)


def _with_initials(first: str, middle: list[str], last: str) -> Iterator[_Form]:
    """J. Doe, jdoe, Doe J., Jane D., J.D."""
    one, other = re.escape(first[0]), re.escape(last[0])
    between = "".join(rf"(?:{re.escape(word[0])}[\W_]{{0,2}})?" for word in middle)
    yield _Form(re.compile(rf"{one}[\W_]{{0,3}}{between}{_word(last)}"), _with_initial)
    yield _Form(re.compile(rf"{_word(last)}[\W_]{{1,3}}{one}(?![^\W_])\.?"), _capitalised)
    yield _Form(re.compile(rf"{_word(last)}[._-]{one}(?![^\W_])"), _always)
    yield _Form(re.compile(rf"{_word(first)}[\W_]{{1,3}}{other}(?![^\W_])\.?"), _capitalised)
    yield _Form(re.compile(rf"{_word(first)}[._-]{other}(?![^\W_])"), _always)
    yield _Form(re.compile(rf"{one}\.[\W_]?{between}{other}\."), _initials)


def _whole(words: list[str]) -> str:
    """Words of a name one after the other, an initial between them or none."""
    joined = sum(map(len, words)) >= 6
    gap = _GAP % (0 if joined else 1)
    return f"{gap}(?:[a-z]{_GAP % 1})?".join(map(_word, words))


def _word(word: str) -> str:
    """A word of a name: hyphens and apostrophes are written in many ways, or left out."""
    if word in _AND:
        return r"(?:&|\+|and|n)"
    return "".join(r"[\W_]{0,3}" if not each.isalnum() else re.escape(each) for each in word)
