"""Words of a source that a machine misread or misheard."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from quotecheck.sources.canonical import Words
from quotecheck.verify.compare.align import Edit
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.risk import says_opposite

if TYPE_CHECKING:
    from quotecheck.verify.compare.edits import Pair

_AMOUNT = re.compile(r"[\d.,]+")
_MIXED = re.compile(r"\d[^\W\d]|[^\W\d]\d")  # a figure beside a letter, as in no word
_LOWER = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])")
_DOUBLED = re.compile(r"(.)\1+")
_DIGIT = re.compile(r"\d")


def is_garbled(pair: Pair, edit: Edit) -> bool:
    """Return whether the source's words look like the printed ones, misread or misheard by a
    machine.

    A garbled word is rare in the sources, or rare beside its neighbours ("you fold us"), where the
    printed one is common; or it is a word of which the recogniser was unsure.
    """
    edit = _unlike_part(pair, edit)
    spoken, printed, limits = said(pair, edit), put(pair, edit), pair.limits
    if not spoken or not printed or max(len(spoken), len(printed)) > limits.noise_words:
        return False
    if 1 < len(spoken) == len(printed) and all(_by_words(pair, edit)):
        return True
    if _is_other_number(pair, edit):
        return False
    unlike = unlike_letters(pair, edit)
    if not _looks_alike(pair, edit, unlike):
        return False
    if says_opposite(tuple(spoken), tuple(printed), pair.lexicon):
        return False
    if is_doubted(pair, edit):
        return True
    if not _is_strange(pair, edit, unlike):
        return False
    if not unlike or not _is_word(pair, edit) or _is_poor_copy(pair):
        return True
    return _is_out_of_place(pair, edit, beside=pair.lexicon.function)


def is_doubted(pair: Pair, edit: Edit) -> bool:
    """Return whether the speech recogniser was unsure of a word on the source's side of an edit."""
    source = pair.source
    return edit.s_low < edit.s_high and pair.doubts(
        source.starts[edit.s_low], source.ends[edit.s_high - 1]
    )


def _looks_alike(pair: Pair, edit: Edit, unlike: int) -> bool:
    """Return whether so few letters differ that the words may be the printed ones."""
    limits = pair.limits
    said_name, put_name = _is_name(pair, edit), _is_capital(pair.printed, pair.quote, edit.q_low)
    if unlike and said_name and not put_name:
        return False  # "for Jim" is not a misreading of "for him"
    letters = max(
        len(written(pair.source, edit.s_low, edit.s_high)),
        len(written(pair.quote, edit.q_low, edit.q_high)),
    )
    most = min(limits.noise_typos, (1 - limits.noise_share) * letters)
    many = letters >= limits.noise_long or (said_name and put_name) or is_doubted(pair, edit)
    return unlike <= (most if many else 1)


def _is_strange(pair: Pair, edit: Edit, unlike: int) -> bool:
    """Return whether the source's words are so rare, here or anywhere, compared with the printed
    ones that they must be the printed ones, garbled; fewer letters prove less."""
    limits, letters = pair.limits, written(pair.quote, edit.q_low, edit.q_high)
    if not unlike and not _DIGIT.search(letters) and any(map(_MIXED.search, said(pair, edit))):
        return True
    long = len(letters) > limits.noise_letters
    strange, known = rarest(pair, edit)
    if not unlike and long and strange <= limits.rare:
        return True  # the same letters to a machine, though the word is known from nowhere else
    odds = limits.noise_odds * (1 if long or not unlike else limits.noise_odds)
    if known > strange * odds and (strange <= limits.noise_places or not unlike):
        return True
    if (long or not unlike) and strange <= limits.rare and known > strange:
        return True
    likely = not unlike or known > strange * limits.noise_odds or without_capitals(pair)
    return likely and unlike <= 1 and _is_out_of_place(pair, edit)


def _is_word(pair: Pair, edit: Edit) -> bool:
    """Return whether the source's word also occurs elsewhere or in another form, so that it is not
    just the printed one with a wrong letter."""
    words = said(pair, edit)
    if len(words) != 1 or not words[0].isalpha() or _is_name(pair, edit):
        return False
    if len(words[0]) > 2 * pair.limits.noise_letters and put(pair, edit)[0].startswith(words[0]):
        return False  # "entitle program"
    word, endings = words[0], pair.lexicon.endings + pair.lexicon.tense_endings
    stems = {word.removesuffix(each) for each in endings}
    stems = {stem for stem in stems if len(stem) > pair.limits.noise_letters or stem == word}
    forms = {stem + each for stem in stems for each in ("", *endings)} - {word}
    return pair.count((word,)) > 1 or any(pair.count((form,)) for form in forms)


def _is_poor_copy(pair: Pair) -> bool:
    """Return whether the text around has as many unique words as only a machine makes of a
    recording or a scan, or has no capitals."""
    if without_capitals(pair):
        return True
    limits, start = pair.limits, pair.source.starts[0]
    around = pair.text[max(0, start - limits.copy_letters) : start + limits.copy_letters]
    words = _LOWER.findall(around)
    unknown = sum(pair.count((word,)) == 1 for word in words)
    return unknown > limits.copy_share * max(len(words), limits.copy_words)


def without_capitals(pair: Pair) -> bool:
    """Return whether the source has no capitals here, as in captions written by a machine."""
    text = pair.text[pair.source.starts[0] : pair.source.ends[-1]]
    return text == text.lower()


def _unlike_part(pair: Pair, edit: Edit) -> Edit:
    """An edit without the words at either end that both sides share."""
    one, other = said(pair, edit), put(pair, edit)
    most = min(len(one), len(other))
    low = next((at for at in range(most) if one[at] != other[at]), most)
    most -= low
    high = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    return Edit(edit.s_low + low, edit.s_high - high, edit.q_low + low, edit.q_high - high)


def said(pair: Pair, edit: Edit) -> list[str]:
    """The folded words of the source in an edit."""
    return pair.source.forms[edit.s_low : edit.s_high]


def put(pair: Pair, edit: Edit) -> list[str]:
    """The folded words of the quote in an edit."""
    return pair.quote.forms[edit.q_low : edit.q_high]


def _is_name(pair: Pair, edit: Edit) -> bool:
    """Return whether the source has a capital in the middle of a sentence."""
    capital = _is_capital(pair.text, pair.source, edit.s_low)
    return capital and edit.s_low > 0 and not _is_pause(pair, edit.s_low)


def _is_capital(text: str, words: Words, at: int) -> bool:
    return text[words.starts[at]].isupper()


def written(words: Words, low: int, high: int) -> str:
    """The letters of some words as written; a contraction counts once."""
    return "".join(surface for surface, _ in _tokens(words, low, high))


def unlike_letters(pair: Pair, edit: Edit) -> int:
    """The number of letters of an edit that differ, as folded or as written. Letters that look
    alike are one if hardly any others differ; a machine may take two for one ("rn" for m), or each
    for itself ("II" for ll), or write a letter twice."""
    folded = "".join(said(pair, edit)), "".join(put(pair, edit))
    plain = (
        written(pair.source, edit.s_low, edit.s_high),
        written(pair.quote, edit.q_low, edit.q_high),
    )
    unlike = min(Levenshtein.distance(one, other) for one, other in {folded, plain})
    if not unlike or unlike > 2 * pair.limits.noise_typos:
        return unlike
    alike = min(
        Levenshtein.distance(_skeleton(one, table), _skeleton(other, table))
        for one, other in {
            folded,
            plain,
            (_DOUBLED.sub(r"\1", plain[0]), _DOUBLED.sub(r"\1", plain[1])),
        }
        for table in (pair.lexicon.misread_singly, pair.lexicon.misread)
    )
    return alike if alike <= 1 else unlike


def rarest(pair: Pair, edit: Edit) -> tuple[int, int]:
    """The number of occurrences in all sources of the rarest word on each side of an edit: the
    source's, the quote's."""
    strange = (pair.count(forms) for _, forms in _tokens(pair.source, edit.s_low, edit.s_high))
    one, other = (
        min(pair.count((form,)) for form in forms) for forms in (said(pair, edit), put(pair, edit))
    )
    return min(one, *strange), other


def _by_words(pair: Pair, edit: Edit) -> Iterator[bool]:
    """A truth value for each word of two sides of equal length: whether it is equal or garbled."""
    for at, (one, other) in enumerate(zip(said(pair, edit), put(pair, edit), strict=True)):
        s_at, q_at = edit.s_low + at, edit.q_low + at
        yield one == other or is_garbled(pair, Edit(s_at, s_at + 1, q_at, q_at + 1))


def _tokens(words: Words, low: int, high: int) -> Iterator[tuple[str, list[str]]]:
    """The written words of a stretch, each with the folded words that it stands for."""
    at = low
    while at < high:
        end = at + 1
        while end < high and words.starts[end] == words.starts[at]:
            end += 1
        whole = (at == 0 or words.starts[at - 1] != words.starts[at]) and (
            end == len(words) or words.starts[end] != words.starts[at]
        )
        forms = words.forms[at:end]
        yield (words.surfaces[at] if whole else "".join(forms)), forms
        at = end


def _is_other_number(pair: Pair, edit: Edit) -> bool:
    """Return whether a number of the quote is not a misreading: it is in figures, or the source has
    a number there as well."""
    lexicon = pair.lexicon
    if not any(map(lexicon.is_number, put(pair, edit))):
        return False
    figures = _DIGIT.search(written(pair.quote, edit.q_low, edit.q_high))
    return bool(figures) or any(_is_amount(form, lexicon) for form in said(pair, edit))


def _is_amount(form: str, lexicon: FoldedLists) -> bool:
    return form in lexicon.magnitudes or form in lexicon.numbers or bool(_AMOUNT.fullmatch(form))


def _skeleton(word: str, misread: Mapping[str, str]) -> str:
    """A word in which letters that look alike are made the same."""
    for letters, like in misread.items():
        word = word.replace(letters, like)
    return word


def _is_out_of_place(pair: Pair, edit: Edit, beside: Collection[str] = ()) -> bool:
    """Return whether the source's words are rare beside the words around them, and the printed ones
    common; words that may stand beside any others (``beside``) mean nothing."""
    source, rare = pair.source.forms, pair.limits.rare
    around: list[tuple[Sequence[str], Sequence[str]]] = []
    if edit.s_low and not _is_pause(pair, edit.s_low) and source[edit.s_low - 1] not in beside:
        around.append(([source[edit.s_low - 1]], ()))
    last = edit.s_high == len(source) or source[edit.s_high] in beside
    if not last and not _is_pause(pair, edit.s_high):
        around.append(((), [source[edit.s_high]]))
    there = [pair.count([*before, *said(pair, edit), *after]) for before, after in around]
    usual = [pair.count([*before, *put(pair, edit), *after]) for before, after in around]
    most = max(there, default=1) - 1  # but for this place itself
    return most <= rare and max(usual, default=0) > max(rare, most * pair.limits.noise_odds)


def _is_pause(pair: Pair, at: int) -> bool:
    """Return whether a mark stands right before a word of the source."""
    return bool(pair.text[pair.source.ends[at - 1] : pair.source.starts[at]].strip())
