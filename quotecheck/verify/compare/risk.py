"""The risk of an edit: words that turn the sense, or have to be pointed out, when they are added or
dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotecheck.model import Flag
from quotecheck.sources.canonical import Words
from quotecheck.verify.compare.folding import WordTuple
from quotecheck.verify.compare.lexicon import FoldedLists

if TYPE_CHECKING:
    from quotecheck.verify.compare.align import Edit
    from quotecheck.verify.compare.edits import Pair


def turned_sense(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> Flag | None:
    """The flag of an edit that turns or weakens the sense, if it changes nothing else."""
    lexicon = pair.lexicon
    if is_opposite(meant, printed, lexicon):
        return Flag.NEGATION
    if not (meant and printed):
        before = pair.source.forms[edit.s_low - 1] if edit.s_low else ""
        focused = set(meant or printed) <= lexicon.focus and before in lexicon.negations
        if focused and not _is_pause(pair, edit):
            return Flag.NEGATION
        rolled = _rolled(pair, edit) if _is_whole(meant, printed, edit) else []
        for each in rolled:
            lost, found = (each, ()) if meant else ((), each)
            if flag := _turned(lost, found, lexicon):
                return flag
        if rolled:
            return None
    return _turned(meant, printed, lexicon)


def _turned(meant: WordTuple, printed: WordTuple, lexicon: FoldedLists) -> Flag | None:
    """The flag of words that turn or weaken the sense, if they are added or dropped by
    themselves."""
    for flag, risky in (
        (Flag.NEGATION, negations_in),
        (Flag.HEDGE, _hedges),
        (Flag.HEDGE, _conditions),
    ):
        lost, found = risky(meant, lexicon), risky(printed, lexicon)
        if len(lost) != len(found):
            rest = (set(meant) - lost) ^ (set(printed) - found)
            if all(_slight(word, lexicon) for word in rest):
                return flag
    return None


def _is_pause(pair: Pair, edit: Edit) -> bool:
    """Return whether a mark stands before an edit: "no, no, just think"."""
    if not edit.s_low or edit.s_low == len(pair.source):
        return False
    between = pair.text[pair.source.ends[edit.s_low - 1] : pair.source.starts[edit.s_low]]
    return bool(between.strip())


def _is_whole(meant: WordTuple, printed: WordTuple, edit: Edit) -> bool:
    """Return whether added or dropped words are the whole edit, without fillers taken out."""
    return len(meant) + len(printed) == edit.s_high - edit.s_low + edit.q_high - edit.q_low


def _rolled(pair: Pair, edit: Edit) -> list[WordTuple]:
    """The words that come or go, for each place where the alignment may have put the gap: "think
    we" of "all think we all know" is "we think" as well."""
    forms, low, high = pair.source.forms, edit.s_low, edit.s_high
    if low == high:
        forms, low, high = pair.quote.forms, edit.q_low, edit.q_high
    while low > 0 and forms[low - 1] == forms[high - 1]:
        low, high = low - 1, high - 1
    found = [tuple(forms[low:high])]
    while high < len(forms) and forms[low] == forms[high]:
        low, high = low + 1, high + 1
        found.append(tuple(forms[low:high]))
    return found


def flags_of(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> tuple[Flag, ...]:
    """The flags of an edit, for the risky words that it adds or drops."""
    lexicon = pair.lexicon
    said_names = _names(pair.text, pair.source, edit.s_low, edit.s_high, lexicon)
    put_names = _names(pair.printed, pair.quote, edit.q_low, edit.q_high, lexicon)
    flags = []
    if set(filter(lexicon.is_number, meant)) != set(filter(lexicon.is_number, printed)):
        flags.append(Flag.NUMBER)
    if negations_in(meant, lexicon) != negations_in(printed, lexicon):
        flags.append(Flag.NEGATION)
    modals = lexicon.modals - said_names - put_names  # "in May"
    if modals.intersection(meant) != modals.intersection(printed):
        flags.append(Flag.MODAL)
    if _hedges(meant, lexicon) != _hedges(printed, lexicon):
        flags.append(Flag.HEDGE)
    if any(_other_tense(a, b, lexicon) for a in meant for b in printed if a != b):
        flags.append(Flag.TENSE)
    if _conditions(meant, lexicon) - _conditions(printed, lexicon):
        flags.append(Flag.CROPPED)
    if said_names - lexicon.days != put_names - lexicon.days:
        flags.append(Flag.NAME)
    return tuple(flags)


def is_opposite(meant: WordTuple, printed: WordTuple, lexicon: FoldedLists) -> bool:
    """Return whether the words say the opposite of each other: "more" and "less", "safe" and
    "unsafe"."""
    if meant != printed and lexicon.related(lexicon.opposites, meant, printed):
        return True
    if len(meant) != 1 or len(printed) != 1:
        return False
    return _prefixed(meant[0], printed[0], lexicon) or _suffixed(meant[0], printed[0], lexicon)


def says_opposite(spoken: WordTuple, printed: WordTuple, lexicon: FoldedLists) -> bool:
    """Return whether the words are opposites, or the source's have a negation that the quote's
    lack: "neither" is not a misreading of "either"."""
    lost = negations_in(spoken, lexicon) - negations_in(printed, lexicon)
    return (
        bool(lost)
        or is_opposite(spoken, printed, lexicon)
        or any(is_opposite((one,), (other,), lexicon) for one in spoken for other in printed)
    )


def _prefixed(one: str, other: str, lexicon: FoldedLists) -> bool:
    """Return whether one word is the other with un-, in- or the like before it."""
    short, long = sorted((one, other), key=len)
    return len(short) > lexicon.stem_letters and any(
        long == prefix + short for prefix in lexicon.negative_prefixes
    )


def _suffixed(one: str, other: str, lexicon: FoldedLists) -> bool:
    """Return whether two words differ by endings that are each other's opposite: "harmless",
    "harmful"."""
    return any(
        one.endswith(first) and other == one.removesuffix(first) + second
        for group in lexicon.negative_endings
        for first in group
        for second in group
        if first != second
    )


def negations_in(words: WordTuple, lexicon: FoldedLists) -> set[str]:
    """The negations among some words, those of many words among them."""
    phrases = _phrase_words(words, lexicon.negative_phrases, lexicon)
    return phrases | set(words) & lexicon.negations


def _hedges(words: WordTuple, lexicon: FoldedLists) -> set[str]:
    found = _phrase_words(words, lexicon.hedges, lexicon)
    return found - _phrase_words(words, lexicon.unhedged, lexicon) if found else found


def _conditions(words: WordTuple, lexicon: FoldedLists) -> set[str]:
    found = _phrase_words(words, lexicon.conditions, lexicon)
    if found:
        found -= _phrase_words(words, lexicon.unconditional, lexicon)
    return found | set(words) & lexicon.limits


def _phrase_words(
    words: WordTuple, phrases: frozenset[WordTuple], lexicon: FoldedLists
) -> set[str]:
    """The words of all phrases among some words; most of them hold none."""
    if lexicon.risky.isdisjoint(words):
        return set()
    return {
        word
        for low in range(len(words))
        for high in range(low + 1, min(low + lexicon.longest, len(words)) + 1)
        if words[low:high] in phrases
        for word in words[low:high]
    }


def _slight(word: str, lexicon: FoldedLists) -> bool:
    slight = word in lexicon.function or word in lexicon.focus or word in lexicon.modals
    return slight or (word,) in lexicon.hedges


def _other_tense(one: str, other: str, lexicon: FoldedLists) -> bool:
    return lexicon.related(lexicon.tenses, (one,), (other,)) or same_stem(
        one, other, lexicon.tense_endings, lexicon.stem_letters
    )


def same_word(one: str, other: str, lexicon: FoldedLists) -> bool:
    """Return whether two words are the same word or two forms of it, in any tense."""
    return (
        one == other
        or _other_tense(one, other, lexicon)
        or same_stem(one, other, lexicon.endings, lexicon.stem_letters)
    )


def same_stem(one: str, other: str, endings: Sequence[str], letters: int) -> bool:
    """Return whether two words differ by their endings only, and share so many letters before
    them."""
    stems = [
        {word} | {word[: -len(e)] for e in endings if word.endswith(e)} for word in (one, other)
    ]
    return any(len(stem) >= letters for stem in stems[0] & stems[1])


def _names(text: str, words: Words, low: int, high: int, lexicon: FoldedLists) -> set[str]:
    """The words from ``low`` up to ``high`` that are written like names: with a capital inside a
    sentence in which not every word has one."""
    found = set()
    for at in range(max(low, 1), high):
        start, before = words.starts[at], words.ends[at - 1]
        if (
            text[start].isupper()
            and words.surfaces[at] not in lexicon.no_names
            and text[before:start].strip() in ("", ",")
            and not text[words.starts[at - 1] : words.ends[at]].isupper()
        ):
            found.add(words.forms[at])
    return found if any(text[start].islower() for start in words.starts) else set()
