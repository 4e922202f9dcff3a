"""The risk of an edit: words that turn the sense, or have to be pointed out, when they come or
go."""

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


_ONE = "1"
_NO = "no"
_LAST = frozenset(("last", "only", "same"))
_HALVES = frozenset(("never", "hardly", "barely", "scarcely"))  # with "not" one negation


def turned_sense(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> Flag | None:
    """The flag of an edit that turns or weakens the sense, if nothing else is said anew."""
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


def weighs_little(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether words that come or go, risky as they look, leave the sense as it is: what only
    strengthens a negation that stays ("never, never", "never, ever", "No, we will not"), an opinion
    that the quote puts in ("I think"), and "one" for "a"."""
    lexicon = pair.lexicon
    if len(meant) == len(printed) == 1 and {*meant, *printed} <= lexicon.articles | {_ONE}:
        return True
    if not meant and printed in lexicon.opinions:
        return True
    if meant == (_ONE,) and not printed and _is_pronoun(pair.source, edit.s_low, lexicon):
        return True
    lost, found = _without_function(meant, lexicon), _without_function(printed, lexicon)
    if lost and found:
        return _is_in_concord(lost, found, pair, edit)
    words = lost or found
    if not words:
        return False
    side, text = (pair.source, pair.text) if lost else (pair.quote, pair.printed)
    low, high = (edit.s_low, edit.s_high) if lost else (edit.q_low, edit.q_high)
    near = pair.limits.negation_words
    before, after = side.forms[max(0, low - near) : low], side.forms[high : high + near]
    if words in lexicon.emphases or tuple(side.forms[low:high]) in lexicon.emphases:
        return not lexicon.negations.isdisjoint(before)
    if _is_echo(side, text, low, high, lexicon) or _is_doubled(words, after, lexicon):
        return True
    if len(words) > 1 or words[0] not in lexicon.negations:
        return False
    if words[0] in (*before[-1:], *after[:1]):  # "no, no", but not "cannot not"
        return words[0] != "not" or any(_is_behind(text, side, at, ",—–-") for at in (low, high))
    if words[0] == _NO and _is_denied(side, text, low, near, lexicon):
        return True  # "did not have no boats", "did not have any", "a" or none
    if words[0] == "not" and not _HALVES.isdisjoint(after[:1]):
        return True  # "ain't never", "couldn't hardly"
    stands_alone = _is_behind(text, side, high, ",") and _is_behind(text, side, low, ",.?!;")
    return stands_alone and not lexicon.negations.isdisjoint(after)


def _is_pronoun(words: Words, at: int, lexicon: FoldedLists) -> bool:
    """Return whether a "one" stands for a noun that its neighbour goes with, "the first one to",
    and counts nothing."""
    before = words.forms[at - 1] if at else ""
    after = words.forms[at + 1] if at + 1 < len(words) else ""
    ordinal = before in _LAST or (before in lexicon.numbers and not before.isdigit())
    return words.surfaces[at] == "one" and ordinal and after in lexicon.function


def _without_function(words: WordTuple, lexicon: FoldedLists) -> WordTuple:
    return tuple(word for word in words if word not in lexicon.function)


def _is_denied(side: Words, text: str, low: int, near: int, lexicon: FoldedLists) -> bool:
    """Return whether a negation stands shortly before a word, and no mark between."""
    for at in range(low - 1, max(-1, low - near - 1), -1):
        if text[side.ends[at] : side.starts[at + 1]].strip():
            return False
        if side.forms[at] in lexicon.negations:
            return True
    return False


def _is_in_concord(lost: WordTuple, found: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether one of two negations in a clause becomes "any": "did not see nobody"."""
    lexicon, near = pair.lexicon, pair.limits.negation_words
    if lexicon.negations.isdisjoint(lost) or not lexicon.negations.isdisjoint(found):
        return False
    before = pair.source.forms[max(0, edit.s_low - near) : edit.s_low]
    stays = not lexicon.negations.isdisjoint(before)
    if not stays or len(lost) != len(found):
        return False
    return all(
        lexicon.related(lexicon.concords, (one,), (other,))
        for one, other in zip(lost, found, strict=True)
    )


def _is_echo(side: Words, text: str, low: int, high: int, lexicon: FoldedLists) -> bool:
    """Return whether words that a mark sets off only say again, in order, what stands right before
    them: "nothing, nothing at all", "not one of them, not one,"."""
    if not 0 < low < high or not _is_behind(text, side, low, ",—–-"):
        return False
    ends = high == len(side) or bool(text[side.ends[high - 1] : side.starts[high]].strip(" "))
    words = tuple(side.forms[low:high])
    for emphasis in lexicon.emphases:
        if words[-len(emphasis) :] == emphasis and len(words) > len(emphasis):
            words, ends = words[: -len(emphasis)], True
            break
    for emphasis in lexicon.emphases:
        if words[: len(emphasis)] == emphasis and len(words) > len(emphasis):
            words = words[len(emphasis) :]
            break
    words = _without_function(words, lexicon)
    said = iter(side.forms[max(0, low - 2 * (high - low) - 2) : low])
    return ends and not lexicon.negations.isdisjoint(words) and all(w in said for w in words)


def _is_doubled(words: WordTuple, after: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether words are the "not" of a negation that is said twice, "did not have no
    boats"."""
    doubled = words == ("not",)
    verb = 1 if lexicon.function.issuperset(after[:1]) else 0
    return doubled and after[verb : verb + 1] == ["no"]


def _is_behind(text: str, words: Words, at: int, marks: str) -> bool:
    """Return whether a word is the first, or right behind one of some marks."""
    if not 0 < at < len(words):
        return at == 0
    return text[words.ends[at - 1] : words.starts[at]].strip() in (*marks,)


def _turned(meant: WordTuple, printed: WordTuple, lexicon: FoldedLists) -> Flag | None:
    """The flag of words that turn or weaken the sense, if they come or go by themselves."""
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
    """Return whether words that come or go are all of an edit, no fillers having been taken out."""
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
    """The flags of an edit: what comes or goes with its words."""
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
    if said_names != put_names:
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
    """Return whether two words are one word or two forms of it, of whatever tense."""
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
    """The words from ``low`` up to ``high`` that are written like names: with a capital in the
    middle of a sentence, where not every word has one."""
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
